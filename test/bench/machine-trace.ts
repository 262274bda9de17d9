import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TraceFileWriter } from '../support/etl-writer/index.ts';
import { BASE_TICKS, type LoggedEvent } from '../support/synthesiser/machine/logs.ts';
import { synthesiseMachine } from '../support/synthesiser/machine/scenario.ts';

/**
 * Of its events 61 in a hundred are the kernel's, 27 the driver's and 12 TCPIP's. An IRP is used for three calls, as the sample
 * driver does on the whole: with 102 calls, the four recorded traces of it that are clean tell of 36 IRPs.
 */
const machine = { seed: 5, processors: 8, callers: 24, calls: 200, others: 18, callsPerIrp: 3 };
/** Between two rounds, in ticks. */
const PAUSE = 1000;
/** Where an event's raw time stands: in the short header of PERFINFO events, and in all others used here. */
const PERF_INFO = 17;
const TIME_AT = { perfInfo: 8, other: 16 };
/** A routine's payload begins with the time at which it began. */
const BEGAN_AT = 16;

/** An event to be written again and again. */
interface Template {
  readonly event: LoggedEvent;
  readonly ticks: number;
  readonly timesAt: readonly number[];
  /** Where the upper halves of the ids of calls, IRPs and sockets stand. */
  readonly idsAt: readonly number[];
}

/**
 * Path of a trace of a machine at work, with at least so many events, in a folder, where it is made unless it is there: one
 * stretch of a synthesised machine's time again and again, with ids and times of its own each time.
 */
export function machineTraceFile(
  events: number,
  folder: string,
): { readonly path: string; readonly bytes: number; readonly events: number } {
  mkdirSync(folder, { recursive: true });
  const templates = templatesOf();
  const rounds = Math.ceil(events / templates.length);
  const path = join(folder, `machine-${rounds}.etl`);
  if (!existsSync(path)) {
    write(`${path}.part`, templates, rounds);
    renameSync(`${path}.part`, path);
  }
  return { path, bytes: statSync(path).size, events: rounds * templates.length };
}

/** The events of one stretch; where ids stand is told by the same stretch with other ids. */
function templatesOf(): Template[] {
  const others = synthesiseMachine({ ...machine, idBase: 2 ** 32 }).events;
  return synthesiseMachine(machine).events.map((event, at) => {
    const { bytes } = event;
    const isPerfInfo = bytes[2] === PERF_INFO;
    const isRoutine = event.class === 'dpc' || event.class === 'interrupt';
    const timeAt = isPerfInfo ? TIME_AT.perfInfo : TIME_AT.other;
    return {
      event,
      ticks: Number(event.ticks - BASE_TICKS),
      timesAt: isRoutine ? [timeAt, BEGAN_AT] : [timeAt],
      idsAt: differences(bytes, others[at]!.bytes),
    };
  });
}

function differences(a: Uint8Array, b: Uint8Array): number[] {
  return [...a.keys()].filter((at) => a[at] !== b[at]);
}

function write(path: string, templates: readonly Template[], rounds: number): void {
  const writer = new TraceFileWriter(path, {
    startTicks: BASE_TICKS,
    perfFreq: 10_000_000,
    processors: machine.processors,
  });
  const length = Math.max(...templates.map(({ ticks }) => ticks)) + PAUSE;
  for (let round = 0; round < rounds; round++) {
    for (const { event, ticks, timesAt, idsAt } of templates) {
      // Images, processes and threads are told once.
      const isTold = round > 0 && ticks === 0 && event.class !== 'driver';
      const at = isTold ? -1 : writer.reserve(event.processor, event.bytes.length, ticks + round * length);
      if (at >= 0) {
        writer.bytes.set(event.bytes, at);
        for (const timeAt of timesAt) {
          const time = writer.view.getBigUint64(at + timeAt, true) + BigInt(round * length);
          writer.view.setBigUint64(at + timeAt, time, true);
        }
        for (const idAt of idsAt) {
          writer.view.setUint32(at + idAt, round, true);
        }
      }
    }
  }
  writer.close();
}
