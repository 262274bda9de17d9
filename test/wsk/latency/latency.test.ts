import { describe, expect, test } from 'vitest';
import { analyze, type Latency, LatencyCollector, type LatencyOptions } from '../../../lib/wsk/index.ts';
import { type HandStep, handCall, handTrace, inTime } from '../../support/hand-trace.ts';

const SEND = 8;
const RECEIVE = 9;

function latencyOf(steps: readonly HandStep[], options: LatencyOptions = {}): Latency {
  const collector = new LatencyCollector(options);
  analyze(handTrace(steps), { observers: collector.observers() });
  return collector.result();
}

/** Three sends of 10, 20 and 90 µs: the first inline, the second pended, the third raced by another processor. */
const threeSends = inTime(
  [{ us: 0, event: 'IrpAllocated', fields: { Irp: 0x1001, IrpId: 1 } }],
  handCall({
    id: 1,
    op: SEND,
    socket: 1,
    issued: 10,
    completed: 20,
    returned: 24,
    completionThread: 100,
    bytes: 500,
  }),
  [{ us: 50, event: 'IrpFreed', fields: { Irp: 0x1001, IrpId: 1 } }],
  handCall({ id: 2, op: SEND, socket: 1, issued: 100, returned: 104, completed: 120, bytes: 700 }),
  handCall({ id: 3, op: SEND, socket: 2, issued: 110, completed: 200, returned: 204, completedOn: 1 }),
  [{ us: 410, event: 'DriverState', fields: { What: 'Listening' } }],
);

describe('the latency of an operation', () => {
  const [send] = latencyOf(threeSends).operations;

  test('is exact, with nearest-rank percentiles', () => {
    expect(send?.latencyNs).toEqual({
      count: 3,
      p50: 20_000,
      p90: 90_000,
      p95: 90_000,
      p99: 90_000,
      p999: 90_000,
      max: 90_000,
      min: 10_000,
      mean: 40_000,
      isExact: true,
    });
  });

  test('tells inline, pended and raced calls apart', () => {
    expect(send).toMatchObject({ issued: 3, completed: 3, inline: 1, pended: 1, raced: 1 });
    expect(send?.inlineNs).toMatchObject({ count: 1, max: 10_000 });
    expect(send?.pendedNs).toMatchObject({ count: 1, max: 20_000 });
  });

  test('is split into its steps', () => {
    expect(send?.issueToReturnNs).toMatchObject({ count: 3, p50: 14_000, max: 94_000 });
    expect(send?.returnToCompletionNs).toMatchObject({ count: 1, max: 16_000 });
    expect(send?.completionToFreeNs).toMatchObject({ count: 1, max: 30_000 });
  });

  test('has a rate over the time from the first call to the end', () => {
    // 3 in 400 µs.
    expect(send?.completedPerSecond).toBe(7500);
  });
});

describe('the queue depth', () => {
  test('is the most, and the mean weighted by time', () => {
    const { queueDepth, window } = latencyOf(threeSends);
    expect(window).toEqual({ fromNs: 10_000, toNs: 410_000 });
    // 10 + 20 + 90 µs of calls in flight over 400 µs.
    expect(queueDepth).toEqual({ max: 2, mean: 0.3 });
  });

  test('counts what never ends until the end', () => {
    const steps = inTime(handCall({ id: 1, op: RECEIVE, socket: 1, issued: 100, returned: 101 }), [
      { us: 300, event: 'DriverState', fields: { What: 'Listening' } },
    ]);
    expect(latencyOf(steps).queueDepth).toEqual({ max: 1, mean: 1 });
  });

  test('counts what a rundown tells of from there', () => {
    const ids = { CallId: 7, Op: RECEIVE, Irp: 0x1007, IrpId: 7, SocketId: 1, Socket: 0x8001 };
    const steps: HandStep[] = [
      { us: 0, event: 'CallRundown', fields: { ...ids, AgeMs: 5 } },
      { us: 100, event: 'IrpCompleted', fields: { ...ids } },
      { us: 400, event: 'DriverState', fields: { What: 'Listening' } },
    ];
    const { queueDepth, operations } = latencyOf(steps);
    expect(queueDepth).toEqual({ max: 1, mean: 0.25 });
    // Its issue was not seen: it is no sample.
    expect(operations.flatMap(({ latencyNs }) => latencyNs ?? [])).toEqual([]);
  });

  test('ends for a call whose return is an error', () => {
    const ids = { CallId: 1, Op: SEND, Irp: 0x1001, IrpId: 1, SocketId: 1, Socket: 0x8001 };
    const steps: HandStep[] = [
      { us: 0, event: 'WskCallIssued', fields: ids },
      { us: 100, event: 'WskCallReturned', fields: { ...ids, Status: 0xc0000002 | 0 } },
      { us: 200, event: 'IrpCompleted', fields: { ...ids, Status: 0xc0000002 | 0 } },
      { us: 400, event: 'DriverState', fields: { What: 'Listening' } },
    ];
    expect(latencyOf(steps).queueDepth).toEqual({ max: 1, mean: 0.25 });
  });
});

describe('groups', () => {
  const remote = (socket: number, last: number, port: number, listener: number): HandStep[] => [
    {
      us: 0,
      event: 'SocketCreated',
      fields: { Socket: 0x8000 + socket, SocketId: socket, Category: 2, ListenerId: listener },
    },
    {
      us: 1,
      event: 'SocketAddress',
      fields: {
        Socket: 0x8000 + socket,
        SocketId: socket,
        Kind: 2,
        Address: [2, 0, port >> 8, port & 255, 10, 0, 0, last, 0, 0, 0, 0, 0, 0, 0, 0],
      },
    },
  ];
  const steps = inTime(
    remote(1, 1, 50_001, 9),
    remote(2, 1, 50_002, 9),
    remote(3, 7, 445, 0),
    handCall({
      id: 1,
      op: SEND,
      socket: 1,
      issued: 10,
      returned: 11,
      completed: 20,
      bytes: 100,
      function: 'Ask',
    }),
    handCall({
      id: 2,
      op: SEND,
      socket: 2,
      issued: 30,
      returned: 31,
      completed: 60,
      bytes: 100,
      function: 'Ask',
    }),
    handCall({
      id: 3,
      op: SEND,
      socket: 3,
      issued: 70,
      returned: 71,
      completed: 75,
      processor: 2,
      function: 'Tell',
    }),
    handCall({
      id: 4,
      op: RECEIVE,
      socket: 3,
      issued: 80,
      returned: 81,
      completed: 81.5,
      status: 0xc0000120 | 0,
    }),
  );
  const groupsBy = (by: 'socket' | 'function' | 'remote' | 'processor' | 'status', op?: number) =>
    latencyOf(steps, { by: [by], ...(op === undefined ? {} : { op }) }).groupings[0]?.groups.map(
      ({ key, completed, cancelled, bytes, latencyNs }) => [key, completed, cancelled, bytes, latencyNs.max],
    );

  test('by socket, function, processor and status', () => {
    expect(groupsBy('socket')).toEqual([
      ['2', 1, 0, 100, 30_000],
      ['1', 1, 0, 100, 10_000],
      ['3', 2, 1, 0, 5000],
    ]);
    expect(groupsBy('function')).toEqual([
      ['Ask', 2, 0, 200, 30_000],
      ['Tell', 1, 0, 0, 5000],
      ['–', 1, 1, 0, 1500],
    ]);
    expect(groupsBy('processor')?.map(([key]) => key)).toEqual(['0', '2']);
    expect(groupsBy('status')?.map(([key]) => key)).toEqual(['STATUS_SUCCESS', 'STATUS_CANCELLED']);
  });

  test('by the peer’s host where it was accepted, and with the port where it was connected to', () => {
    expect(groupsBy('remote')).toEqual([
      ['10.0.0.1', 2, 0, 200, 30_000],
      ['10.0.0.7:445', 2, 1, 0, 5000],
    ]);
  });

  test('of one operation alone', () => {
    expect(groupsBy('socket', RECEIVE)).toEqual([['3', 1, 1, 0, 1500]]);
  });
});

describe('the timeline', () => {
  test('has equal slices that hold all calls, bytes and depths', () => {
    const { timeline } = latencyOf(threeSends, { slices: 4 });
    const sum = (of: (slice: (typeof timeline)[number]) => number) =>
      timeline.reduce((total, slice) => total + of(slice), 0);
    expect(timeline.length).toBeLessThanOrEqual(4);
    expect(timeline[0]?.fromNs).toBe(0);
    expect(timeline.at(-1)?.toNs).toBe(410_000);
    expect(new Set(timeline.slice(0, -1).map(({ fromNs, toNs }) => toNs - fromNs)).size).toBe(1);
    expect(sum(({ issued }) => issued)).toBe(3);
    expect(sum(({ completed }) => completed)).toBe(3);
    expect(sum(({ bytesSent }) => bytesSent)).toBe(1200);
    expect(sum((slice) => slice.meanInFlight * (slice.toNs - slice.fromNs))).toBeCloseTo(120_000, 6);
    expect(Math.max(...timeline.map(({ maxInFlight }) => maxInFlight))).toBe(2);
  });
});

describe('the slowest calls', () => {
  const callback = (us: number, event: 'CallbackEnter' | 'CallbackLeave'): HandStep => ({
    us,
    event,
    processor: 0,
    thread: 300,
    fields: { Kind: 4, Socket: 0x8001, SocketId: 1, Bytes: 64 },
  });
  const steps = inTime(
    handCall({ id: 1, op: SEND, socket: 1, issued: 10, returned: 11, completed: 15 }),
    handCall({ id: 2, op: RECEIVE, socket: 1, issued: 20, returned: 21, completed: 220, function: 'Wait' }),
    handCall({ id: 3, op: SEND, socket: 1, issued: 30, returned: 31, completed: 40 }),
    handCall({ id: 4, op: SEND, socket: 2, issued: 50, returned: 51, completed: 60 }),
    handCall({ id: 5, op: SEND, socket: 2, issued: 70, returned: 71, completed: 90, processor: 1 }),
    [callback(100, 'CallbackEnter'), callback(130, 'CallbackLeave')],
  );

  test('come first, with what else happened on their socket and processor', () => {
    const { slowest } = latencyOf(steps, { slowest: 2 });
    expect(slowest.map(({ callId, latencyNs }) => [callId, latencyNs])).toEqual([
      ['2', 200_000],
      ['5', 20_000],
    ]);
    expect(slowest[0]).toMatchObject({
      op: 'Receive',
      site: { function: 'Wait', line: 1 },
      socketId: '1',
      returnedNs: 21_000,
      inFlightAtIssue: 0,
      onSocket: { issued: 1, completed: 1, callbacks: 1, callbackNs: 30_000 },
      onProcessor: { issued: 2, completed: 2, callbacks: 1, callbackNs: 30_000 },
    });
    expect(slowest[0]?.onSocket?.lastSteps.map(({ event, callId }) => [event, callId])).toEqual([
      ['WskCallIssued', '3'],
      ['IrpCompleted', '3'],
      ['CallbackLeave', null],
    ]);
    expect(slowest[1]).toMatchObject({ inFlightAtIssue: 1, socketInFlightAtIssue: 0, processor: 1 });
  });

  test('are of one operation where one is asked for', () => {
    const { slowest } = latencyOf(steps, { slowest: 5, op: SEND });
    expect(slowest.map(({ callId }) => callId)).toEqual(['5', '3', '4', '1']);
  });
});
