import {
  FIELDS_BESIDE,
  FIELDS_ENDS,
  FIELDS_GROUP,
  FIELDS_STARTS,
  TEXT_BESIDE,
  TEXT_BUCKETS,
  TEXT_BUCKETS_AT,
  TEXT_COUNTS_AT,
  TEXT_GROUP,
  TEXT_HEAD_BYTES,
  TEXT_LENGTH,
  TEXT_NEXT,
  TEXT_NUMBER,
} from '../places';
import { putFirst } from './buckets';

/** More in a bucket are left to the reader: any number of texts can have one length. */
const MOST_IN_BUCKET: u32 = 8;
export const UNKNOWN_TEXT: u32 = 0xffffffff;

/**
 * The number of the text that the fields note for a slot, with the integer beside it; 0 where there is neither.
 * @returns UNKNOWN_TEXT where the reader has not told it
 */
export function numberOf(fields: u32, slot: u32, row: u32, base: u32): u32 {
  const noted = fields + (slot << 2);
  const start = load<i32>(noted, FIELDS_STARTS);
  const from = start < 0 ? 0 : base + <u32>start;
  const length = start < 0 ? 0 : load<u32>(noted, FIELDS_ENDS) - <u32>start;
  const beside = load<u32>(row + load<u32>(fields, FIELDS_BESIDE));
  if (length === 0 && beside === 0) {
    return 0;
  }
  const group = load<u32>(fields, FIELDS_GROUP);
  let text = load<u32>(TEXT_BUCKETS_AT + (bucketOf(beside, length) << 2));
  while (text !== 0) {
    if (
      load<u32>(text, TEXT_BESIDE) === beside &&
      load<u32>(text, TEXT_LENGTH) === length &&
      load<u32>(text, TEXT_GROUP) === group &&
      isSame(text + TEXT_HEAD_BYTES, from, length)
    ) {
      return load<u32>(text, TEXT_NUMBER);
    }
    text = load<u32>(text, TEXT_NEXT);
  }
  return UNKNOWN_TEXT;
}

/** Takes in a text that was laid in the memory. @returns false where there is no room among those like it */
export function takeInText(text: u32): bool {
  const bucket = bucketOf(load<u32>(text, TEXT_BESIDE), load<u32>(text, TEXT_LENGTH));
  return putFirst(TEXT_BUCKETS_AT, TEXT_COUNTS_AT, bucket, MOST_IN_BUCKET, text);
}

/** Few texts share an integer and a length: comparing them costs less than hashing each. */
function bucketOf(beside: u32, length: u32): u32 {
  return (beside * 31 + length) & <u32>(TEXT_BUCKETS - 1);
}

function isSame(known: u32, from: u32, length: u32): bool {
  let at: u32 = 0;
  for (; at + 8 <= length; at += 8) {
    if (load<u64>(known + at) !== load<u64>(from + at)) {
      return false;
    }
  }
  for (; at < length; at++) {
    if (load<u8>(known + at) !== load<u8>(from + at)) {
      return false;
    }
  }
  return true;
}
