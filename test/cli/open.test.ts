import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openerOf } from '../../cli/files/open-page.ts';
import { fixture, wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();
const PATH = process.env.PATH ?? '';

/** Puts an xdg-open onto the path that notes what it is to show. */
function useOpener(script = 'printf "%s\\n" "$@" >"$0.shown"'): void {
  mkdirSync(folder.at('bin'));
  writeFileSync(folder.at('bin', 'xdg-open'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env.PATH = `${folder.at('bin')}${delimiter}${PATH}`;
}

function shown(): string {
  return readFileSync(folder.at('bin', 'xdg-open.shown'), 'utf8').trimEnd();
}

describe.skipIf(process.platform !== 'linux')('--open', () => {
  beforeEach(() => useOpener());

  afterEach(() => {
    process.env.PATH = PATH;
  });

  test('shows the page that report writes', async () => {
    const page = folder.at('a page; of & two.html');
    const { code, err } = await wsktrace('report', fixture('wine-leak-irp.etl'), '--html', page, '--open');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(shown()).toBe(page);
    expect(readFileSync(page, 'utf8')).toContain('<!doctype html>');
  });

  test.each(['report', 'why'])(
    'of %s writes a page into the temporary folder where none is named',
    async (command) => {
      expect((await wsktrace(command, fixture('machine-slow-calls.etl'), '--open')).code).toBe(0);
      expect(shown()).toMatch(new RegExp(`/wsktrace-\\w+/${command}\\.html$`));
      expect(readFileSync(shown(), 'utf8')).toContain('<!doctype html>');
    },
  );

  test('shows the page onto which traces are dropped', async () => {
    const page = folder.at('page.html');
    expect((await wsktrace('web', '-o', page, '--open')).code).toBe(0);
    expect(shown()).toBe(page);
  });

  test('shows nothing where there is no page', async () => {
    const { code } = await wsktrace('report', folder.at('none.etl'), '--html', folder.at('r.html'), '--open');
    expect(code).toBe(2);
    expect(existsSync(folder.at('bin', 'xdg-open.shown'))).toBe(false);
  });

  test('is refused where the page goes to standard output', async () => {
    const { code, err } = await wsktrace('report', fixture('wine-leak-irp.etl'), '--html', '-', '--open');
    expect(code).toBe(2);
    expect(err).toContain('--open shows a page in a file: name one');
  });

  test.each([
    ['fails', 'exit 3', 'xdg-open ended with 3'],
    ['is missing', null, 'ENOENT'],
  ])('says that the page is written where the opener %s', async (_, script, reason) => {
    if (script === null) {
      process.env.PATH = folder.at('nowhere');
    } else {
      writeFileSync(folder.at('bin', 'xdg-open'), `#!/bin/sh\n${script}\n`);
    }
    const page = folder.at('r.html');
    const { code, err } = await wsktrace('report', fixture('wine-leak-irp.etl'), '--html', page, '--open');
    expect(code).toBe(2);
    expect(err).toContain('the page is written, but no browser can be started here');
    expect(err).toContain(reason);
    expect(existsSync(page)).toBe(true);
  });

  test('asks what shows files on each system, without a shell', () => {
    expect(openerOf('win32', 'C:\\a & b.html')).toEqual([
      'rundll32',
      'url.dll,FileProtocolHandler',
      'C:\\a & b.html',
    ]);
    expect(openerOf('darwin', '/a.html')).toEqual(['open', '/a.html']);
    expect(openerOf('freebsd', '/a.html')).toEqual(['xdg-open', '/a.html']);
  });
});
