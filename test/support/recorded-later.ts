/** Where StartTime stands in the first record of a 64-bit trace: in TRACE_LOGFILE_HEADER, behind buffer and event header. */
const START_TIME_AT = 0x68 + 264;
const FILETIME_PER_SECOND = 10_000_000n;

/** The same trace as another recording, which began so many seconds later. */
export function recordedLater(trace: Uint8Array, seconds: number): Uint8Array {
  const bytes = trace.slice();
  const view = new DataView(bytes.buffer);
  const startTime = view.getBigUint64(START_TIME_AT, true);
  view.setBigUint64(START_TIME_AT, startTime + BigInt(seconds) * FILETIME_PER_SECOND, true);
  return bytes;
}
