import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinWithin } from '../../../lib/report/markdown/budget.ts';
import { fixture, wsktrace } from '../../support/cli.ts';

async function markdownOf(name: string): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'wsktrace-md-')), 'report.md');
  const { code } = await wsktrace('report', fixture(name), '--md', file);
  expect(code).toBe(0);
  return readFileSync(file, 'utf8');
}

describe('the report as Markdown', () => {
  test('begins with the verdict', async () => {
    expect((await markdownOf('host-irp-leak.etl')).split('\n')[0]).toBe(
      '## ❌ wsktrace: 3 IRPs leaked by FaultIrpLeak.',
    );
    expect((await markdownOf('host-clean-echo.etl')).split('\n')[0]).toBe('## ✅ wsktrace: Nothing found.');
  });

  test('has a row of the same number of cells for each operation', async () => {
    const text = await markdownOf('wine-echo-concurrent.etl');
    const rows = text
      .slice(text.indexOf('### Latency'))
      .split('\n')
      .filter((line) => line.startsWith('| '));
    const latency = rows.slice(0, 8);
    expect(latency.map((row) => row.split(' | ').length)).toEqual(latency.map(() => 11));
    expect(latency.map((row) => row.split(' | ')[0])).toContain('| Receive');
  });

  test('says in the heading of a finding that it is only possible', async () => {
    const text = await markdownOf('machine-slow-calls.etl');
    expect(text).toContain('#### ❔ Possibly&#58; 4 sockets leaked');
    expect(text).not.toContain('#### ❌');
  });

  test('tells that events are missing where some are', async () => {
    expect(await markdownOf('host-session-lost-event.etl')).toContain(
      '> ⚠️ lost while recording&#58; 1 event',
    );
  });
});

describe('blocks within a budget', () => {
  test('exceed it by their first one alone, the headline, and say how many are missing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 40 }),
        fc.integer({ min: 60, max: 400 }),
        (blocks, budget) => {
          const text = joinWithin(blocks, budget);
          const [headline = ''] = blocks;
          expect(text.startsWith(headline)).toBe(true);
          const atLeast = Buffer.byteLength(`${headline}\n\n*… and 39 more parts that did not fit.*`);
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(Math.max(budget, atLeast) + 1);
          if (text !== `${blocks.join('\n\n')}\n`) {
            expect(text).toMatch(/… and \d+ more parts? that did not fit/);
          }
        },
      ),
    );
  });
});
