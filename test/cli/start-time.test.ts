import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const folder = useFolder();

describe('a start time that no clock shows', () => {
  test.each([
    ['0', 0n, '0'],
    ['negative', BigInt.asUintN(64, -5_000_000_000n), '-5000000000'],
    ['all ones', 0xffff_ffff_ffff_ffffn, '-1'],
  ])(
    '(%s) gives neither info nor events a time, and stands among the damage',
    async (_what, startTime, told) => {
      const file = folder.at('odd.etl');
      writeFileSync(file, synthesise({ seed: 3, events: 200 }).write({ startTime }).bytes);
      const info = await wsktrace('info', file, '--json');
      const [facts] = JSON.parse(info.out) as [{ startTime: string | null; damage: object[] }];
      expect(facts.startTime).toBeNull();
      expect(facts.damage).toMatchObject([
        { offset: 0, reason: `a start time of ${told} can't be: events have no time of day` },
      ]);
      expect((await wsktrace('info', file)).out).toContain('start unknown');
      const { out } = await wsktrace('events', file, '--format', 'ndjson');
      const events = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { time: string | null });
      expect(events.filter(({ time }) => time !== null)).toEqual([]);
      expect(events.length).toBeGreaterThan(100);
    },
  );
});
