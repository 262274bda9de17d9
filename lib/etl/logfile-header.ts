import type { ByteSource } from './byte-source.ts';

/** Which clock a trace's raw times were read from (ReservedFlags of TRACE_LOGFILE_HEADER). */
export type ClockKind = 'qpc' | 'system' | 'cycles';

/** What the first record of a trace (TRACE_LOGFILE_HEADER) tells about the session. */
export interface LogfileHeader {
  /** Size in bytes of the session's buffers, before compression. */
  readonly bufferSize: number;
  readonly osBuild: number;
  readonly processors: number;
  /** FILETIME; 0 where the session was never closed. */
  readonly endTime: bigint;
  /** FILETIME (100 ns since 1601, UTC). */
  readonly startTime: bigint;
  readonly bootTime: bigint;
  readonly logFileMode: number;
  readonly buffersWritten: number;
  readonly eventsLost: number;
  readonly buffersLost: number;
  readonly pointerSize: 4 | 8;
  readonly cpuMhz: number;
  /** Ticks a second of the performance counter. */
  readonly perfFreq: number;
  readonly clock: ClockKind;
  readonly loggerName: string;
  readonly logFileName: string;
  /** Whether the file was written out of others: what its buffers' headers tell is of that, not of the session. */
  readonly isMerged: boolean;
  /** Raw time of the record itself: the moment that `startTime` names. */
  readonly ticks: bigint;
}

/** Bits of LogFileMode. */
export const LogFileMode = {
  Circular: 0x2,
  Append: 0x4,
  /** The session begins another file whenever one is full. */
  NewFile: 0x8,
  /** The session keeps its buffers in memory, in a ring, until it is told to write them. */
  Buffering: 0x400,
  /** Written anew out of other files, as merging does. */
  Relog: 0x1_0000,
  Compressed: 0x400_0000,
} as const;

/** Header (SYSTEM32 or SYSTEM64) of the first record. */
const RECORD_HEADER_BYTES = 32;

/** What the first record tells of the file's layout, needed before its events can be walked; not to be trusted. */
export function readLayoutHints(
  source: ByteSource,
  recordAt: number,
): { bufferSize: number; isCompressed: boolean } {
  const payload = new DataView(new ArrayBuffer(FIXED_BYTES));
  source.read(new Uint8Array(payload.buffer), recordAt + RECORD_HEADER_BYTES);
  return {
    bufferSize: payload.getUint32(0, true),
    isCompressed: (payload.getUint32(32, true) & LogFileMode.Compressed) !== 0,
  };
}

/** Third byte of the version: 1 from Windows' own sessions, 2 from a relogger. */
const RELOGGER_VERSION_AT = 6;
const RELOGGER_VERSION = 2;
/** Up to and with the 172 bytes of TIME_ZONE_INFORMATION nothing depends on the pointer size but two fields. */
const FIXED_BYTES = 56;
const TIME_ZONE_BYTES = 172;
/** Longer names than a Windows path can be are not read. */
const MAX_NAME_UNITS = 32_768;

/**
 * Reads the payload of the first record.
 * @param pointerSize that of the record's header type: it decides where the fields behind the two pointers stand.
 * @returns null where the payload is too short to be one.
 */
export function readLogfileHeader(
  payload: DataView,
  pointerSize: 4 | 8,
  ticks: bigint,
): LogfileHeader | null {
  // The record's own PointerSize is the kernel's; a 32-bit process on 64-bit Windows logs the 32-bit layout
  // and tells 4, so the header type and the field agree in every file seen.
  const boot = align8(FIXED_BYTES + 2 * pointerSize + TIME_ZONE_BYTES);
  if (payload.byteLength < boot + 32) {
    return null;
  }
  const perfFreq = payload.getBigUint64(boot + 8, true);
  const loggerName = readName(payload, boot + 32);
  const logFileName = readName(payload, boot + 32 + 2 * (loggerName.length + 1));
  const logFileMode = payload.getUint32(32, true);
  return {
    bufferSize: payload.getUint32(0, true),
    osBuild: payload.getUint32(8, true),
    processors: payload.getUint32(12, true),
    endTime: payload.getBigUint64(16, true),
    logFileMode,
    buffersWritten: payload.getUint32(36, true),
    pointerSize: payload.getUint32(44, true) === 4 ? 4 : 8,
    eventsLost: payload.getUint32(48, true),
    cpuMhz: payload.getUint32(52, true),
    bootTime: payload.getBigUint64(boot, true),
    perfFreq: Number(perfFreq),
    startTime: payload.getBigUint64(boot + 16, true),
    clock: clockKind(payload.getUint32(boot + 24, true)),
    buffersLost: payload.getUint32(boot + 28, true),
    loggerName,
    logFileName,
    isMerged:
      (logFileMode & LogFileMode.Relog) !== 0 || payload.getUint8(RELOGGER_VERSION_AT) === RELOGGER_VERSION,
    ticks,
  };
}

function clockKind(reservedFlags: number): ClockKind {
  return reservedFlags === 2 ? 'system' : reservedFlags === 3 ? 'cycles' : 'qpc';
}

function align8(offset: number): number {
  return (offset + 7) & ~7;
}

/** A UTF-16 string up to its NUL or the end of the payload. */
function readName(view: DataView, from: number): string {
  let name = '';
  const end = Math.min(view.byteLength - 1, from + 2 * MAX_NAME_UNITS);
  for (let at = from; at < end; at += 2) {
    const unit = view.getUint16(at, true);
    if (unit === 0) {
      break;
    }
    name += String.fromCharCode(unit);
  }
  return name;
}
