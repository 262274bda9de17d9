import type { Call } from './model/call.ts';
import type { Driver } from './model/driver.ts';
import type { Irp } from './model/irp.ts';
import type { Socket } from './model/socket.ts';
import type { Precedence } from './order/index.ts';

/** A completion that a call had no right to: it had one before. */
export interface SecondCompletion {
  /** null where the call ended too long ago to be remembered. */
  readonly call: Call | null;
  readonly callIdLow: number;
  readonly callIdHigh: number;
  readonly irpIdLow: number;
  readonly irpIdHigh: number;
  readonly op: number;
  readonly status: number;
  readonly timeNs: number;
}

/** One run of an event callback. */
export interface CallbackRun {
  readonly kind: number;
  readonly socketIdLow: number;
  readonly socketIdHigh: number;
  readonly enteredNs: number;
  readonly leftNs: number;
  readonly bytes: number;
  readonly status: number;
  readonly processor: number;
  readonly thread: number;
}

/** The end of what a trace tells of a driver: its last moment, or the driver's next load. */
export interface DriverEnd {
  readonly endNs: number;
}

/**
 * What can be told by the one streaming pass, in the order of events. Objects are used again after they ended:
 * an observer copies what it keeps.
 */
export interface Observer {
  callIssued?(call: Call, driver: Driver): void;
  /**
   * A call was issued on a socket whose CloseSocket had been issued before, surely or most likely. `call.socket` may be
   * null by then.
   */
  callIssuedAfterClose?(call: Call, precedence: Precedence, driver: Driver): void;
  /** A call counts as in flight from now on: it was issued, or a rundown told of it. In the order of time. */
  flightEntered?(op: number, timeNs: number, driver: Driver): void;
  /** A call is in flight no more: it completed, or its return ended it. In the order of time. */
  flightLeft?(op: number, timeNs: number, driver: Driver): void;
  callReturned?(call: Call, driver: Driver): void;
  callCompleted?(call: Call, driver: Driver): void;
  callCompletedAgain?(completion: SecondCompletion, driver: Driver): void;
  /** A call's issue was taken after its completion: no offset of the clocks explains their times. */
  callCompletedBeforeIssue?(call: Call, issuedNs: number, driver: Driver): void;
  /** A call completed, by the times, before it was issued, by more than the clocks were known to differ: one was set. */
  clockWasSet?(call: Call, earlyNs: number, driver: Driver): void;
  /** The completion routine of a call returned this status to the I/O manager. */
  routineReturned?(call: Call, result: number, timeNs: number, driver: Driver): void;
  /** Nothing more is expected of the call. */
  callFinished?(call: Call, driver: Driver): void;
  irpAllocated?(irp: Irp, driver: Driver): void;
  /**
   * The IRP is used again, for the call `next` where that is known; `pending` is the call that it was still in use for, as
   * far as was seen.
   */
  irpReused?(irp: Irp, pending: Call | null, timeNs: number, driver: Driver, next: Call | null): void;
  irpFreed?(irp: Irp, pending: Call | null, driver: Driver): void;
  /** An IRP that seemed to come from a driver above is freed here: it is the driver's own, and its allocation is not traced. */
  irpTakenAsOwn?(irp: Irp, driver: Driver): void;
  /** An IRP was freed that had been freed before. */
  irpFreedAgain?(irp: Irp, timeNs: number, driver: Driver): void;
  /** Nothing more is expected of the IRP: it was freed, handed back, or its address is another's. */
  irpEnded?(irp: Irp, driver: Driver): void;
  cancelRequested?(irp: Irp, call: Call | null, timeNs: number, driver: Driver): void;
  socketCreated?(socket: Socket, driver: Driver): void;
  socketCloseIssued?(socket: Socket, call: Call, driver: Driver): void;
  socketClosed?(socket: Socket, driver: Driver): void;
  /** The first call on a socket whose creation was not seen. */
  olderSocketUsed?(call: Call, socket: Socket, driver: Driver): void;
  /** A CloseSocket completed with a failure: the socket is still there, and may be used and closed again. */
  socketCloseFailed?(socket: Socket, driver: Driver): void;
  /** Nothing more is expected of the socket: it is closed, or its address is another's. */
  socketEnded?(socket: Socket, driver: Driver): void;
  callbackLeft?(run: CallbackRun, socket: Socket | null, driver: Driver): void;
  driverStateChanged?(what: string, status: number, timeNs: number, driver: Driver): void;
  /** Nothing more comes of this driver: who waited for what may come decides, before anything is said of what is outstanding. */
  driverEnding?(end: DriverEnd, driver: Driver): void;
  /** Nothing more comes of this driver: what is outstanding now is outstanding for good. */
  driverEnded?(end: DriverEnd, driver: Driver): void;
}

type HookName = keyof Observer;
type Hook<Name extends HookName> = NonNullable<Observer[Name]>;

/** One function a step, which tells all observers that want it, in their order. */
export type Hooks = { readonly [Name in HookName]-?: Hook<Name> };

/** Puts the observers' methods together, step by step. */
export function hooksOf(observers: readonly Observer[]): Hooks {
  const byName = new Map<string, unknown[]>();
  for (const observer of observers) {
    // Each has a few of the hooks: to ask each for all of them takes as long as some hundred events do.
    for (const name of new Set(namesOf(observer))) {
      const hooks = byName.get(name) ?? [];
      byName.set(name, hooks);
      hooks.push(observer[name as HookName]);
    }
  }
  const of = <Name extends HookName>(name: Name): Hook<Name> =>
    together((byName.get(name) ?? []).filter((hook) => hook !== undefined)) as Hook<Name>;
  return {
    callIssued: of('callIssued'),
    callIssuedAfterClose: of('callIssuedAfterClose'),
    flightEntered: of('flightEntered'),
    flightLeft: of('flightLeft'),
    callReturned: of('callReturned'),
    callCompleted: of('callCompleted'),
    callCompletedAgain: of('callCompletedAgain'),
    callCompletedBeforeIssue: of('callCompletedBeforeIssue'),
    clockWasSet: of('clockWasSet'),
    routineReturned: of('routineReturned'),
    callFinished: of('callFinished'),
    irpAllocated: of('irpAllocated'),
    irpReused: of('irpReused'),
    irpFreed: of('irpFreed'),
    irpTakenAsOwn: of('irpTakenAsOwn'),
    irpFreedAgain: of('irpFreedAgain'),
    irpEnded: of('irpEnded'),
    cancelRequested: of('cancelRequested'),
    socketCreated: of('socketCreated'),
    socketCloseIssued: of('socketCloseIssued'),
    socketClosed: of('socketClosed'),
    olderSocketUsed: of('olderSocketUsed'),
    socketCloseFailed: of('socketCloseFailed'),
    socketEnded: of('socketEnded'),
    callbackLeft: of('callbackLeft'),
    driverStateChanged: of('driverStateChanged'),
    driverEnding: of('driverEnding'),
    driverEnded: of('driverEnded'),
  };
}

/** Names of all that an object has, those of its class included. */
function namesOf(observer: object): string[] {
  const names = Object.getOwnPropertyNames(observer);
  const above = Object.getPrototypeOf(observer) as object | null;
  return above === null || above === Object.prototype ? names : [...names, ...namesOf(above)];
}

type AnyHook = (a: unknown, b: unknown, c: unknown, d: unknown, e: unknown) => void;

/** Calls that are written out are each known by their target, and compiled into the step; those of a loop are not. */
function together(hooks: readonly unknown[]): AnyHook {
  const [first, second, third, fourth, fifth, ...rest] = hooks as readonly AnyHook[];
  if (first === undefined) {
    return () => {};
  }
  if (second === undefined) {
    return first;
  }
  if (third === undefined) {
    return (a, b, c, d, e) => {
      first(a, b, c, d, e);
      second(a, b, c, d, e);
    };
  }
  if (fourth === undefined) {
    return (a, b, c, d, e) => {
      first(a, b, c, d, e);
      second(a, b, c, d, e);
      third(a, b, c, d, e);
    };
  }
  const others = together(fifth === undefined ? [] : [fifth, ...rest]);
  return (a, b, c, d, e) => {
    first(a, b, c, d, e);
    second(a, b, c, d, e);
    third(a, b, c, d, e);
    fourth(a, b, c, d, e);
    others(a, b, c, d, e);
  };
}
