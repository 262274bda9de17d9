import { Command } from 'commander';
import { writeFile } from '../../lib/output/index.ts';
import { printable } from '../../lib/text/index.ts';
import { STANDARD } from '../files/standard-streams.ts';
import { addOpen } from '../options/open.ts';
import type { Terminal } from '../terminal.ts';

const FILE = 'wsktrace.html';

interface WebOptions {
  readonly output: string;
}

export function webCommand(terminal: Terminal): Command {
  const command = new Command('web')
    .option('-o, --output <file>', 'where to write it; - for stdout', FILE)
    .addHelpText(
      'after',
      '\nThe page needs nothing else and uploads nothing: open it in a browser and drop a trace on it.' +
        '\nIt can be handed on, or put on any web server.\n\nExample:\n  wsktrace web -o wsktrace.html',
    );
  return addOpen(command, 'output').action(async ({ output }: WebOptions) => {
    const { readWebPage } = await import('../files/web-page.ts');
    const page = readWebPage();
    if (output === STANDARD) {
      terminal.data(page);
      return;
    }
    writeFile(output, page);
    terminal.out(`${printable(output)}\nOpen it in a browser, and drop a trace on it.\n`);
  });
}
