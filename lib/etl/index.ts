/** The container: bytes to raw events in time order. Runs in a browser; files are read by ./file/. */
export { archiveOf, MAGIC_BYTES, onlyTrace } from './archive-rules.ts';
export { blobSource } from './blob-source.ts';
export { UNKNOWN_PROCESSOR } from './buffer-header.ts';
export { type ByteSource, bytesSource } from './byte-source.ts';
export { Clock, filetimeToIso, sessionTimes } from './clock.ts';
export { decompressLznt1 } from './compression/lznt1.ts';
export { type Damage, DamageLog } from './damage.ts';
export { type Edges, edgesOf } from './edges.ts';
export { type ErrorKind, type ErrorPlace, TraceError } from './error.ts';
export { type ItemPlaces, ItemType, RawEvent, UNKNOWN_ID } from './event.ts';
export { expandedBlob } from './expanded-blob.ts';
export { readGuid } from './guid.ts';
export { HEADER_TYPES, HeaderType, type HeaderTypeName, headerTypeName } from './header-type.ts';
export type { ClockKind, LogfileHeader } from './logfile-header.ts';
export type { EventPass, PassPlace } from './merge.ts';
export { Recording, type RecordingPass } from './recording.ts';
export { Trace } from './trace.ts';
export type { CountedEvents, EventForms } from './walk/event-forms.ts';
export type { PayloadFields, RowPlan } from './walk/payload-fields.ts';
export {
  MISSING,
  MOST_ROW_WORDS,
  MOST_STEP_NUMBERS,
  ROW_BESIDES,
  ROW_FORM,
  ROW_HEAD_WORDS,
  ROW_PROCESS,
  ROW_PROCESSOR,
  ROW_THREAD,
  ROW_TIME,
  ROW_ZERO,
  STEP_LOCATE,
  STEP_MARK_ANSI,
  STEP_MARK_COUNTED,
  STEP_MARK_UTF16,
  STEP_NUMBERS,
  STEP_SKIP,
  STEP_TEXT,
  WIDEST_INTEGER,
} from './walk/places.ts';
