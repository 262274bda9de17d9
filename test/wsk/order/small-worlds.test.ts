import { describe, expect, test } from 'vitest';
import { analyze } from '../../../lib/wsk/index.ts';
import { type HandStep, handTrace } from '../../support/hand-trace.ts';

/**
 * Worlds of up to two calls, two IRPs and one socket on three processors, in which all events share one time: what is sure
 * is each processor's own order, and causes. The test takes every order that these allow, judges each by the contract
 * alone, and expects `certain` of exactly what is broken in all of them.
 */
type Kind = 'alloc' | 'free' | 'reuse' | 'issue' | 'error' | 'complete' | 'create' | 'close' | 'closed';

interface Step {
  readonly kind: Kind;
  readonly call?: number;
  readonly irp?: number;
}

interface Placed extends Step {
  readonly processor: number;
}

const SOCKET = 7;
const CLOSE_CALL = 9;
const alloc = (irp: number): Step => ({ kind: 'alloc', irp });
const free = (irp: number): Step => ({ kind: 'free', irp });
const reuse = (irp: number): Step => ({ kind: 'reuse', irp });
const issue = (call: number, irp: number): Step => ({ kind: 'issue', call, irp });
const error = (call: number): Step => ({ kind: 'error', call });
const complete = (call: number, irp: number): Step => ({ kind: 'complete', call, irp });
const create: Step = { kind: 'create' };
const close: Step = { kind: 'close', call: CLOSE_CALL, irp: 3 };
const closed: Step = { kind: 'closed', call: CLOSE_CALL, irp: 3 };

/** Each world as its processors' events; the socket is made first where a world has one. */
const WORLDS: Readonly<Record<string, readonly (readonly Step[])[]>> = {
  'a call, clean, freed elsewhere': [[alloc(1), issue(1, 1)], [complete(1, 1)], [free(1)]],
  'a call, clean, on one processor': [[alloc(1), issue(1, 1), complete(1, 1), free(1)]],
  'freed behind the issue on its processor': [[alloc(1), issue(1, 1), free(1)], [complete(1, 1)]],
  'freed before the completion on its processor': [
    [alloc(1), issue(1, 1)],
    [free(1), complete(1, 1)],
  ],
  'freed, and both its neighbours on other processors': [
    [alloc(1)],
    [issue(1, 1)],
    [free(1), complete(1, 1)],
  ],
  'freed between issue and completion on one processor': [[alloc(1), issue(1, 1), free(1), complete(1, 1)]],
  'freed, and never completed': [[alloc(1), issue(1, 1), free(1)]],
  'freed elsewhere, and never completed': [[alloc(1), issue(1, 1)], [free(1)]],
  'freed after an error return': [[alloc(1), issue(1, 1), error(1), free(1)]],
  'freed, with an error return elsewhere': [[alloc(1), issue(1, 1), free(1)], [error(1)]],
  'freed, and proven by another call': [
    [alloc(1), alloc(2), issue(1, 1), free(1), issue(2, 2)],
    [complete(2, 2), complete(1, 1)],
    [free(2)],
  ],
  'freed, and another call that proves nothing': [
    [alloc(1), alloc(2), issue(1, 1), free(1), issue(2, 2)],
    [complete(1, 1), complete(2, 2)],
  ],
  'two calls on one IRP, in turn': [[alloc(1), issue(1, 1)], [complete(1, 1), issue(2, 1)], [complete(2, 1)]],
  'two calls on one IRP, issued on one processor': [
    [alloc(1), issue(1, 1), issue(2, 1)],
    [complete(1, 1)],
    [complete(2, 1)],
  ],
  'two calls on one IRP, issued at once': [
    [alloc(1), issue(1, 1), issue(2, 1), complete(1, 1)],
    [complete(2, 1)],
  ],
  'two calls on one IRP, from two processors': [
    [alloc(1), issue(1, 1)],
    [issue(2, 1)],
    [complete(1, 1), complete(2, 1)],
  ],
  'two calls on one IRP, each behind the other': [
    [alloc(1), issue(1, 1), complete(2, 1)],
    [issue(2, 1), complete(1, 1)],
  ],
  'two calls on one IRP, neither completed': [[alloc(1), issue(1, 1)], [issue(2, 1)]],
  'reused before the completion on its processor': [
    [alloc(1), issue(1, 1)],
    [reuse(1), complete(1, 1)],
  ],
  'reused behind the issue, before the completion': [[alloc(1), issue(1, 1), reuse(1), complete(1, 1)]],
  'reused elsewhere': [[alloc(1), issue(1, 1)], [reuse(1)], [complete(1, 1)]],
  'a call on a socket, then its close': [
    [create, alloc(1), alloc(3), issue(1, 1), complete(1, 1), close],
    [closed],
  ],
  'a call behind the close': [[create, alloc(1), alloc(3), close, issue(1, 1)], [closed], [complete(1, 1)]],
  'a call behind the end of the close': [
    [create, alloc(1), alloc(3), close],
    [closed, issue(1, 1), complete(1, 1)],
  ],
  'a call elsewhere': [[create, alloc(1), alloc(3), close], [issue(1, 1), complete(1, 1)], [closed]],
  'a call behind another call that follows the close': [
    [create, alloc(1), alloc(2), alloc(3), close, issue(2, 2)],
    [complete(2, 2), issue(1, 1)],
    [complete(1, 1)],
  ],
};

/** Which step has to come before which, by what the ids say. */
function isCause(a: Step, b: Step): boolean {
  if (a.kind === 'alloc') {
    return b.kind !== 'alloc' && b.irp === a.irp;
  }
  if (a.kind === 'create') {
    return b.kind === 'issue' || b.kind === 'close' || b.kind === 'closed';
  }
  if (a.kind === 'issue') {
    return (b.kind === 'complete' || b.kind === 'error') && b.call === a.call;
  }
  return a.kind === 'close' && b.kind === 'closed';
}

/** Every order that keeps each processor's own and all causes. */
function* ordersOf(world: readonly (readonly Step[])[]): Generator<Step[]> {
  const all = world.flat();
  const at = world.map(() => 0);
  const taken: Step[] = [];
  function* next(): Generator<Step[]> {
    if (taken.length === all.length) {
      yield [...taken];
      return;
    }
    for (const [processor, steps] of world.entries()) {
      const step = steps[at[processor]!];
      if (step !== undefined && all.every((other) => !isCause(other, step) || taken.includes(other))) {
        at[processor]!++;
        taken.push(step);
        yield* next();
        taken.pop();
        at[processor]!--;
      }
    }
  }
  yield* next();
}

/** What an order breaks, by the contract: rules 4 and 1 of the IRP, and no call on a socket after its close. */
function broken(order: readonly Step[]): Set<string> {
  const faults = new Set<string>();
  /** By IRP: the call that it is in use for, without a completion or an error return so far. */
  const pending = new Map<number, number>();
  let isClosing = false;
  for (const { kind, call, irp } of order) {
    const inUse = irp === undefined ? undefined : pending.get(irp);
    if (kind === 'free' && inUse !== undefined) {
      faults.add(`free-while-pending of call ${inUse}`);
    } else if (kind === 'reuse' && inUse !== undefined) {
      faults.add(`reuse-while-pending of IRP ${irp}`);
      pending.delete(irp!);
    } else if (kind === 'issue') {
      if (inUse !== undefined) {
        faults.add(`reuse-while-pending of IRP ${irp}`);
      }
      if (isClosing) {
        faults.add(`use-after-close of call ${call}`);
      }
      pending.set(irp!, call!);
    } else if (kind === 'complete' && inUse === call) {
      pending.delete(irp!);
    } else if (kind === 'error') {
      for (const [key, value] of pending) {
        if (value === call) {
          pending.delete(key);
        }
      }
    } else if (kind === 'close') {
      isClosing = true;
    }
  }
  return faults;
}

/** What is broken in each of the orders. */
function brokenInAll(world: readonly (readonly Step[])[]): string[] {
  const [first, ...others] = [...ordersOf(world)].map(broken);
  return [...first!].filter((fault) => others.every((faults) => faults.has(fault))).sort();
}

const SUCCESS = 0;
const FAILED = 0xc0000001 | 0;
const RECEIVE = 9;
const CLOSE = 11;

function eventOf({ kind, call = 0, irp = 0, processor }: Placed, hasSocket: boolean): HandStep {
  const socket = hasSocket ? { Socket: 0x8000 + SOCKET, SocketId: SOCKET } : { Socket: 0, SocketId: 0 };
  const object = { Irp: 0x1000 + irp, IrpId: irp };
  const ids = { CallId: call, Op: call === CLOSE_CALL ? CLOSE : RECEIVE, ...object };
  const at = { us: 100, processor, thread: 100 + processor };
  switch (kind) {
    case 'alloc':
      return { ...at, event: 'IrpAllocated', fields: object };
    case 'free':
      return { ...at, event: 'IrpFreed', fields: object };
    case 'reuse':
      return { ...at, event: 'IrpReused', fields: object };
    case 'issue':
    case 'close':
      return { ...at, event: 'WskCallIssued', fields: { ...ids, ...socket, Function: 'F', Line: 1 } };
    case 'error':
      return { ...at, event: 'WskCallReturned', fields: { ...ids, Status: FAILED } };
    case 'complete':
    case 'closed':
      return {
        ...at,
        event: 'IrpCompleted',
        fields: { ...ids, Status: SUCCESS, Information: 0, RoutineResult: 0xc0000016 | 0 },
      };
    case 'create':
      return { ...at, event: 'SocketCreated', fields: { ...socket, ListenerId: 1 } };
  }
}

const BY_ORDER = ['free-while-pending', 'reuse-while-pending', 'use-after-close'];

function certainIn(world: readonly (readonly Step[])[], processors: readonly number[]): string[] {
  const hasSocket = world.flat().some(({ kind }) => kind === 'create');
  const events = world.flatMap((steps, lane) =>
    steps.map((step) => eventOf({ ...step, processor: processors[lane]! }, hasSocket)),
  );
  const { findings } = analyze(handTrace(events));
  return findings
    .filter(({ rule }) => BY_ORDER.includes(rule))
    .flatMap(({ rule, occurrences }) =>
      occurrences
        .filter(({ confidence }) => confidence === 'certain')
        .map(({ subject }) =>
          rule === 'reuse-while-pending'
            ? `${rule} of IRP ${subject.irpId}`
            : `${rule} of call ${subject.callId}`,
        ),
    )
    .sort();
}

describe('“certain” is said of what is broken in every order that the sure facts allow, and of that alone', () => {
  test.each(Object.entries(WORLDS))('%s', (_, world) => {
    const expected = brokenInAll(world);
    // Which processor has which number decides the order of a file's events at one time: each is tried.
    for (const processors of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      expect(certainIn(world, processors)).toEqual(expected);
    }
  });

  test('the worlds hold faults that are certain, and such as are not', () => {
    const certain = Object.values(WORLDS).filter((world) => brokenInAll(world).length > 0);
    expect(certain.length).toBeGreaterThan(8);
    expect(certain.length).toBeLessThan(Object.keys(WORLDS).length - 8);
  });
});
