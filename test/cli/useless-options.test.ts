import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';

const TRACE = fixture('wine-echo-clean.etl');
const folder = useFolder();

describe('an option that can do nothing beside the others', () => {
  test.each([
    [['events', TRACE, '--spreadsheet'], '--spreadsheet goes with --format csv'],
    [['events', TRACE, '--spreadsheet', '--count'], '--spreadsheet goes with --format csv'],
    [['export', TRACE, '--out', 'OUT', '--spreadsheet'], '--spreadsheet goes with --format csv'],
    [
      ['query', TRACE, 'SELECT 1', '--spreadsheet', '--format', 'json'],
      '--spreadsheet goes with --format csv',
    ],
    [
      ['query', TRACE, 'SELECT 1', '--max-rows', '5', '--format', 'csv'],
      '--max-rows goes with --format table',
    ],
    [['query', '--list', '--format', 'json'], '--list is told as text: it takes no --format'],
    [['query', '--schema', '--sql', 'SELECT 1'], '--schema asks nothing: it takes no --sql'],
    [['query', 'DIR', 'SELECT 1', '--stuck-after', '1s'], '--stuck-after goes with traces'],
    [['report', TRACE, '--json', '--source-root', 'DIR'], '--source-root shows in the text'],
    [['report', TRACE, '--md', '-', '--source-root', 'DIR'], '--source-root shows in the text'],
    [['leaks', TRACE, '--json', '--source-root', 'DIR'], '--source-root shows in the text'],
    [
      ['fleet', 'DIR', '--html', '-', '--reports', 'DIR'],
      '--reports goes with a page that is written to a file',
    ],
  ])('is refused: %j', async (argv, message) => {
    const placed = argv.map((word) => word.replace(/^DIR$/, folder.path).replace(/^OUT$/, folder.at('out')));
    const { code, out, err } = await wsktrace(...placed);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test('acts where the others let it', async () => {
    const { code } = await wsktrace('events', TRACE, '--count', '--format', 'csv', '--spreadsheet');
    expect(code).toBe(0);
  });
});

describe('wsktrace timeline of a stretch', () => {
  const timeline = async (...options: string[]) => {
    const result = await wsktrace('timeline', TRACE, '-o', folder.at('timeline.json'), ...options);
    const { traceEvents } = JSON.parse(readFileSync(folder.at('timeline.json'), 'utf8'));
    const calls = (traceEvents as { ph: string }[]).filter(({ ph }) => ph === 'X').length;
    return { ...result, hasCalls: calls > 0 };
  };

  test('says so where no call is in it', async () => {
    expect(await timeline('--from', '99s')).toEqual({
      code: 0,
      out: '',
      err: `wsktrace: no call in ${TRACE} is what --from asks for\n`,
      hasCalls: false,
    });
    expect((await timeline('--from', '98s', '--to', '99s')).err).toContain('is what --from and --to ask for');
  });

  test('says nothing where calls are', async () => {
    expect(await timeline('--from', '0', '--to', '1s')).toMatchObject({ err: '', hasCalls: true });
  });
});
