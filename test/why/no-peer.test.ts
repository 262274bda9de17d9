import { describe, expect, test } from 'vitest';
import { segmentText } from '../../lib/report/why/words.ts';
import type { ExplainedCall } from '../../lib/why/index.ts';
import { ByteWriter } from '../support/etl-writer/index.ts';
import { MachineLog, socketAddress } from '../support/synthesiser/machine/logs.ts';
import { Op } from '../support/synthesiser/machine/operations.ts';
import type { SimRoutine } from '../support/synthesiser/machine/world.ts';
import { inTicks, whyOf } from './hand-made.ts';

const NAME_RESOLUTION = '55404e71-4db9-4deb-a5f5-8f86e46dde56';
const TRANSPORT_LIST_CHANGE = 2;
const base = 0xfffff880_01000000n;
const isr: SimRoutine = { module: 'ndis.sys', offset: 0x20n, address: base + 0x20n, kind: 'isr' };
const dpc: SimRoutine = { module: 'ndis.sys', offset: 0x10n, address: base + 0x10n, kind: 'dpc' };

/** A machine whose driver's thread 200 issues call 1 at tick 100 on processor 1; `inside` happens before it returns at 120. */
function calling(op: number, flags = 0, inside: (log: MachineLog) => void = () => {}): MachineLog {
  const log = new MachineLog();
  log.image({ name: 'ndis.sys', base, size: 0x1000n });
  log.process(950, 'svchost.exe');
  log.thread(400, 950);
  log.switched(5, 1, 200, 0, 2);
  const ids = { CallId: 1, Op: op, Irp: 0x1001, IrpId: 1, Socket: 0x8001, SocketId: 1, Flags: flags };
  log.driver(100, 1, 200, 'WskCallIssued', ids);
  inside(log);
  log.driver(120, 1, 200, 'WskCallReturned', { ...ids, Status: 0x103 });
  return log;
}

const completed = (log: MachineLog, op: number, at: number, irql: number, thread = 200, processor = 1) =>
  log.driver(at, processor, thread, 'IrpCompleted', {
    CallId: 1,
    Op: op,
    Irp: 0x1001,
    IrpId: 1,
    Irql: irql,
  });

/** The call, in a trace in which the driver's thread runs to the end and something else did. */
function explained(log: MachineLog): ExplainedCall {
  log.routine(950, 1, isr, 940);
  log.routine(970, 1, dpc, 960);
  log.switched(1000, 1, 0, 200, 5);
  log.events.sort((a, b) => Number(a.ticks - b.ticks));
  return whyOf(log, { choice: { callId: '1' } }).calls[0]!;
}

const pendingOf = ({ segments }: ExplainedCall) => segments.filter(({ phase }) => phase === 'pending');

describe('a datagram that is sent', () => {
  const wildcard = [2, 0, 50_000 >> 8, 50_000 & 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const ours = (log: MachineLog) => log.datagram(110, 1, 200, true, 50_000);

  /** Sent, and completed in the network interface's DPC. */
  function sending(local: readonly number[] | null, inside: (log: MachineLog) => void = ours): ExplainedCall {
    const log = calling(Op.SendTo, 0, inside);
    if (local !== null) {
      log.driver(6, 1, 200, 'SocketAddress', { Socket: 0x8001, SocketId: 1, Kind: 1, Address: local });
    }
    log.routine(410, 1, isr, 400);
    completed(log, Op.SendTo, 440, 2);
    log.routine(460, 1, dpc, 420);
    return explained(log);
  }

  test('waits for its buffers from when UDP has it to the interrupt before the DPC that completes it', () => {
    for (const local of [socketAddress(true, 50_000), wildcard]) {
      const call = sending(local);
      expect(inTicks(call.segments)).toEqual([
        ['inside', 'running', 100, 120],
        ['pending', 'send-completion', 120, 400],
        ['local', 'interrupt', 400, 410],
        ['local', 'interrupt-to-dpc', 410, 420],
        ['local', 'running', 420, 440],
      ]);
      expect(pendingOf(call)[0]!.evidence).toEqual([
        { timeNs: 11_000, event: 'Microsoft-Windows-TCPIP/1169', processor: 1 },
      ]);
    }
  });

  test.each([
    ['SOCKET', 'the socket’s address is not recorded', null, ours],
    ['Microsoft-Windows-TCPIP', 'nothing tells what UDP does', socketAddress(true, 50_000), () => {}],
    [
      'untold',
      'UDP took another socket’s datagram alone',
      socketAddress(true, 50_000),
      (log: MachineLog) => log.datagram(110, 1, 200, true, 50_001),
    ],
    [
      'untold',
      'UDP had it from another thread',
      socketAddress(true, 50_000),
      (log: MachineLog) => log.datagram(110, 0, 201, true, 50_000),
    ],
  ] as const)('is left open, for %s, where %s', (missing, _why, local, inside) => {
    expect(pendingOf(sending(local, inside))).toMatchObject([{ cause: 'not-recorded', missing }]);
  });

  test('that a thread completes is left open, but for which', () => {
    const log = calling(Op.SendTo, 0, ours);
    log.driver(6, 1, 200, 'SocketAddress', {
      Socket: 0x8001,
      SocketId: 1,
      Kind: 1,
      Address: socketAddress(true, 50_000),
    });
    log.switched(300, 0, 400, 0, 2);
    completed(log, Op.SendTo, 440, 0, 400, 0);
    log.switched(500, 0, 0, 400, 5);
    const [pending, ...rest] = pendingOf(explained(log));
    expect(rest).toEqual([]);
    expect(pending).toMatchObject({ cause: 'not-recorded', missing: 'untold', thread: { id: 400 } });
    expect(segmentText(pending!)).toBe(
      'not recorded: nothing in the trace tells it; svchost.exe (950) thread 400 completed the call',
    );
  });
});

describe('a name that is resolved', () => {
  const resolving = (events: readonly (readonly [at: number, thread: number, id: number])[]): MachineLog => {
    const log = calling(Op.GetAddressInfo);
    log.switched(200, 0, 400, 0, 2);
    for (const [at, thread, id] of events) {
      log.provided(at, 0, thread, { provider: NAME_RESOLUTION, id }, new ByteWriter().utf16z('peer.example'));
    }
    return log;
  };

  const resolved = (events: Parameters<typeof resolving>[0]): ExplainedCall => {
    const log = resolving(events);
    completed(log, Op.GetAddressInfo, 440, 0, 400, 0);
    log.switched(500, 0, 0, 400, 5);
    return explained(log);
  };

  test('waits for the thread that completes it to begin with the name, and then is what that thread does', () => {
    const call = resolved([
      [250, 400, 1000],
      [420, 400, 1001],
    ]);
    expect(inTicks(call.segments)).toEqual([
      ['inside', 'running', 100, 120],
      ['pending', 'resolver', 120, 250],
      ['local', 'running', 250, 440],
    ]);
    expect(segmentText(pendingOf(call)[0]!)).toBe(
      'waiting for the resolver: svchost.exe (950) thread 400 had not begun with the name',
    );
  });

  test('is left open where that thread told of no name, and where names are not recorded', () => {
    expect(pendingOf(resolved([[250, 401, 1000]]))).toMatchObject([
      { cause: 'not-recorded', missing: 'untold', thread: { id: 400, process: 'svchost.exe' } },
    ]);
    expect(pendingOf(resolved([]))).toMatchObject([
      { missing: 'Microsoft-Windows-Winsock-NameResolution', thread: { id: 400 } },
    ]);
  });

  test('waits for the resolver to the end where nobody answers', () => {
    expect(inTicks(pendingOf(explained(resolving([]))))).toEqual([['pending', 'resolver', 120, 1000]]);
  });
});

describe('a control', () => {
  test.each([
    ['a client', Op.ControlClient, TRANSPORT_LIST_CHANGE],
    ['a socket, SIO_ADDRESS_LIST_CHANGE', Op.ControlSocket, 0x28000017],
  ])('of %s that tells of a change waits for that change', (_what, op, flags) => {
    const log = calling(op, flags);
    completed(log, op, 440, 0);
    expect(inTicks(pendingOf(explained(log)))).toEqual([['pending', 'notification', 120, 440]]);
  });

  test('of a socket that asks for something else is left open, but for who completed it', () => {
    const log = calling(Op.ControlSocket, 8);
    log.switched(200, 0, 400, 0, 2);
    completed(log, Op.ControlSocket, 440, 0, 400, 0);
    log.switched(500, 0, 0, 400, 5);
    expect(pendingOf(explained(log))).toMatchObject([
      { cause: 'not-recorded', missing: 'untold', thread: { id: 400 } },
    ]);
  });
});
