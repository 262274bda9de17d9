import type { Routine, RoutineKind } from './kernel/routines.ts';
import type { Machine } from './machine/machine.ts';
import type { Names, ThreadName } from './names.ts';

/** What a routine took of one processor. */
export interface ProcessorShare {
  readonly processor: number;
  readonly count: number;
  readonly totalNs: number;
  /** Of the trace's time. */
  readonly share: number;
}

/** What a DPC's or an interrupt's routine took. Times are nanoseconds, and include what interrupted it, but for `exclusiveNs`. */
export interface RoutineRow {
  /** File name of the image; null where the trace does not tell. */
  readonly module: string | null;
  /** The module and the offset in it, or the address. */
  readonly routine: string;
  readonly kind: RoutineKind;
  readonly vector: number | null;
  /** Whether it is the interrupt by which the recording itself samples what runs. */
  readonly isProfile: boolean;
  readonly count: number;
  readonly totalNs: number;
  readonly exclusiveNs: number;
  readonly longestNs: number;
  /** When the longest one began. */
  readonly longestAtNs: number;
  readonly processors: readonly ProcessorShare[];
}

/** How a thread spent the time of the trace that it lived in. */
export interface ThreadRow {
  readonly thread: ThreadName;
  readonly fromNs: number;
  readonly toNs: number;
  readonly runningNs: number;
  readonly readyNs: number;
  readonly waitingNs: number;
  /** Before it was first seen to run, where events are missing, or where a wait's end is not recorded. */
  readonly unknownNs: number;
  readonly runs: number;
  readonly preemptions: number;
  /** Whether it issued or completed a call of a driver's. */
  readonly isDrivers: boolean;
}

/** How often a thread took the processor from one of a driver's threads that could have gone on. */
export interface SwitchRow {
  readonly thread: ThreadName;
  readonly by: ThreadName | null;
  readonly count: number;
  /** How long the driver's thread did not run because of that, all told. */
  readonly offNs: number;
}

export interface ProcessorRow {
  readonly processor: number;
  readonly switches: number;
  /** Switches that don't follow from the one before: events are missing there. */
  readonly breaks: number;
}

/** DPCs or interrupts, those that took the most time first. */
export function routineRows(machine: Machine, isInterrupt: boolean, durationNs: number): RoutineRow[] {
  return machine.routines.all
    .filter((routine) => routine.isInterrupt === isInterrupt)
    .map((routine) => routineRow(routine, durationNs))
    .sort((a, b) => b.totalNs - a.totalNs || b.count - a.count);
}

/** What routines of one kind took in one module. */
export interface RoutineSum {
  readonly count: number;
  readonly totalNs: number;
  readonly longestNs: number;
}

export interface ModuleRow {
  /** null for routines of which the trace does not tell the module. */
  readonly module: string | null;
  readonly dpcs: RoutineSum;
  /** Without the profile interrupt. */
  readonly interrupts: RoutineSum;
}

/** DPCs and interrupts by module, those that took the most time first. */
export function moduleRows(dpcs: readonly RoutineRow[], interrupts: readonly RoutineRow[]): ModuleRow[] {
  const drivers = interrupts.filter(({ isProfile }) => !isProfile);
  const modules = new Set([...dpcs, ...drivers].map(({ module }) => module));
  return [...modules]
    .map((module) => ({ module, dpcs: sumOf(dpcs, module), interrupts: sumOf(drivers, module) }))
    .sort((a, b) => timeOf(b) - timeOf(a));
}

function timeOf({ dpcs, interrupts }: ModuleRow): number {
  return dpcs.totalNs + interrupts.totalNs;
}

function sumOf(rows: readonly RoutineRow[], module: string | null): RoutineSum {
  let [count, totalNs, longestNs] = [0, 0, 0];
  for (const row of rows) {
    if (row.module === module) {
      count += row.count;
      totalNs += row.totalNs;
      longestNs = Math.max(longestNs, row.longestNs);
    }
  }
  return { count, totalNs, longestNs };
}

function routineRow(routine: Routine, durationNs: number): RoutineRow {
  const { module, kind, vector, isProfile, count, totalNs, exclusiveNs, longestNs, longestAtNs } = routine;
  const processors = routine.counts.flatMap((ofProcessor, processor) => {
    const taken = routine.totals[processor]!;
    return [
      { processor, count: ofProcessor, totalNs: taken, share: durationNs > 0 ? taken / durationNs : 0 },
    ];
  });
  return {
    module,
    routine: routine.name,
    kind,
    vector,
    isProfile,
    count,
    totalNs,
    exclusiveNs,
    longestNs,
    longestAtNs,
    processors,
  };
}

/** Threads that ran the most first; the driver's before all others. */
export function threadRows(
  machine: Machine,
  names: Names,
  isDrivers: (threadId: number) => boolean,
  endNs: number,
): ThreadRow[] {
  return machine.threads.lives
    .filter(({ runs, readyNs, threadId }) => runs > 0 || readyNs > 0 || isDrivers(threadId))
    .map((life) => {
      const toNs = life.endNs ?? endNs;
      const { threadId, fromNs, runningNs, readyNs, waitingNs, unknownNs, runs, preemptions } = life;
      return {
        // A name is told while the thread lives: the middle of its life is as good as any moment of it.
        thread: names.thread(threadId, (fromNs + toNs) / 2),
        fromNs,
        toNs,
        runningNs,
        readyNs,
        waitingNs,
        unknownNs,
        runs,
        preemptions,
        isDrivers: isDrivers(threadId),
      };
    })
    .sort((a, b) => Number(b.isDrivers) - Number(a.isDrivers) || b.runningNs - a.runningNs);
}

/** Who took the processor from the driver's threads, for the longest time first. */
export function switchRows(machine: Machine, names: Names): SwitchRow[] {
  return machine.threads.takings
    .map(({ from, by, firstNs, count, offNs }) => ({
      thread: names.thread(from.threadId, firstNs),
      by: by < 0 ? null : names.thread(by, firstNs),
      count,
      offNs,
    }))
    .sort((a, b) => b.offNs - a.offNs || b.count - a.count);
}

export function processorRows(machine: Machine): ProcessorRow[] {
  return machine.processors.map(({ number, switches, breaks }) => ({ processor: number, switches, breaks }));
}
