/**
 * The walk over the events of a trace: of each stream's open buffer from event to event, and of all streams in the order of
 * time. What is not plain (a buffer that is used up, damage, odd times, messages) it leaves to the reader, and goes on with the
 * answer. The memory is the reader's: `begin` is told where things lie, and nothing is allocated here.
 */
import {
  ASKING_AT,
  FORM_FIELDS,
  FORM_NUMBER,
  FORM_USE,
  GIVEN,
  LATEST_AT,
  MESSAGE,
  MOST_PASSED_OVER,
  NO_EVENT,
  ODD_TIME,
  PASSED_OVER,
  ROWS_FULL,
  STREAM_BYTES,
  STREAM_FORM,
  STREAM_NUMBER,
  STREAMS_AT,
  WRITTEN,
} from '../places';
import { readFields } from './fields';
import { formOf, takeIn } from './forms';
import { build, first, heapAt, isEmpty, push, shift, sink } from './heap';
import { isFull, writeRow } from './rows';
import { countFrom, TAKEN, take } from './stream';
import { count } from './tally';
import { takeInText } from './texts';

export { readFields };

/** What is to be done next. */
const GIVE: i32 = 0;
const ADVANCE: i32 = 1;
const TAKE: i32 = 2;
const PLACE: i32 = 3;

let stage: i32 = TAKE;
/** The stream that is being advanced. */
let current: u32 = 0;
/** Behind the last stream, while some of them are still before their first event; 0 after that. */
let beginningTo: u32 = 0;
/** Whether the streams' clocks were corrected since the last step. */
let isOutOfOrder: bool = false;
/** Events passed over since the last that was given. */
let passedOver: u32 = 0;

/**
 * @param streams how many there are
 * @param heap where the heap's streams lie, 4 bytes each; `keys` are its times, 8 bytes each
 * @param low raw time that ticks count from, in halves of 32 bits
 */
export function begin(streams: i32, heap: u32, keys: u32, low: u32, high: u32): void {
  countFrom(low, high);
  heapAt(heap, keys);
  current = STREAMS_AT;
  beginningTo = STREAMS_AT + streams * STREAM_BYTES;
  stage = TAKE;
}

/** Steps to the next event that is given. @returns the number of its stream, or another answer */
export function next(): i32 {
  let answer = step();
  while (answer === TAKEN && !isWanted(first())) {
    if (isFull()) {
      return ROWS_FULL;
    }
    answer = step();
  }
  if (answer !== TAKEN) {
    return answer;
  }
  passedOver = 0;
  return load<i32>(first(), STREAM_NUMBER);
}

/** Puts the next event first. @returns TAKEN, or another answer */
function step(): i32 {
  if (stage === ADVANCE) {
    if (isEmpty()) {
      return NO_EVENT;
    }
    current = first();
    stage = TAKE;
  }
  while (stage !== GIVE) {
    if (stage === TAKE) {
      const answer = take(current);
      if (answer !== TAKEN) {
        stage = answer === ODD_TIME || answer === MESSAGE ? PLACE : TAKE;
        store<i32>(ASKING_AT, load<i32>(current, STREAM_NUMBER));
        return answer;
      }
    }
    if (beginningTo !== 0) {
      push(current);
      goOnBeginning();
    } else {
      sink(current, 0);
      stage = GIVE;
    }
  }
  if (isOutOfOrder) {
    isOutOfOrder = false;
    build();
  }
  stage = ADVANCE;
  return isEmpty() ? NO_EVENT : TAKEN;
}

/** Finds the form of the event that a stream stands on, and does what is to be done with such. @returns whether it is to be given */
function isWanted(stream: u32): bool {
  store<i32>(LATEST_AT, load<i32>(stream, STREAM_NUMBER));
  const form = formOf(stream);
  if (form === 0) {
    return true;
  }
  store<u32>(stream, load<u32>(form, FORM_NUMBER), STREAM_FORM);
  const use = load<u32>(form, FORM_USE);
  if (use === GIVEN) {
    return true;
  }
  count(stream, form);
  if (use === PASSED_OVER) {
    return ++passedOver >= <u32>MOST_PASSED_OVER;
  }
  return use !== WRITTEN || !writeRow(stream, form, load<u32>(form, FORM_FIELDS));
}

/** Takes the stream that asked for a buffer as ended. */
export function end(): void {
  if (beginningTo !== 0) {
    goOnBeginning();
  } else {
    shift();
    stage = GIVE;
  }
}

/** Has the streams ordered anew by the next step, since their clocks are corrected. */
export function reorder(): void {
  isOutOfOrder = true;
}

/** Knows events again that are like the one that was given last. @returns false where it can't */
export function addForm(form: u32): bool {
  return takeIn(first(), form);
}

/** Has rows tell a text by its number. @returns false where it can't */
export function addText(text: u32): bool {
  return takeInText(text);
}

function goOnBeginning(): void {
  current += STREAM_BYTES;
  stage = TAKE;
  if (current === beginningTo) {
    beginningTo = 0;
    build();
    stage = GIVE;
  }
}
