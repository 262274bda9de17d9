import {
  FIRST_TICKS_AT,
  FORM_COUNT,
  LAST_TICKS_AT,
  STREAM_TICKS,
  STREAM_TYPE,
  TYPE_COUNTS_AT,
} from '../places';

/** Counts the event that a stream stands on, which is of a form. */
export function count(stream: u32, form: u32): void {
  store<u32>(form, load<u32>(form, FORM_COUNT) + 1, FORM_COUNT);
  const ofType = TYPE_COUNTS_AT + (load<u32>(stream, STREAM_TYPE) << 2);
  store<u32>(ofType, load<u32>(ofType) + 1);
  const ticks = load<f64>(stream, STREAM_TICKS);
  if (ticks < load<f64>(FIRST_TICKS_AT)) {
    store<f64>(FIRST_TICKS_AT, ticks);
  }
  if (ticks > load<f64>(LAST_TICKS_AT)) {
    store<f64>(LAST_TICKS_AT, ticks);
  }
}
