import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  lose,
  narrowSchema,
  type Rule,
  type SynthesisedEvent,
  synthesise,
  synthesiseFile,
  together,
  without,
} from '../support/synthesiser/index.ts';

const rules: Rule[] = [
  'irp-leak',
  'socket-leak',
  'never-completed',
  'double-completion',
  'double-free',
  'error-return-no-completion',
  'free-while-pending',
  'reuse-while-pending',
  'use-after-close',
  'status-mismatch',
  'close-stuck',
  'forced-close-ignored',
  'cancel-not-completed',
  'routine-result',
  'indication-not-released',
  'clock-anomaly',
];

/** Counts again, from the events' names, ids and times alone. */
function recount(events: readonly SynthesisedEvent[]) {
  const issued = new Map<bigint, bigint>();
  const completed = new Set<bigint>();
  const allocated = new Set<bigint>();
  const freed = new Set<bigint>();
  const created = new Set<bigint>();
  const closed = new Set<bigint>();
  const latencies: number[] = [];
  for (const { name, ticks, callId, irpId, socketId } of events) {
    if (name === 'WskCallIssued') issued.set(callId, ticks);
    if (name === 'IrpAllocated') allocated.add(irpId);
    if (name === 'IrpFreed') freed.add(irpId);
    if (name === 'SocketCreated') created.add(socketId);
    if (name === 'SocketClosed') closed.add(socketId);
    if (name !== 'IrpCompleted' || completed.has(callId)) continue;
    completed.add(callId);
    const since = issued.get(callId);
    if (since !== undefined) latencies.push(Number(ticks - since) * 100);
  }
  return { issued, completed, allocated, freed, created, closed, latencies };
}

describe('a synthesised trace', () => {
  test('is the same for the same seed, and another for another', () => {
    const bytes = (seed: number) => Buffer.from(synthesise({ seed, events: 1500 }).write().bytes);
    expect(bytes(3).equals(bytes(3))).toBe(true);
    expect(bytes(3).equals(bytes(4))).toBe(false);
  });

  test.each([1, 2, 3])('with seed %i agrees with a recount of its events', (seed) => {
    const faults = Object.fromEntries(rules.map((rule) => [rule, 2]));
    const { truth, events } = synthesise({ seed, events: 8000, faults, nearMisses: 1, processors: seed });
    const again = recount(events);
    expect(truth.events).toMatchObject({ total: events.length, lost: 0 });
    expect(truth.calls.issued).toBe(again.issued.size);
    expect(truth.calls.completed).toBe(again.completed.size);
    expect(truth.irps.allocated + truth.irps.passedDown).toBe(again.allocated.size);
    expect(truth.irps.freed).toBe(again.freed.size);
    expect(truth.irps.outstandingAtEnd).toBe(truth.irps.allocated - truth.irps.freed);
    expect(truth.sockets).toMatchObject({ created: again.created.size, closed: again.closed.size });
    const known = truth.operations.filter((operation) => operation.latencyNs);
    expect(Math.max(...known.map((operation) => operation.latencyNs!.max))).toBe(
      Math.max(...again.latencies),
    );
    const anomalies = faults['clock-anomaly']!;
    expect(again.latencies.length).toBe(truth.calls.completed - anomalies);
  });

  test('of enough events plays every operation, and never goes back in time', () => {
    const { truth, events } = synthesise({ events: 20_000 });
    expect(truth.operations.length).toBe(22);
    expect(events.every((event, i) => i === 0 || event.ticks >= events[i - 1]!.ticks)).toBe(true);
    expect(truth.events.noise / truth.events.total).toBeCloseTo(0.2, 2);
  });

  test.each([1, 2, 3, 4, 5])(
    'of a sound driver leaves nothing behind, near misses and all: seed %i',
    (seed) => {
      const { truth, events } = synthesise({ seed, events: 10_000, nearMisses: 2, concurrency: 16 });
      const once = (name: string, id: 'callId' | 'irpId' | 'socketId') => {
        const ids = events.filter((event) => event.name === name).map((event) => event[id]);
        expect(new Set(ids).size).toBe(ids.length);
      };
      once('WskCallIssued', 'callId');
      once('WskCallReturned', 'callId');
      once('IrpCompleted', 'callId');
      once('IrpAllocated', 'irpId');
      once('IrpFreed', 'irpId');
      once('SocketCreated', 'socketId');
      once('SocketClosed', 'socketId');
      expect(truth.faults).toEqual([]);
      expect(truth.unload).toBe('done');
      expect(truth.irps).toMatchObject({ outstandingAtEnd: 0, freed: truth.irps.allocated });
      expect(truth.sockets.openAtEnd).toBe(0);
      expect(truth.calls.pendingAtEnd).toBe(0);
    },
  );

  test.each(rules)('with one %s tells of that fault alone', (rule) => {
    const { truth } = synthesise({ events: 1500, faults: { [rule]: 1 } });
    expect(truth.faults.map((fault) => fault.rule)).toEqual([rule]);
    const [fault] = truth.faults;
    expect(fault!.site.function).toMatch(/^Faulty/);
    const hangs = fault!.consequences.some((consequence) => consequence.rule === 'unload-stuck');
    expect(truth.unload).toBe(hangs ? 'stuck' : 'done');
  });

  test('of a driver that hangs in its unload for no reason to be seen says so', () => {
    const { truth } = synthesise({ events: 1000, faults: { 'unload-stuck': 1 } });
    expect(truth).toMatchObject({ unload: 'stuck', faults: [{ rule: 'unload-stuck', subject: {} }] });
  });

  test('that begins late knows what is older, with a rundown and without', () => {
    for (const lateStart of ['rundown', 'bare'] as const) {
      const { truth, events } = synthesise({ events: 3000, lateStart, concurrency: 16 });
      expect(truth.irps.olderThanTrace).toBeGreaterThan(0);
      expect(truth.sockets.olderThanTrace).toBeGreaterThan(0);
      expect(events.some((event) => event.name === 'IrpRundown')).toBe(lateStart === 'rundown');
    }
  });

  test('tells in a rundown of what exists, and counts nothing twice', () => {
    const options = { seed: 5, events: 4000, captureStates: 5, concurrency: 16 };
    const { truth, events } = synthesise(options);
    expect(events.filter((event) => event.name === 'RundownBegin').length).toBe(5);
    expect(events.some((event) => event.name === 'CallRundown')).toBe(true);
    expect(truth.calls.issued).toBe(recount(events).issued.size);
    expect(truth.calls.olderThanTrace + truth.irps.olderThanTrace + truth.sockets.olderThanTrace).toBe(0);
  });

  test('that is cut ends in full flight', () => {
    const { truth } = synthesise({ events: 2000, ending: 'cut', concurrency: 16 });
    expect(truth.unload).toBe('none');
    expect(truth.sockets.openAtEnd).toBeGreaterThan(0);
  });

  test('can have ids beyond 2^32, or of 32 bits, or none', () => {
    const high = synthesise({ events: 1000, idBase: 1n << 40n });
    expect(high.events.find((event) => event.callId > 0n)!.callId).toBeGreaterThan(1n << 40n);
    const narrow = synthesise({ events: 1000, schema: narrowSchema });
    const size = (of: typeof high) => of.events.find((event) => event.name === 'IrpAllocated')!.bytes.length;
    expect(size(narrow)).toBeLessThan(size(high));
    const none = synthesise({ events: 1000, schema: { ...narrowSchema, idType: 'none' } });
    expect(size(none)).toBeLessThan(size(narrow));
  });

  test('has the same truth when it goes straight to a file', () => {
    const path = join(tmpdir(), `wsktrace-synthesised-${process.pid}.etl`);
    const options = { seed: 9, events: 3000, faults: { 'irp-leak': 2 } };
    const { file, ...truth } = synthesiseFile(path, options, { bufferSize: 4096 });
    const lossy = synthesiseFile(path, options, { lose: 0.01 });
    rmSync(path);
    expect(truth).toEqual(synthesise(options).truth);
    expect(file.bytes).toBe(file.buffers * 4096);
    expect(lossy.events.lost).toBeGreaterThan(0);
    expect(lossy.events.total + lossy.events.lost).toBe(truth.events.total);
  });
});

test('events can be taken out, one or a share, and are handed back', () => {
  const { events } = synthesise({ events: 1000 });
  const one = without(events, 7);
  expect(one.removed).toEqual([events[7]]);
  expect(one.kept.length).toBe(events.length - 1);
  const some = lose(events, 0.1, 5);
  expect(some.kept.length + some.removed.length).toBe(events.length);
  expect(some.removed.length / events.length).toBeCloseTo(0.1, 1);
});

test('two drivers can be in one trace, with the same ids', () => {
  const one = synthesise({ seed: 1, events: 500 });
  const other = synthesise({ seed: 2, events: 500, provider: { name: 'Contoso.Echo.Wsk' } });
  const both = together(one.events, other.events);
  expect(both.length).toBe(one.events.length + other.events.length);
  expect(both.every((event, i) => i === 0 || event.ticks >= both[i - 1]!.ticks)).toBe(true);
});
