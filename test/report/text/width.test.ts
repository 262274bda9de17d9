import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../../cli/program.ts';
import { createStyle } from '../../../cli/style.ts';
import { fitColumns } from '../../../lib/report/text/fit.ts';
import { fixture } from '../../support/cli.ts';

const FIXTURES = readdirSync(resolve(import.meta.dirname, '../../../fixtures')).filter((name) =>
  name.endsWith('.etl'),
);

/** What a command prints on a terminal of a width. */
async function printed(width: number, ...argv: string[]): Promise<string> {
  let out = '';
  await run(argv, {
    out: (text) => {
      out += text;
    },
    warn: () => {},
    width,
    style: await createStyle(false),
    hasProgress: false,
  });
  return out;
}

/** A single word, such as a path or an id, is broken nowhere. */
function tooLong(text: string, width: number): string[] {
  return text.split('\n').filter((line) => line.length > width && line.trim().includes(' '));
}

describe('on a terminal', () => {
  test.each(FIXTURES)('%s is told in 80 columns', async (name) => {
    for (const command of ['report', 'latency', 'leaks']) {
      expect({ command, long: tooLong(await printed(80, command, fixture(name)), 80) }).toEqual({
        command,
        long: [],
      });
    }
  });

  test('a wide one shows every column, with distributions', async () => {
    const wide = await printed(140, 'report', fixture('wine-echo-concurrent.etl'));
    expect(wide).toMatch(
      /operation +issued +done +failed +cancelled +bytes +p50 +p90 +p99 +max +distribution/,
    );
    expect(wide).toMatch(/Receive .*[▁▂▃▄▅▆▇█]{2}/);
  });
});

describe('fitting columns', () => {
  const grid = { head: ['name', 'a', 'b'], rows: [['Send', '100', '20']] };

  test('leaves out those that can be missed, the first the most, until the table fits', () => {
    expect(fitColumns(grid, 100, ['a', 'b'])).toEqual(grid);
    expect(fitColumns(grid, 12, ['b', 'a']).head).toEqual(['name', 'a']);
    expect(fitColumns(grid, 5, ['b', 'a'])).toEqual({ head: ['name'], rows: [['Send']] });
  });
});
