import { ByteWriter, type Integer } from './byte-writer.ts';
import type { RawEvent } from './event.ts';
import { systemEvent } from './kernel-events.ts';

/** What the clock of a trace counts, and the ReservedFlags value that says so. */
export const clockKind = { qpc: 1, system: 2, cycles: 3 } as const;
export type Clock = keyof typeof clockKind;

export const logFileMode = {
  sequential: 0x1,
  circular: 0x2,
  newFile: 0x8,
  kernelSystemLogger: 0x2000000,
  compressed: 0x4000000,
} as const;

/** The fields of TRACE_LOGFILE_HEADER that a test may want to set. Times of day are FILETIMEs (100 ns since 1601). */
export interface LogfileHeader {
  bufferSize: number;
  /** Processors of the machine. */
  processors: number;
  pointerSize: 4 | 8;
  clock: Clock;
  /** Ticks per second of the QPC clock. */
  perfFreq: Integer;
  /** Megahertz of the cycle clock. */
  cpuMHz: number;
  /** The raw time of this first event, which is the moment `startTime` in the clock of the events. */
  startTicks: Integer;
  startTime: Integer;
  bootTime: Integer;
  endTime: Integer;
  loggerName: string;
  logFileName: string;
  /** Windows version (10.0) and the sub-versions: 1.5 native, 2.0 from a relogger. */
  version: readonly [number, number, number, number];
  osBuild: number;
  logFileMode: number;
  buffersWritten: number;
  eventsLost: number;
  buffersLost: number;
  /** Minutes that UTC is ahead of local time. */
  bias: number;
}

export const nativeVersion = [10, 0, 1, 5] as const;
export const reloggedVersion = [10, 0, 2, 0] as const;

/** 2026-03-01 12:00:00 UTC as a FILETIME. */
export const someDay = 134168400000000000n;

export const defaultLogfileHeader: LogfileHeader = {
  bufferSize: 65536,
  processors: 4,
  pointerSize: 8,
  clock: 'qpc',
  perfFreq: 10_000_000,
  cpuMHz: 2000,
  startTicks: 0,
  startTime: someDay,
  bootTime: someDay - 36_000_000_000n,
  endTime: 0,
  loggerName: 'wsktrace',
  logFileName: 'C:\\traces\\wsktrace.etl',
  version: nativeVersion,
  osBuild: 26100,
  logFileMode: logFileMode.sequential,
  buffersWritten: 0,
  eventsLost: 0,
  buffersLost: 0,
  bias: 0,
};

/** The first event of every trace: SYSTEM32/64, group 0, opcode 0, version 2, with TRACE_LOGFILE_HEADER as payload. */
export function logfileHeaderEvent(header: LogfileHeader): RawEvent {
  const { pointerSize } = header;
  const writer = new ByteWriter().u32(header.bufferSize).bytes(header.version).u32(header.osBuild);
  writer.u32(header.processors).u64(header.endTime).u32(156_250).u32(0).u32(header.logFileMode);
  writer.u32(header.buffersWritten).u32(1).u32(pointerSize).u32(header.eventsLost).u32(header.cpuMHz);
  writer.pointer(0, pointerSize).pointer(0, pointerSize);
  // TIME_ZONE_INFORMATION: the bias, then names and dates that nobody here needs.
  writer.u32(header.bias).zeros(168).align(8);
  writer.u64(header.bootTime).u64(header.perfFreq).u64(header.startTime);
  writer.u32(clockKind[header.clock]).u32(header.buffersLost);
  writer.utf16z(header.loggerName).utf16z(header.logFileName);
  return systemEvent({
    ticks: header.startTicks,
    group: 0,
    opcode: 0,
    version: 2,
    bits: pointerSize === 8 ? 64 : 32,
    payload: writer.finish(),
  });
}
