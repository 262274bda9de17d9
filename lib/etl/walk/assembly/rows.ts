import {
  FIELDS_ROW,
  FIELDS_ROW_BYTES,
  FIELDS_TEXT,
  FORM_PAYLOAD,
  NS_DIVISOR_AT,
  NS_FACTOR_AT,
  PROCESS_AT,
  ROW_BESIDES,
  ROW_FORM,
  ROW_PROCESS,
  ROW_PROCESSOR,
  ROW_THREAD,
  ROW_TIME,
  ROW_ZERO,
  ROWS_COUNT_AT,
  ROWS_END_AT,
  ROWS_TO_AT,
  STREAM_BASE,
  STREAM_END,
  STREAM_PROCESSOR,
  STREAM_START,
  STREAM_TICKS,
  THREAD_AT,
} from '../places';
import { readFields } from './fields';
import { numberOf, UNKNOWN_TEXT } from './texts';

/** Whether there is no room for another row. */
export function isFull(): bool {
  return load<u32>(ROWS_TO_AT) > load<u32>(ROWS_END_AT);
}

/**
 * Writes the row of the event that a stream stands on.
 * @param form the event's, which is that of an EVENT_HEADER
 * @returns false where it has to be left to the reader, since it tells a text that is not known
 */
export function writeRow(stream: u32, form: u32, fields: u32): bool {
  const row = load<u32>(ROWS_TO_AT);
  const base = load<u32>(stream, STREAM_BASE);
  const event = base + load<u32>(stream, STREAM_START);
  const end = base + load<u32>(stream, STREAM_END);
  store<u32>(row, 0, 4 * ROW_ZERO);
  readFields(fields, row, event + load<u32>(form, FORM_PAYLOAD), end, base, 0);
  const slot = load<i32>(fields, FIELDS_TEXT);
  const text = slot < 0 ? 0 : numberOf(fields, slot, row, base);
  if (text === UNKNOWN_TEXT) {
    return false;
  }
  const ns = (load<f64>(stream, STREAM_TICKS) * load<f64>(NS_FACTOR_AT)) / load<f64>(NS_DIVISOR_AT);
  store<u32>(row, load<u32>(fields, FIELDS_ROW + 4 * ROW_FORM), 4 * ROW_FORM);
  store<u32>(row, load<u32>(stream, STREAM_PROCESSOR), 4 * ROW_PROCESSOR);
  store<u32>(row, load<u32>(event, THREAD_AT), 4 * ROW_THREAD);
  store<u32>(row, load<u32>(event, PROCESS_AT), 4 * ROW_PROCESS);
  store<f64>(row, ns, 4 * ROW_TIME);
  store<u32>(row, text, 4 * ROW_BESIDES);
  store<u32>(ROWS_TO_AT, row + load<u32>(fields, FIELDS_ROW_BYTES));
  store<u32>(ROWS_COUNT_AT, load<u32>(ROWS_COUNT_AT) + 1);
  return true;
}
