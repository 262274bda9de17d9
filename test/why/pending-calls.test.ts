import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../support/etl-writer/index.ts';
import { addresses, MachineLog, socketAddress } from '../support/synthesiser/machine/logs.ts';
import type { SimRoutine } from '../support/synthesiser/machine/world.ts';
import { inTicks, whyOf } from './hand-made.ts';

const TCPIP = '2f07e2ee-15db-40f1-90ef-9d7ba282188a';
const RECEIVE = 9;
const CLOSE = 11;
const RECEIVE_FROM = 16;
const PENDING = { Status: 0x103 };
const base = 0xfffff880_01000000n;
const isr: SimRoutine = { module: 'ndis.sys', offset: 0x20n, address: base + 0x20n, kind: 'isr' };
const dpc: SimRoutine = { module: 'ndis.sys', offset: 0x10n, address: base + 0x10n, kind: 'dpc' };

const call = (id: number, op: number) => ({
  CallId: id,
  Op: op,
  Irp: 0x1000 + id,
  IrpId: id,
  Socket: 0x8001,
  SocketId: 1,
});

/** A machine whose driver's thread 200 runs on processor 1 from tick 5 on. */
function machine(): MachineLog {
  const log = new MachineLog();
  log.image({ name: 'ndis.sys', base, size: 0x1000n });
  log.switched(5, 1, 200, 0, 2);
  return log;
}

function socketAt(log: MachineLog, local: readonly number[], remote: readonly number[] | null): void {
  for (const [Kind, Address] of [
    [1, local],
    [2, remote],
  ] as const) {
    if (Address !== null) {
      log.driver(6, 1, 200, 'SocketAddress', { Socket: 0x8001, SocketId: 1, Kind, Address });
    }
  }
}

describe('a call that never completed', () => {
  test('is told of up to the trace’s end where it is asked for, and nowhere else', () => {
    const log = machine();
    log.driver(100, 1, 200, 'WskCallIssued', call(1, RECEIVE));
    log.driver(120, 1, 200, 'WskCallReturned', { ...call(1, RECEIVE), ...PENDING });
    log.tcp('tcp-receive', 110, 1, 200, 1156, 0x77n, (payload) => payload.u64(1));
    log.routine(300, 1, dpc, 290);
    log.switched(900, 1, 0, 200, 5);
    log.events.sort((a, b) => Number(a.ticks - b.ticks));
    const { calls, matched } = whyOf(log, { choice: { callId: '1' }, drawn: 1 });
    expect(matched).toBe(1);
    expect(calls).toMatchObject([{ isPending: true, status: 'pending', latencyNs: 80_000 }]);
    expect(inTicks(calls[0]!.segments)).toEqual([
      ['inside', 'not-recorded', 100, 120],
      ['pending', 'peer', 120, 900],
    ]);
    expect(calls[0]!.lanes!.threads.map(({ thread }) => thread.id)).toEqual([200]);
    expect(whyOf(log).calls).toEqual([]);
    expect(whyOf(log, { choice: { callId: '2' } }).calls).toEqual([]);
  });

  test('that returned an error waits for nothing that the trace could tell', () => {
    const log = machine();
    log.driver(100, 1, 200, 'WskCallIssued', call(1, RECEIVE));
    log.driver(120, 1, 200, 'WskCallReturned', { ...call(1, RECEIVE), Status: 0xc0000002 | 0 });
    log.routine(300, 1, dpc, 290);
    log.switched(900, 1, 0, 200, 5);
    const { calls } = whyOf(log, { choice: { callId: '1' } });
    expect(calls).toMatchObject([{ isPending: true, status: 'STATUS_NOT_IMPLEMENTED' }]);
    expect(calls[0]!.segments.at(-1)).toMatchObject({ cause: 'not-recorded', missing: 'untold' });
  });

  test('that never returned is inside its function to the end', () => {
    const log = machine();
    log.driver(100, 1, 200, 'WskCallIssued', call(1, RECEIVE));
    log.routine(150, 1, isr, 140);
    log.routine(170, 1, dpc, 160);
    log.switched(900, 1, 0, 200, 5);
    const { calls } = whyOf(log, { choice: { callId: '1' } });
    expect(inTicks(calls[0]!.segments)).toEqual([
      ['inside', 'running', 100, 140],
      ['inside', 'interrupt', 140, 150],
      ['inside', 'running', 150, 160],
      ['inside', 'dpc', 160, 170],
      ['inside', 'running', 170, 900],
    ]);
  });
});

describe('a close', () => {
  function closing(): MachineLog {
    const log = machine();
    log.driver(50, 1, 200, 'WskCallIssued', call(1, RECEIVE));
    log.driver(60, 1, 200, 'WskCallReturned', { ...call(1, RECEIVE), ...PENDING });
    log.driver(100, 1, 200, 'WskCallIssued', call(2, CLOSE));
    log.driver(120, 1, 200, 'WskCallReturned', { ...call(2, CLOSE), ...PENDING });
    return log;
  }

  test('waits for the calls that are outstanding on its socket', () => {
    const log = closing();
    log.driver(500, 1, 200, 'IrpCompleted', { ...call(1, RECEIVE), Irql: 0, IoStatus: 0xc0000120 | 0 });
    log.driver(600, 1, 200, 'IrpCompleted', { ...call(2, CLOSE), Irql: 0 });
    log.switched(900, 1, 0, 200, 5);
    const { calls } = whyOf(log, { choice: { callId: '2' } });
    expect(inTicks(calls[0]!.segments)).toEqual([
      ['inside', 'not-recorded', 100, 120],
      ['pending', 'outstanding', 120, 500],
      ['pending', 'not-recorded', 500, 600],
    ]);
    expect(calls[0]!.segments[1]).toMatchObject({
      count: 1,
      evidence: [{ timeNs: 50_000, event: 'IrpCompleted (Receive 1)', processor: 1 }],
    });
  });

  test('that never ends waits for those in flight on its socket to the end', () => {
    const log = closing();
    log.switched(900, 1, 0, 200, 5);
    const { calls } = whyOf(log, { choice: { callId: '2' } });
    expect(inTicks(calls[0]!.segments).at(-1)).toEqual(['pending', 'outstanding', 120, 900]);
    expect(calls[0]!.segments.at(-1)!.count).toBe(1);
  });

  test('with nothing outstanding is left open', () => {
    const log = machine();
    log.driver(100, 1, 200, 'WskCallIssued', call(2, CLOSE));
    log.driver(120, 1, 200, 'WskCallReturned', { ...call(2, CLOSE), ...PENDING });
    log.driver(600, 1, 200, 'IrpCompleted', { ...call(2, CLOSE), Irql: 0 });
    log.switched(900, 1, 0, 200, 5);
    const { segments } = whyOf(log, { choice: { callId: '2' } }).calls[0]!;
    expect(segments.at(-1)).toMatchObject({ phase: 'pending', cause: 'not-recorded', missing: 'DPC' });
  });
});

describe('a datagram that is received', () => {
  const wildcard = [2, 0, 50_000 >> 8, 50_000 & 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

  function receiving(local: readonly number[] | null, hasUdp = true): MachineLog {
    const log = machine();
    if (local !== null) {
      socketAt(log, local, null);
    }
    log.driver(100, 1, 200, 'WskCallIssued', call(1, RECEIVE_FROM));
    log.driver(120, 1, 200, 'WskCallReturned', { ...call(1, RECEIVE_FROM), ...PENDING });
    log.routine(410, 1, isr, 400);
    if (hasUdp) {
      const payload = addresses(new ByteWriter().u64(0x55n).u32(1).u32(64), 50_000, 7007).u32(4);
      log.provided(430, 1, 200, { provider: TCPIP, id: 1170 }, payload);
    }
    log.driver(440, 1, 200, 'IrpCompleted', { ...call(1, RECEIVE_FROM), Irql: 2 });
    log.routine(460, 1, dpc, 420);
    log.switched(900, 1, 0, 200, 5);
    return log;
  }

  const missingOf = (log: MachineLog) =>
    whyOf(log).calls[0]!.segments.find(({ phase }) => phase === 'pending')!.missing;

  test('was awaited from the peer until the interrupt by which it came', () => {
    const { calls } = whyOf(receiving(socketAddress(true, 50_000)));
    expect(inTicks(calls[0]!.segments)).toEqual([
      ['inside', 'running', 100, 120],
      ['pending', 'peer', 120, 400],
      ['local', 'interrupt', 400, 410],
      ['local', 'interrupt-to-dpc', 410, 420],
      ['local', 'running', 420, 440],
    ]);
  });

  test('is left open where the socket’s address, or UDP, is not recorded, or the socket is for all addresses', () => {
    expect(missingOf(receiving(null))).toBe('SOCKET');
    expect(missingOf(receiving(wildcard))).toBe('untold');
    expect(missingOf(receiving(socketAddress(true, 50_000), false))).toBe('Microsoft-Windows-TCPIP');
  });
});
