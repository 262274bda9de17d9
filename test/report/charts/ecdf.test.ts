import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openTrace } from '../../../lib/reader/node.ts';
import { ecdf } from '../../../lib/report/charts/ecdf.ts';
import { chartData } from '../../../lib/report/charts/from-report.ts';
import { ReportCollector } from '../../../lib/report/index.ts';
import { analyze } from '../../../lib/wsk/index.ts';

const FIXTURES = resolve(import.meta.dirname, '../../../fixtures');
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.etl'));
const UNITS: Readonly<Record<string, number>> = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 };

/** Nanoseconds of a text such as "1.25 ms", and half of its last digit: it was rounded. */
function nsOf(text: string): { readonly ns: number; readonly roundedBy: number } {
  const [number = '', unit = ''] = text.split(/\s/);
  const digits = number.replaceAll(',', '');
  const decimals = digits.split('.')[1]?.length ?? 0;
  return { ns: Number(digits) * UNITS[unit]!, roundedBy: (UNITS[unit]! / 10 ** decimals) * 0.5 };
}

test.each(names)(
  'the times within which a share of the calls completed are none below the exact ones: %s',
  async (name) => {
    const trace = await openTrace(resolve(FIXTURES, name));
    const collector = new ReportCollector();
    const report = collector.report(analyze(trace, { observers: collector.observers() }));
    trace.close();
    const data = chartData(report);
    const { rows } = ecdf.content({ data, base: null, op: data.ops[0] ?? '', range: null }).table;
    for (const [op, ...within] of rows) {
      const exact = report.analysis.operations.find((one) => one.op === op)?.latencyNs;
      if (exact === null || exact === undefined) {
        continue;
      }
      for (const [at, ns] of [exact.p50, exact.p90, exact.p99, exact.p999].entries()) {
        const told = nsOf(within[at]!);
        // The clock tells steps alone, and text is rounded.
        expect([op, at, told.ns + told.roundedBy + data.stepNs >= ns]).toEqual([op, at, true]);
      }
    }
  },
);
