import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import { analyze, LeakCollector, type Leaks } from '../../../lib/wsk/index.ts';
import { handCall, handTrace, inTime } from '../../support/hand-trace.ts';
import { synthesise } from '../../support/synthesiser/index.ts';

function leaksOf(trace: Trace, max?: number): Leaks {
  const collector = new LeakCollector(max);
  analyze(trace, { observers: [collector.observer()] });
  return collector.result();
}

const RECEIVE = 9;
const SEND = 8;

describe('what is outstanding at the end', () => {
  const irp = (id: number, us: number) => ({
    us,
    event: 'IrpAllocated' as const,
    fields: { Irp: 0x1000 + id, IrpId: id, Function: 'Allocate', Line: 3 },
  });
  const leaks = leaksOf(
    handTrace(
      inTime(
        [irp(1, 1), irp(2, 2), irp(3, 3)],
        [
          {
            us: 5,
            event: 'SocketCreated',
            fields: { Socket: 0x8001, SocketId: 1, Category: 2, AddressFamily: 2 },
          },
        ],
        handCall({ id: 1, op: RECEIVE, socket: 1, issued: 10, returned: 11, function: 'Listen' }),
        handCall({ id: 2, op: SEND, socket: 1, issued: 20, function: 'Tell' }),
        handCall({ id: 3, op: SEND, socket: 1, issued: 30, returned: 31, completed: 40, function: 'Tell' }),
        [{ us: 100, event: 'DriverState', fields: { What: 'Listening' } }],
      ),
    ),
  );

  test('are calls, with where and since when and what they are in', () => {
    expect(leaks.calls.count).toBe(2);
    expect(leaks.calls.oldest).toMatchObject([
      {
        callId: '1',
        op: 'Receive',
        state: 'pending',
        returned: 'STATUS_PENDING',
        sinceNs: 10_000,
        ageNs: 90_000,
      },
      { callId: '2', op: 'Send', state: 'inside', returned: null, site: { function: 'Tell', line: 1 } },
    ]);
  });

  test('are IRPs, in use or idle', () => {
    expect(leaks.irps.oldest).toMatchObject([
      { irpId: '1', inUseBy: '1', uses: 1, lastOp: 'Receive', idleNs: 0 },
      { irpId: '2', inUseBy: '2' },
      { irpId: '3', inUseBy: null, lastOp: 'Send', idleNs: 60_000 },
    ]);
  });

  test('are sockets', () => {
    expect(leaks.sockets).toMatchObject({
      count: 1,
      oldest: [{ socketId: '1', category: 'connection', calls: 3, callsInFlight: 2, closeIssuedNs: null }],
    });
  });

  test('are counted by function and by socket', () => {
    expect(leaks.byFunction).toMatchObject([
      { function: 'Allocate', calls: 0, irps: 3, sockets: 0, oldestSinceNs: 1000 },
      { function: null, calls: 0, irps: 0, sockets: 1 },
      { function: 'Listen', calls: 1, irps: 0, sockets: 0 },
      { function: 'Tell', calls: 1, irps: 0, sockets: 0 },
    ]);
    expect(leaks.bySocket).toMatchObject([
      { socketId: '1', isOpen: true, calls: 2, ops: { Receive: 1, Send: 1 }, oldestSinceNs: 5000 },
    ]);
  });
});

describe('in synthesised traces', () => {
  test('nothing is outstanding when a sound driver was unloaded', () => {
    const { write } = synthesise({ seed: 11 });
    const leaks = leaksOf(Trace.open(bytesSource(write().bytes)));
    expect([leaks.calls.count, leaks.irps.count, leaks.sockets.count]).toEqual([0, 0, 0]);
    expect(leaks.byFunction).toEqual([]);
  });

  test.each([1, 2, 3])(
    'as much as the truth tells is outstanding when the trace is cut off (seed %i)',
    (seed) => {
      const { write, truth } = synthesise({ seed, ending: 'cut', events: 3000 });
      const leaks = leaksOf(Trace.open(bytesSource(write().bytes)), 5);
      expect(leaks.calls.count).toBe(truth.calls.pendingAtEnd);
      expect(leaks.irps.count).toBe(truth.irps.outstandingAtEnd);
      expect(leaks.sockets.count).toBe(truth.sockets.openAtEnd);
      expect(leaks.calls.oldest.length).toBe(Math.min(5, truth.calls.pendingAtEnd));
      const all = leaksOf(Trace.open(bytesSource(write().bytes)), 100_000);
      expect(leaks.functionCount).toBe(all.byFunction.length);
      expect(leaks.socketCount).toBe(all.bySocket.length);
      expect(leaks.busySocketCount).toBe(all.bySocket.filter(({ calls }) => calls > 0).length);
      expect(leaks.socketCount).toBeGreaterThan(5);
    },
  );
});
