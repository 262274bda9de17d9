import { readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fitColumns } from '../../../lib/report/text/fit.ts';
import { fixture, runOn } from '../../support/cli.ts';
import { useFolder } from '../../support/folder.ts';
import { synthesise } from '../../support/synthesiser/index.ts';

const folder = useFolder();

const FIXTURES = readdirSync(resolve(import.meta.dirname, '../../../fixtures')).filter((name) =>
  name.endsWith('.etl'),
);

/** What a command prints on a terminal of a width. */
async function printed(width: number, ...argv: string[]): Promise<string> {
  return (await runOn({ place: 'terminal', width }, argv)).out;
}

/** A single word, such as a path or an id, is broken nowhere. */
function tooLong(text: string, width: number): string[] {
  return text.split('\n').filter((line) => line.length > width && line.trim().includes(' '));
}

/** Line ends that part a number from its unit. */
function partedUnits(text: string): string[] {
  return text.match(/.*\s[\d,.]+\n *(ns|µs|ms|s|B|[KMGT]iB|%)(?![\w]).*/g) ?? [];
}

const COMMANDS: readonly ((file: string) => string[])[] = [
  (file) => ['report', file],
  (file) => ['latency', file, '--slowest', '3'],
  (file) => ['latency', file, '--by', 'function'],
  (file) => ['latency', file, '--by', 'socket'],
  (file) => ['latency', file, '--by', 'time'],
  (file) => ['leaks', file],
  (file) => ['info', file],
  (file) => [
    'check',
    file,
    '--no-config',
    '--threshold',
    'latency{op=Send,function=Nowhere}: p(99.9) < 100ms',
  ],
  (file) => ['compare', '--no-config', '--base', fixture('wine-ok.etl'), '--head', file],
];

describe('on a terminal', () => {
  test.each(FIXTURES)('%s is told in 80 columns and in 100, no unit apart from its number', async (name) => {
    for (const width of [80, 100]) {
      for (const command of COMMANDS) {
        const argv = command(fixture(name));
        const text = await printed(width, ...argv);
        const faults = { long: tooLong(text, width), parted: partedUnits(text) };
        expect({ argv, ...faults }).toEqual({ argv, long: [], parted: [] });
      }
    }
  });

  test('many calls are told in 80 columns, too', async () => {
    const file = folder.at('many.etl');
    const { bytes } = synthesise({
      seed: 1,
      events: 20_000,
      faults: { 'irp-leak': 40, 'never-completed': 40 },
    }).write();
    writeFileSync(file, bytes);
    for (const command of COMMANDS) {
      const argv = command(file);
      expect({ argv, long: tooLong(await printed(80, ...argv), 80) }).toEqual({ argv, long: [] });
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

  test('leaves out those of one title together', () => {
    const twice = { head: ['name', 'a', 'p99', 'b', 'p99'], rows: [['Send', '1', '2', '3', '4']] };
    expect(fitColumns(twice, 20, ['p99'])).toEqual({ head: ['name', 'a', 'b'], rows: [['Send', '1', '3']] });
  });
});
