import { expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { handCall, handTrace } from '../support/hand-trace.ts';
import { synthesise } from '../support/synthesiser/index.ts';

/** Far more IRPs than the analysis remembers after their end lie between the first free and the second. */
test('an IRP that is freed again, or completed again, after thousands of others is still found', () => {
  const { events, write } = synthesise({ seed: 51, events: 60_000, noise: 0 });
  const last = events.at(-1)!;
  const allocated = new Set<bigint>();
  analyze(Trace.open(bytesSource(write({}, events).bytes)), {
    observers: [{ irpAllocated: ({ origin, idLow }) => origin === 0 && allocated.add(BigInt(idLow)) }],
  });
  const again = ['IrpFreed', 'IrpCompleted'].map((name, i) => {
    // One that the driver allocated: an embedded IRP may be cleaned up again.
    const first = events.find((event) => event.name === name && (i > 0 || allocated.has(event.irpId)))!;
    const late = { ...first, bytes: first.bytes.slice(), ticks: last.ticks + BigInt(i + 1) };
    // The time of an EVENT_HEADER stands at 16.
    new DataView(late.bytes.buffer).setBigUint64(16, late.ticks, true);
    return late;
  });
  const analysis = analyze(Trace.open(bytesSource(write({}, [...events, ...again]).bytes)));
  expect(analysis.findings).toMatchObject([
    {
      rule: 'double-completion',
      confidence: 'certain',
      count: 1,
      occurrences: [{ subject: { callId: String(again[1]!.callId) } }],
    },
    {
      rule: 'double-free',
      confidence: 'certain',
      count: 1,
      occurrences: [{ subject: { irpId: String(again[0]!.irpId) } }],
    },
  ]);
});

test('a completion of a call older than the trace that comes long after its error return is its first', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    handCall({ id: i + 2, op: 8, issued: 10 * i + 10, returned: 10 * i + 11, completed: 10 * i + 15 }),
  );
  const [, returned, completed] = handCall({ id: 1, op: 8, issued: 0, returned: 1, completed: 20_000 });
  const failed = { ...returned!, fields: { ...returned!.fields, Status: 0xc000_009a | 0 } };
  const { findings, calls } = analyze(handTrace([failed, ...many.flat(), completed!]));
  expect(findings).toEqual([]);
  expect(calls).toMatchObject({ olderThanTrace: 1, pendingAtEnd: 0 });
});
