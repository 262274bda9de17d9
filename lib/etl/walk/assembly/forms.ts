import {
  BUCKET_COUNTS_AT,
  BUCKETS_AT,
  EVENT_HEADER32,
  EVENT_HEADER64,
  FIRST_PERFINFO,
  FLAG_EXTENDED_INFO,
  FLAGS_AT,
  FORM_FLAGS,
  FORM_GUID,
  FORM_HEAD_BYTES,
  FORM_NEXT,
  FORM_PAYLOAD,
  FORM_RUNS,
  FORM_TYPE,
  GUID_AT,
  ITEM_SCHEMA,
  ITEM_TRAITS,
  ITEMS_AT,
  KERNEL_KIND_AT,
  LAST_COMPACT,
  LAST_PERFINFO,
  LEAST_ITEM,
  NUMBERS_AT,
  RUN_BYTES,
  STREAM_BASE,
  STREAM_END,
  STREAM_START,
  STREAM_TYPE,
} from '../places';
import { putFirst } from './buckets';

/** Hostile metadata, or what stands between items and is different in each event, must not make chains long. */
const MOST_IN_BUCKET: u32 = 16;
const NO_BUCKET: u32 = 0xffffffff;
/** Items that a bucket is found by: metadata stand behind a stack and an activity, where an event has these. */
const HASHED_ITEMS: i32 = 4;

/** Where the form of the event lies that a stream stands on, where that is known; 0 elsewhere. */
export function formOf(stream: u32): u32 {
  const base = load<u32>(stream, STREAM_BASE);
  const event = base + load<u32>(stream, STREAM_START);
  const end = base + load<u32>(stream, STREAM_END);
  const type = load<u32>(stream, STREAM_TYPE);
  const bucket = bucketOf(type, event, end);
  if (bucket === NO_BUCKET) {
    return 0;
  }
  const isKernel = isKernelType(type);
  let form = load<u32>(BUCKETS_AT + (bucket << 2));
  while (form !== 0) {
    if (
      load<u32>(form, FORM_TYPE) === type &&
      event + load<u32>(form, FORM_PAYLOAD) <= end &&
      (isKernel ? isOfKernelForm(form, event) : isOfForm(form, event))
    ) {
      return form;
    }
    form = load<u32>(form, FORM_NEXT);
  }
  return 0;
}

/**
 * Takes in the form of the event that a stream stands on.
 * @returns false where it can't be known again, or there is no room among those like it
 */
export function takeIn(stream: u32, form: u32): bool {
  const base = load<u32>(stream, STREAM_BASE);
  const event = base + load<u32>(stream, STREAM_START);
  const end = base + load<u32>(stream, STREAM_END);
  const bucket = bucketOf(load<u32>(stream, STREAM_TYPE), event, end);
  if (bucket === NO_BUCKET) {
    return false;
  }
  return putFirst(BUCKETS_AT, BUCKET_COUNTS_AT, bucket, MOST_IN_BUCKET, form);
}

/** Where forms like the event's are kept; NO_BUCKET where such events can't be known again. */
function bucketOf(type: u32, event: u32, end: u32): u32 {
  if (isKernelType(type)) {
    return kernelBucketOf(event);
  }
  if (type !== EVENT_HEADER64 && type !== EVENT_HEADER32) {
    return NO_BUCKET;
  }
  if ((load<u16>(event, FLAGS_AT) & FLAG_EXTENDED_INFO) === 0) {
    return numbersBucketOf(event);
  }
  return hasRoomForItem(event, end) ? itemsBucketOf(event, end) : numbersBucketOf(event);
}

function isKernelType(type: u32): bool {
  return (
    (type > 0 && type <= <u32>LAST_COMPACT) || type === <u32>FIRST_PERFINFO || type === <u32>LAST_PERFINFO
  );
}

/** Whether there is so much behind the event's header that `itemsBucketOf` finds what it looks at. */
function hasRoomForItem(event: u32, end: u32): bool {
  return event + ITEMS_AT + LEAST_ITEM + 4 <= end;
}

function kernelBucketOf(event: u32): u32 {
  return ((load<u32>(event) ^ (<u32>load<u16>(event, KERNEL_KIND_AT) * 0x85ebca6b)) * 0x9e3779b1) >> 24;
}

function isOfKernelForm(form: u32, event: u32): bool {
  return (
    load<u32>(form, FORM_GUID) === load<u32>(event) &&
    load<u32>(form, FORM_GUID + 4) === load<u16>(event, KERNEL_KIND_AT)
  );
}

/** By who logged the event, and its numbers. */
function numbersBucketOf(event: u32): u32 {
  const first = load<u32>(event, GUID_AT) ^ (load<u32>(event, NUMBERS_AT) * 0x85ebca6b);
  return ((first ^ (load<u32>(event, NUMBERS_AT + 4) * 0xc2b2ae35)) * 0x9e3779b1) >> 24;
}

/** By who logged the event, its id and version, the sizes and types of its first items, and how their metadata begin. */
function itemsBucketOf(event: u32, end: u32): u32 {
  let hash = load<u32>(event, GUID_AT) ^ (load<u32>(event, NUMBERS_AT) * 0xc2b2ae35);
  let item = event + ITEMS_AT;
  for (let left = HASHED_ITEMS; left > 0 && item + LEAST_ITEM + 4 <= end; left--) {
    const head = load<u32>(item);
    hash = (hash ^ head) * 0x85ebca6b;
    if (isMetadata(head >> 16)) {
      hash ^= load<u32>(item, 8) ^ (load<u32>(item, 12) * 0x9e3779b1) ^ load<u32>(item, 16);
    }
    if ((load<u32>(item, 4) & 1) === 0) {
      break;
    }
    item += head & 0xffff;
  }
  return (hash * 0x9e3779b1) >> 24;
}

/** What of an item is the same in all events of a form: a stack, for one, is another in each. */
function isMetadata(type: u32): bool {
  return type === ITEM_SCHEMA || type === ITEM_TRAITS;
}

/** Compares all that is the same in the events of one form. A form's runs are multiples of 8 bytes. */
function isOfForm(form: u32, event: u32): bool {
  if (
    load<u32>(form, FORM_FLAGS) !== load<u32>(event, FLAGS_AT) ||
    load<u64>(form, FORM_GUID) !== load<u64>(event, GUID_AT) ||
    load<u64>(form, FORM_GUID + 8) !== load<u64>(event, GUID_AT + 8)
  ) {
    return false;
  }
  let run = form + FORM_HEAD_BYTES;
  const runsEnd = run + load<u32>(form, FORM_RUNS) * RUN_BYTES;
  let known = runsEnd;
  for (; run < runsEnd; run += RUN_BYTES) {
    let at = event + load<u32>(run);
    const to = at + load<u32>(run, 4);
    for (; at + 16 <= to; at += 16, known += 16) {
      if (v128.any_true(v128.xor(v128.load(at), v128.load(known)))) {
        return false;
      }
    }
    if (at < to) {
      if (load<u64>(at) !== load<u64>(known)) {
        return false;
      }
      known += 8;
    }
  }
  return true;
}
