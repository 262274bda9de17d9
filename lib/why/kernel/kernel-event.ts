import { HeaderType, type RawEvent } from '../../etl/index.ts';
import { guidWords, hasGuid } from '../guid-words.ts';

/**
 * The kernel's events that tell what processors and threads do. Their layouts are those of the public MOF classes CSwitch,
 * ReadyThread, DPC, ThreadedDPC, TimerDPC, ISR, ISR-MSI, Thread_TypeGroup1 (learn.microsoft.com, "NT Kernel Logger constants"):
 * later versions of each put fields behind those that are read here.
 */
export const KernelKind = {
  Switch: 1,
  Ready: 2,
  Dpc: 3,
  TimerDpc: 4,
  ThreadedDpc: 5,
  Isr: 6,
  MsiIsr: 7,
  /** An interrupt's routine that runs at PASSIVE_LEVEL, in a thread. */
  PassiveIsr: 8,
  ThreadStart: 9,
  ThreadEnd: 10,
  Sample: 11,
} as const;
export type KernelKind = (typeof KernelKind)[keyof typeof KernelKind];
/** One past the greatest kind. */
const KINDS = 12;

/** Event groups, as they stand in a kernel event's header. */
const GROUP_THREAD = 5;
const GROUP_PERF_INFO = 15;
/** The classes that stand for the groups where a process replayed the kernel's events (FULL_HEADER). */
const THREAD_CLASS = guidWords('3d6fa8d1-fe05-11d0-9dda-00c04fd7ba7c');
const PERF_INFO_CLASS = guidWords('ce1dbfb4-137e-4da6-87b0-3f59aa102cbc');

const OPCODES: readonly (readonly [group: number, opcode: number, kind: KernelKind])[] = [
  [GROUP_THREAD, 36, KernelKind.Switch],
  [GROUP_THREAD, 50, KernelKind.Ready],
  [GROUP_THREAD, 1, KernelKind.ThreadStart],
  [GROUP_THREAD, 2, KernelKind.ThreadEnd],
  [GROUP_PERF_INFO, 66, KernelKind.ThreadedDpc],
  [GROUP_PERF_INFO, 68, KernelKind.Dpc],
  [GROUP_PERF_INFO, 69, KernelKind.TimerDpc],
  [GROUP_PERF_INFO, 67, KernelKind.Isr],
  [GROUP_PERF_INFO, 50, KernelKind.MsiIsr],
  [GROUP_PERF_INFO, 95, KernelKind.PassiveIsr],
  [GROUP_PERF_INFO, 46, KernelKind.Sample],
];

/** Least bytes of payload of each kind, for pointers of 4 bytes and of 8; what is shorter is damaged. */
const LEAST_BYTES: Readonly<Record<KernelKind, readonly [narrow: number, wide: number]>> = {
  [KernelKind.Switch]: [16, 16],
  [KernelKind.Ready]: [8, 8],
  [KernelKind.Dpc]: [12, 16],
  [KernelKind.TimerDpc]: [12, 16],
  [KernelKind.ThreadedDpc]: [12, 16],
  [KernelKind.Isr]: [12, 16],
  [KernelKind.MsiIsr]: [12, 16],
  [KernelKind.PassiveIsr]: [12, 16],
  [KernelKind.ThreadStart]: [8, 8],
  [KernelKind.ThreadEnd]: [8, 8],
  [KernelKind.Sample]: [8, 12],
};

/** Tells the kinds apart, at the cost of one look into a table. */
export class KernelKinds {
  readonly #byKey = new Uint8Array(1 << 16);
  readonly #leastNarrow = new Uint8Array(KINDS);
  readonly #leastWide = new Uint8Array(KINDS);

  constructor() {
    for (const [group, opcode, kind] of OPCODES) {
      this.#byKey[(group << 8) | opcode] = kind;
      [this.#leastNarrow[kind], this.#leastWide[kind]] = LEAST_BYTES[kind];
    }
  }

  /** The kind of an event; 0 for one that is none of these, -1 for one of these that is too short to be read. */
  of(event: RawEvent): number {
    const { headerType, start, bytes } = event;
    let key: number;
    if (headerType === HeaderType.PERFINFO64 || headerType === HeaderType.SYSTEM64) {
      // As a rule: opcode and group, side by side.
      key = (bytes[start + 7]! << 8) | bytes[start + 6]!;
    } else {
      const group = event.group < 0 ? classGroup(event) : event.group;
      if (group < 0) {
        return 0;
      }
      key = (group << 8) | event.opcode;
    }
    const kind = this.#byKey[key]! as KernelKind | 0;
    if (kind === 0) {
      return 0;
    }
    const least = (event.pointerSize === 8 ? this.#leastWide : this.#leastNarrow)[kind]!;
    return event.end - event.payload < least ? -1 : kind;
  }
}

/** The group that an event's class stands for, or -1. */
function classGroup(event: RawEvent): number {
  const { headerType } = event;
  if (headerType !== HeaderType.FULL_HEADER64 && headerType !== HeaderType.FULL_HEADER32) {
    return -1;
  }
  if (hasGuid(event, THREAD_CLASS)) {
    return GROUP_THREAD;
  }
  return hasGuid(event, PERF_INFO_CLASS) ? GROUP_PERF_INFO : -1;
}

/** States of a thread (KTHREAD_STATE), as CSwitch tells that of the old one. */
export const ThreadState = {
  Ready: 1,
  Running: 2,
  Standby: 3,
  Terminated: 4,
  Waiting: 5,
  Transition: 6,
  DeferredReady: 7,
} as const;

/** Whether a thread in this state could go on at once, had it a processor. */
export function canRun(state: number): boolean {
  return (
    state === ThreadState.Ready ||
    state === ThreadState.Running ||
    state === ThreadState.Standby ||
    state === ThreadState.DeferredReady
  );
}

/** Offsets in the payload of CSwitch. */
export const Switch = { newThread: 0, oldThread: 4, oldWaitReason: 12, oldState: 14 } as const;
/** In that of ReadyThread; bit 0 of the flags tells that a DPC readied the thread. */
export const Ready = { thread: 0, flags: 6, byDpc: 1 } as const;
/** In that of the routines: the raw time at which it began, then its address, then for an interrupt what follows. */
export const Routine = { began: 0, address: 8 } as const;
