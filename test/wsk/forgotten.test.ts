import { expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { synthesise } from '../support/synthesiser/index.ts';

/** Far more IRPs than the analysis remembers after their end lie between the first free and the second. */
test('an IRP that is freed again, or completed again, after thousands of others is still found', () => {
  const { events, write } = synthesise({ seed: 51, events: 60_000, noise: 0 });
  const last = events.at(-1)!;
  const again = ['IrpFreed', 'IrpCompleted'].map((name, i) => {
    const first = events.find((event) => event.name === name)!;
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
