import {
  CALM_TICKS,
  LAYOUT_BYTES,
  LAYOUT_LENGTH,
  LAYOUT_SIZE_AT,
  LAYOUT_TIME_AT,
  LAYOUTS_AT,
  MARKER_MESSAGE,
  MARKER_TYPED,
  MESSAGE,
  MESSAGE_HEADER_BYTES,
  NO_HEADER,
  ODD_TIME,
  STREAM_AT,
  STREAM_BASE,
  STREAM_END,
  STREAM_FILL,
  STREAM_FORM,
  STREAM_LATEST,
  STREAM_START,
  STREAM_TICKS,
  STREAM_TYPE,
  WANTS_BUFFER,
} from '../places';

/** `take` found an event whose time fits. */
export const TAKEN: i32 = 0;

/** Raw time that ticks count from, in halves of 32 bits. */
let baseLow: f64 = 0;
let baseHigh: f64 = 0;

export function countFrom(low: u32, high: u32): void {
  baseLow = f64(low);
  baseHigh = f64(high);
}

/**
 * Makes the event at the stream's place the one that it stands on.
 * @returns TAKEN, or what the reader has to decide
 */
export function take(stream: u32): i32 {
  const at = load<u32>(stream, STREAM_AT);
  const fill = load<u32>(stream, STREAM_FILL);
  // The first eight bytes tell how long it is; in a fill that is no multiple of 8 less than a header may be left.
  if (at + 8 > fill) {
    return WANTS_BUFFER;
  }
  const event = load<u32>(stream, STREAM_BASE) + at;
  const marker = load<u32>(event);
  const flags = marker >> 24;
  if (flags < <u32>MARKER_TYPED) {
    return flags === <u32>MARKER_MESSAGE ? takeMessage(stream, at, fill, marker & 0xffff) : NO_HEADER;
  }
  const type = (marker >> 16) & 0xff;
  const layout = LAYOUTS_AT + type * LAYOUT_BYTES;
  const length = <u32>load<u8>(layout, LAYOUT_LENGTH);
  const size = load<u8>(layout, LAYOUT_SIZE_AT) === 0 ? marker & 0xffff : <u32>load<u16>(event, 4);
  if (length === 0 || size < length || at + size > fill) {
    return NO_HEADER;
  }
  stand(stream, at, size, type);
  const timeAt = event + <u32>load<u8>(layout, LAYOUT_TIME_AT);
  const ticks = (f64(load<u32>(timeAt, 4)) - baseHigh) * 4294967296.0 + (f64(load<u32>(timeAt)) - baseLow);
  store<f64>(stream, ticks, STREAM_TICKS);
  const step = ticks - load<f64>(stream, STREAM_LATEST);
  // Not true of NaN either: before a stream's first event there is no time.
  if (!(step >= 0 && step <= CALM_TICKS)) {
    return ODD_TIME;
  }
  store<f64>(stream, ticks, STREAM_LATEST);
  return TAKEN;
}

function takeMessage(stream: u32, at: u32, fill: u32, size: u32): i32 {
  if (size < <u32>MESSAGE_HEADER_BYTES || at + size > fill) {
    return NO_HEADER;
  }
  stand(stream, at, size, 0);
  return MESSAGE;
}

function stand(stream: u32, at: u32, size: u32, type: u32): void {
  store<u32>(stream, at, STREAM_START);
  store<u32>(stream, at + size, STREAM_END);
  store<u32>(stream, type, STREAM_TYPE);
  store<u32>(stream, 0, STREAM_FORM);
  store<u32>(stream, at + ((size + 7) & ~7), STREAM_AT);
}
