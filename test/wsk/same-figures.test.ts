import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { frames } from '../../lib/frames/index.ts';
import { openTrace } from '../../lib/reader/node.ts';
import { analyze, isReceive, isSend, LatencyCollector, operationNumber } from '../../lib/wsk/index.ts';
import { decodeAll } from '../decode/decoded.ts';
import { lose, synthesise } from '../support/synthesiser/index.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.etl'));

async function withFixture<Result>(
  name: string,
  use: (trace: Awaited<ReturnType<typeof openTrace>>) => Result,
) {
  const trace = await openTrace(resolve(FIXTURES, name));
  try {
    return use(trace);
  } finally {
    trace.close();
  }
}

/** What became of an operation's calls, by the analysis and by the frame of calls. */
function expectSameCounts(trace: Trace): void {
  const { operations, calls } = analyze(trace);
  const counts = new Map(
    operations.map((one) => [one.op, { issued: 0, completed: 0, withoutIrp: 0, refused: 0, pending: 0 }]),
  );
  for (const call of frames(trace).calls.objects() as {
    op: string;
    outcome: string;
    irpId: bigint | null;
    completedNs: number | null;
  }[]) {
    if (call.outcome !== 'older-than-trace') {
      const count = counts.get(call.op)!;
      count.issued++;
      if (call.outcome === 'pending') {
        count.pending++;
      } else {
        count[call.completedNs !== null ? 'completed' : call.irpId === null ? 'withoutIrp' : 'refused']++;
      }
    }
  }
  const all = operations.map(({ op, issued, completed, withoutIrp, refused }) => [
    op,
    { issued, completed, withoutIrp, refused, pending: issued - completed - withoutIrp - refused },
  ]);
  expect(Object.fromEntries(all)).toEqual(Object.fromEntries(counts));
  expect(calls.refused).toBe(operations.reduce((sum, { refused }) => sum + refused, 0));
}

describe.each(names)('of %s', (name) => {
  test('the operations of a report and of its latencies have issued and completed as many calls', async () => {
    await withFixture(name, (trace) => {
      const collector = new LatencyCollector();
      const { operations } = analyze(trace, { observers: collector.observers() });
      const counts = (all: readonly { op: string; issued: number; completed: number }[]) =>
        all
          .map(({ op, issued, completed }) => ({ op, issued, completed }))
          .filter(({ issued }) => issued > 0);
      const { operations: timed, timeline } = collector.result();
      expect(counts(timed)).toEqual(counts(operations));
      for (const field of ['issued', 'completed'] as const) {
        const sum = (all: readonly { readonly [Field in typeof field]: number }[]) =>
          all.reduce((total, one) => total + one[field], 0);
        expect([field, sum(timeline)]).toEqual([field, sum(operations)]);
      }
    });
  });

  test('each call that was issued has completed, was ended by its return, refused, or is pending', async () => {
    await withFixture(name, expectSameCounts);
  });

  test('a socket has sent and received what its calls moved', async () => {
    await withFixture(name, (trace) => {
      const { calls, sockets } = frames(trace);
      const moved = new Map<string, { sent: number; received: number }>();
      for (const call of calls.objects() as {
        load: number;
        socketId: bigint | null;
        op: string;
        outcome: string;
        bytes: number | null;
      }[]) {
        const sum = moved.get(`${call.load}/${call.socketId}`) ?? { sent: 0, received: 0 };
        moved.set(`${call.load}/${call.socketId}`, sum);
        const op = operationNumber(call.op)!;
        const bytes = ['completed', 'older-than-trace'].includes(call.outcome) ? (call.bytes ?? 0) : 0;
        sum.sent += isSend(op) ? bytes : 0;
        sum.received += isReceive(op) ? bytes : 0;
      }
      for (const socket of sockets.objects() as {
        load: number;
        socketId: bigint;
        bytesSent: number;
        bytesReceived: number;
      }[]) {
        const { sent, received } = moved.get(`${socket.load}/${socket.socketId}`) ?? { sent: 0, received: 0 };
        expect([socket.socketId, socket.bytesSent, socket.bytesReceived]).toEqual([
          socket.socketId,
          sent,
          received,
        ]);
      }
    });
  });
});

test('where events are lost, each call that was issued has one end, too', () => {
  const synthesis = synthesise({ seed: 9, events: 20_000, faults: { 'error-return-no-completion': 20 } });
  const { bytes } = synthesis.write({}, lose(synthesis.events, 0.02, 9).kept);
  expectSameCounts(Trace.open(bytesSource(bytes)));
});

test('a call older than the trace has the IRP that any of its events tells', () => {
  const synthesis = synthesise({ seed: 7, events: 20_000 });
  const { bytes } = synthesis.write({}, lose(synthesis.events, 0.02, 7).kept);
  const trace = Trace.open(bytesSource(bytes));
  /** By the call's id, which begins anew with each load: only those that one load alone has are compared. */
  const told = new Map<string, string>();
  const again = new Set<string>();
  for (const { name, fields } of decodeAll(trace)) {
    if (name === 'IrpCompleted' && fields.IrpId !== undefined) {
      const id = String(fields.CallId);
      if (told.has(id)) {
        again.add(id);
      }
      told.set(id, String(fields.IrpId));
    }
  }
  const rows = frames(trace).calls.objects() as {
    callId: bigint;
    irpId: bigint | null;
    outcome: string;
    completedNs: number | null;
  }[];
  const older = rows.filter(
    ({ callId, outcome, completedNs }) =>
      outcome === 'older-than-trace' &&
      completedNs !== null &&
      told.has(String(callId)) &&
      !again.has(String(callId)),
  );
  expect(older.length).toBeGreaterThan(10);
  expect(older.map(({ irpId }) => String(irpId))).toEqual(
    older.map(({ callId }) => told.get(String(callId))),
  );
});
