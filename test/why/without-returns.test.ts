import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { why } from '../../lib/why/index.ts';
import { readMapping } from '../../lib/wsk/mapping/file/index.ts';
import { fixture } from '../support/cli.ts';

const EVENTS = {
  WskCallIssued: { means: 'issue', op: { field: 'Op' }, fields: { irp: 'Irp', socket: 'Socket' } },
  WskCallReturned: { means: 'return', fields: { irp: 'Irp', status: 'Status' } },
  IrpCompleted: { means: 'complete', fields: { irp: 'Irp', status: 'Status' } },
};

function whyOf(wanted: readonly (keyof typeof EVENTS)[]) {
  const events = wanted.map((event) => ({ event, ...EVENTS[event] }));
  const sources = [{ name: 'Contoso', provider: 'WskTraceDriver', events }];
  const mapping = readMapping(JSON.stringify({ schema: 'wsktrace.mapping/1', sources }), 'contoso.json');
  const trace = Trace.open(bytesSource(readFileSync(fixture('machine-slow-calls.etl'))));
  return why(trace, { mappings: [mapping], choice: { worst: 1000 } });
}

test('a driver that tells of no returns is blamed for nothing that its threads did meanwhile', () => {
  const { calls } = whyOf(['WskCallIssued', 'IrpCompleted']);
  expect(calls.length).toBeGreaterThan(10);
  for (const { segments, latencyNs } of calls) {
    expect(segments.filter(({ phase }) => phase === 'inside')).toEqual([]);
    const untold = segments.filter(({ phase }) => phase === 'pending');
    expect(untold.every(({ cause, missing }) => cause === 'outstanding' || missing === 'return')).toBe(true);
    expect(segments.reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0)).toBeCloseTo(latencyNs, 0);
  }
});

test('one that tells of them is told what its threads did inside of its calls', () => {
  const { calls } = whyOf(['WskCallIssued', 'WskCallReturned', 'IrpCompleted']);
  const segments = calls.flatMap((call) => call.segments);
  expect(segments.some(({ phase, cause }) => phase === 'inside' && cause === 'running')).toBe(true);
  expect(segments.some(({ missing }) => missing === 'return')).toBe(false);
});
