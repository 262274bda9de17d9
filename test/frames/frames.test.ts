import { fromArrow } from 'arquero';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { Column, type ColumnValue, FRAMES, type Frames, frames } from '../../lib/frames/index.ts';
import { nearestRank } from '../../lib/stats/index.ts';
import { rowsOf, valuesOf } from '../support/frame-values.ts';
import { narrowSchema, type SynthesiserOptions, synthesise } from '../support/synthesiser/index.ts';

function framed(options: Partial<SynthesiserOptions> = {}) {
  const { truth, write } = synthesise(options);
  return { truth, frames: frames(Trace.open(bytesSource(write().bytes))) };
}

function count<T>(values: readonly T[], isCounted: (value: T) => boolean): number {
  return values.filter(isCounted).length;
}

const inTrace = ({ outcome }: Record<string, ColumnValue>) => outcome !== 'older-than-trace';

function expectOneRowEach(tables: Frames, name: 'calls' | 'irps' | 'sockets', id: string): void {
  const keys = rowsOf(tables, name).map((row) => `${row.provider} ${row.load} ${row[id]}`);
  expect(new Set(keys).size).toBe(keys.length);
}

describe('the frames of a synthesised trace', () => {
  const FAULTS = { 'never-completed': 3, 'irp-leak': 4, 'socket-leak': 2, 'clock-anomaly': 5 };
  const { truth, frames: tables } = framed({ events: 120_000, seed: 5, faults: FAULTS, concurrency: 40 });

  test('have a row for each call, as many of each operation and end as there were', () => {
    const calls = rowsOf(tables, 'calls').filter(inTrace);
    expect(calls).toHaveLength(truth.calls.issued);
    for (const operation of truth.operations) {
      const ofIt = calls.filter(({ op }) => op === operation.op);
      expect(ofIt).toHaveLength(operation.issued);
      expect(count(ofIt, ({ completedNs }) => completedNs !== null)).toBe(operation.completed);
      const withIrp = ofIt.filter(({ completedNs }) => completedNs !== null);
      expect(count(withIrp, ({ outcome }) => outcome === 'failed')).toBe(operation.failed);
      expect(count(withIrp, ({ outcome }) => outcome === 'cancelled')).toBe(operation.cancelled);
    }
    expect(count(calls, ({ inline }) => inline === true)).toBe(truth.calls.inline);
    expect(count(calls, ({ outcome }) => outcome === 'pending')).toBe(truth.calls.pendingAtEnd);
    expectOneRowEach(tables, 'calls', 'callId');
  });

  test('have the exact latencies, the bytes moved, and no latency where a clock went wrong', () => {
    const calls = rowsOf(tables, 'calls').filter(inTrace);
    for (const { op, latencyNs, bytes } of truth.operations) {
      const ofIt = calls.filter((call) => call.op === op);
      const latencies = ofIt.flatMap((call) => (call.latencyNs === null ? [] : [call.latencyNs as number]));
      latencies.sort((a, b) => a - b);
      expect(nearestRank(latencies, 0.5) || null).toBe(latencyNs?.p50 ?? null);
      expect(nearestRank(latencies, 0.999) || null).toBe(latencyNs?.p999 ?? null);
      expect(latencies.every((latency) => latency >= 0)).toBe(true);
      const moved = ofIt.reduce((sum, call) => sum + ((call.bytes as number | null) ?? 0), 0);
      expect(moved).toBe(bytes);
    }
    const backwards = calls.filter(
      ({ completedNs, issuedNs }) => completedNs !== null && issuedNs !== null && completedNs! < issuedNs!,
    );
    expect(backwards).toHaveLength(FAULTS['clock-anomaly']);
    expect(backwards.every(({ latencyNs }) => latencyNs === null)).toBe(true);
  });

  test('have a row for each IRP and socket', () => {
    const irps = rowsOf(tables, 'irps').filter(inTrace);
    const own = irps.filter(({ origin }) => origin !== 'passed-down');
    expect(own).toHaveLength(truth.irps.allocated);
    expect(irps.length - own.length).toBe(truth.irps.passedDown);
    expect(count(own, ({ outcome }) => outcome === 'freed')).toBe(truth.irps.freed);
    expect(count(own, ({ outcome }) => outcome === 'outstanding')).toBe(truth.irps.outstandingAtEnd);
    expectOneRowEach(tables, 'irps', 'irpId');
    const sockets = rowsOf(tables, 'sockets').filter(inTrace);
    expect(sockets).toHaveLength(truth.sockets.created);
    expect(count(sockets, ({ outcome }) => outcome === 'closed')).toBe(truth.sockets.closed);
    const sum = (column: string) => sockets.reduce((total, row) => total + (row[column] as number), 0);
    expect(sum('bytesSent')).toBe(truth.sockets.bytesSent);
    expect(sum('bytesReceived')).toBe(truth.sockets.bytesReceived);
    expectOneRowEach(tables, 'sockets', 'socketId');
  });

  test('tell objects at one address from each other, counted from 1 in the order of their beginnings', () => {
    const byPointer = new Map<ColumnValue, Record<string, ColumnValue>[]>();
    for (const irp of rowsOf(tables, 'irps')) {
      byPointer.set(irp.pointer!, [...(byPointer.get(irp.pointer!) ?? []), irp]);
    }
    expect([...byPointer.values()].some((irps) => irps.length > 3)).toBe(true);
    for (const irps of byPointer.values()) {
      irps.sort((a, b) => (a.generation as number) - (b.generation as number));
      expect(irps.map(({ generation }) => generation)).toEqual(irps.map((_, at) => at + 1));
      const begun = irps.map(({ allocatedNs }) => allocatedNs as number);
      expect(begun).toEqual(begun.toSorted((a, b) => a - b));
    }
  });

  test('keep a lower bound of what is still pending apart from the latencies', () => {
    const calls = rowsOf(tables, 'calls');
    const pending = calls.filter(({ outcome }) => outcome === 'pending');
    expect(pending.length).toBeGreaterThan(0);
    const end = Math.max(...calls.map(({ issuedNs }) => issuedNs as number));
    for (const { latencyNs, latencyAtLeastNs, issuedNs } of pending) {
      expect(latencyNs).toBeNull();
      expect(latencyAtLeastNs).toBeGreaterThanOrEqual(end - (issuedNs as number));
    }
    expect(count(calls, ({ latencyAtLeastNs }) => latencyAtLeastNs !== null)).toBe(pending.length);
  });

  test('have the findings with their occurrences, and one row of facts', () => {
    const findings = rowsOf(tables, 'findings');
    const { analysis } = tables;
    expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(
      analysis.findings.map(({ fingerprint }) => fingerprint),
    );
    const occurrences = rowsOf(tables, 'occurrences');
    const leaks = occurrences.filter(({ rule }) => rule === 'irp-leak').map(({ irpId }) => String(irpId));
    const injected = truth.faults.filter(({ rule }) => rule === 'irp-leak');
    expect(leaks.sort()).toEqual(injected.map(({ subject }) => subject.irpId).sort());
    expect(rowsOf(tables, 'trace')).toMatchObject([
      { events: analysis.trace.events, callsIssued: truth.calls.issued, isLossy: false },
    ]);
    expect(valuesOf(tables, 'driver', 'state')[0]).toBe('Registered');
  });
});

describe('frames', () => {
  test('keep 64-bit ids and addresses exact, and times to the nanosecond', () => {
    const idBase = (1n << 63n) + 12_345n;
    const { frames: tables } = framed({ events: 2000, idBase });
    const ids = valuesOf(tables, 'calls', 'callId') as bigint[];
    expect(ids.every((id) => id > idBase && id < idBase + 10_000n)).toBe(true);
    const pointers = valuesOf(tables, 'sockets', 'pointer') as string[];
    expect(new Set(pointers).size).toBeGreaterThan(1);
    expect(pointers.every((pointer) => /^0xfffffffff[0-9a-f]{7}$/.test(pointer))).toBe(true);
  });

  test('become Arrow where addresses are those of kernel mode', () => {
    const { frames: tables } = framed({ events: 2000 });
    for (const { name } of FRAMES) {
      expect(tables[name].toArrowIPC()!.length).toBeGreaterThan(0);
    }
    const again = fromArrow(tables.sockets.toArrowIPC()!);
    expect(again.array('pointer')).toEqual(valuesOf(tables, 'sockets', 'pointer'));
  });

  test('tell what began before the trace as older, with a lower bound from its rundown', () => {
    const { truth, frames: tables } = framed({ events: 20_000, lateStart: 'rundown', concurrency: 64 });
    const older = rowsOf(tables, 'calls').filter((call) => !inTrace(call));
    expect(older).toHaveLength(truth.calls.olderThanTrace);
    expect(older.length).toBeGreaterThan(0);
    for (const { issuedNs, latencyNs, latencyAtLeastNs, completedNs, processor } of older) {
      expect([issuedNs, latencyNs, processor]).toEqual([null, null, null]);
      expect(completedNs === null || (latencyAtLeastNs as number) >= 0).toBe(true);
    }
  });

  test('are as many whether the driver tells ids of 64 bits or of 32, with or without the optional fields', () => {
    for (const schema of [undefined, narrowSchema]) {
      const { truth, frames: tables } = framed({ events: 6000, ...(schema ? { schema } : {}) });
      expect(tables.calls.numRows()).toBe(truth.calls.issued);
      expect(tables.sockets.numRows()).toBe(truth.sockets.created);
    }
  });

  test('agree with the analysis of the same pass, whatever is lost and wherever the trace begins and ends', () => {
    const options = fc.record({
      seed: fc.nat(),
      events: fc.integer({ min: 50, max: 4000 }),
      ending: fc.constantFrom('unload' as const, 'drained' as const, 'cut' as const),
      lateStart: fc.constantFrom('none' as const, 'rundown' as const, 'bare' as const),
    });
    const check = fc.property(options, fc.double({ min: 0, max: 0.4, noNaN: true }), (wanted, share) => {
      const { events, write } = synthesise(wanted);
      let seed = wanted.seed;
      const kept = events.filter(() => {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
        return seed / 2 ** 32 >= share;
      });
      if (kept.length === 0) {
        return;
      }
      const tables = frames(Trace.open(bytesSource(write({}, kept).bytes)));
      const { analysis } = tables;
      const calls = rowsOf(tables, 'calls');
      expect(count(calls, inTrace)).toBe(analysis.calls.issued);
      expect(calls.length).toBe(analysis.calls.issued + analysis.calls.olderThanTrace);
      expect(tables.irps.numRows()).toBe(
        analysis.irps.allocated + analysis.irps.passedDown + analysis.irps.olderThanTrace,
      );
      expect(tables.sockets.numRows()).toBe(analysis.sockets.created + analysis.sockets.olderThanTrace);
      expectOneRowEach(tables, 'calls', 'callId');
    });
    fc.assert(check, { numRuns: 40 });
  });

  test('have columns over the very arrays that the pass wrote', () => {
    const { frames: tables } = framed({ events: 2000 });
    const column = tables.calls.column('callId') as unknown as Column;
    expect(column).toBeInstanceOf(Column);
    expect(column.chunks[0]).toBeInstanceOf(BigUint64Array);
    const [values] = column.chunks as [BigUint64Array];
    values[0] = 77n;
    expect(tables.calls.get('callId', 0)).toBe(77n);
  });

  test('exist with all their columns where there is nothing to put into them', () => {
    const { frames: tables } = framed({ events: 1, ending: 'cut' });
    for (const { name, columns } of FRAMES) {
      expect(tables[name].columnNames()).toEqual(columns.map((column) => column.name));
    }
  });

  test('are described: each column has a type, a sentence, and a unit where its name ends in Ns', () => {
    for (const { columns } of FRAMES) {
      for (const { name, type, unit, description } of columns) {
        expect(name.endsWith('Ns')).toBe(type === 'ns');
        expect(unit === 'ns').toBe(type === 'ns');
        expect(unit === 'bytes').toBe(/^bytes|Bytes$|^length$|^pointerSize$/.test(name));
        expect(description).not.toBe('');
      }
    }
  });
});
