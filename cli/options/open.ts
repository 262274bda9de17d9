import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { STANDARD } from '../files/standard-streams.ts';

interface PageOptions {
  readonly open?: boolean;
  readonly html?: string;
  readonly output?: string;
}

/**
 * Adds --open to a command that writes a page, which it then shows. One that was given no name goes into the system's
 * temporary folder, and stays there for as long as that keeps it: the browser may read it again.
 * @param page the option that names the page's file
 */
export function addOpen(command: Command, page: 'html' | 'output'): Command {
  return command
    .option('--open', 'show the page in the browser')
    .hook('preAction', () => {
      const { open, [page]: path } = command.opts<PageOptions>();
      if (open && path === STANDARD) {
        throw new TraceError('usage', '--open shows a page in a file: name one', { file: STANDARD });
      }
      if (open && path === undefined) {
        command.setOptionValue(
          page,
          join(mkdtempSync(join(tmpdir(), 'wsktrace-')), `${command.name()}.html`),
        );
      }
    })
    .hook('postAction', async () => {
      const { open, [page]: path } = command.opts<PageOptions>();
      if (open && path !== undefined) {
        const { openPage } = await import('../files/open-page.ts');
        await openPage(resolve(path));
      }
    });
}
