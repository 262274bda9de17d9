import {
  FIELDS_ENDS,
  FIELDS_HEAD_BYTES,
  FIELDS_STARTS,
  FIELDS_STEPS,
  FIELDS_STOPPED,
  MISSING,
  STEP_LOCATE,
  STEP_MARK_ANSI,
  STEP_MARK_COUNTED,
  STEP_MARK_UTF16,
  STEP_NUMBERS,
  STEP_SKIP,
  STEP_TEXT,
  WIDEST_INTEGER,
} from '../places';

const STEP_BYTES: u32 = 4 * STEP_NUMBERS;

/**
 * Takes the values of an event, in one walk over its payload. What the payload does not hold whole is 0, or MISSING.
 *
 * @param fields the steps that take them, and where texts and binaries are noted
 * @param row where integers go
 * @param from where the first step begins
 * @param end of the payload
 * @param base where the event's buffer lies
 * @param firstStep its number
 */
export function readFields(fields: u32, row: u32, from: u32, end: u32, base: u32, firstStep: u32): void {
  const steps = fields + FIELDS_HEAD_BYTES;
  const stepsEnd = steps + (load<u32>(fields, FIELDS_STEPS) << 2);
  let at = from;
  store<i32>(fields, -1, FIELDS_STOPPED);
  for (let step = steps + firstStep * STEP_BYTES; step < stepsEnd; step += STEP_BYTES) {
    const how = load<i32>(step);
    const to = load<u32>(step, 8) << 2;
    if (how <= WIDEST_INTEGER) {
      if (at + how > end) {
        clear(fields, row, step, stepsEnd);
        return;
      }
      takeInteger(row + to, at, how);
    } else if (at > end) {
      clear(fields, row, step, stepsEnd);
      return;
    } else if (how === STEP_TEXT) {
      store<u32>(fields + to, at - base, FIELDS_STARTS);
      at = endOfAnsi(at, end);
      store<u32>(fields + to, at - base, FIELDS_ENDS);
      at = at < end ? at + 1 : end;
    } else if (how === STEP_LOCATE) {
      store<u32>(fields, (step - steps) / STEP_BYTES, FIELDS_STOPPED);
      return;
    } else {
      mark(fields + to, how, at, end, base);
    }
    at += load<u32>(step, 4);
  }
}

function takeInteger(to: u32, at: u32, bytes: i32): void {
  if (bytes === 8) {
    store<u64>(to, load<u64>(at));
  } else if (bytes === 4) {
    store<u32>(to, load<u32>(at));
  } else if (bytes === 2) {
    store<u32>(to, load<u16>(at));
  } else if (bytes === 1) {
    store<u32>(to, load<u8>(at));
  }
}

function endOfAnsi(from: u32, end: u32): u32 {
  let at = from;
  while (at < end && load<u8>(at) !== 0) {
    at++;
  }
  return at;
}

/** Notes where a text or binary lies. */
function mark(noted: u32, how: i32, at: u32, end: u32, base: u32): void {
  let from = at;
  let to = at;
  if (how === STEP_MARK_UTF16) {
    while (to + 2 <= end && load<u16>(to) !== 0) {
      to += 2;
    }
  } else if (how === STEP_MARK_ANSI) {
    to = endOfAnsi(at, end);
  } else if (how === STEP_MARK_COUNTED && at + 2 <= end) {
    from = at + 2;
    to = min<u32>(from + load<u16>(at), end);
  }
  store<u32>(noted, from - base, FIELDS_STARTS);
  store<u32>(noted, to - base, FIELDS_ENDS);
}

/** Forgets the values of the event before, from this step on. */
function clear(fields: u32, row: u32, from: u32, stepsEnd: u32): void {
  for (let step = from; step < stepsEnd; step += STEP_BYTES) {
    const how = load<i32>(step);
    const to = load<u32>(step, 8) << 2;
    if (how > WIDEST_INTEGER) {
      store<i32>(fields + to, MISSING, FIELDS_STARTS);
    } else if (how === WIDEST_INTEGER) {
      store<u64>(row + to, 0);
    } else if (how !== STEP_SKIP) {
      store<u32>(row + to, 0);
    }
  }
}
