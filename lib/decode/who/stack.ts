import { ItemType, type RawEvent } from '../../etl/index.ts';
import { addresses } from './addresses.ts';
import type { StackKeys } from './stack-keys.ts';

/** Extended items that know a stack by a key. */
const STACK_KEY_32 = 17;
const STACK_KEY_64 = 18;
/** Items begin with a u64 that joins the kernel's and the user's part of one stack. */
const MATCH_ID_BYTES = 8;

/** The kernel's own stack events: group 24, with the raw time, process and thread of the event that they belong to. */
const GROUP_STACK_WALK = 24;
const OPCODE_STACK = 32;
const OPCODE_KEY_KERNEL = 37;
const OPCODE_KEY_USER = 38;
const STACK_WALK_HEADER_BYTES = 16;

/**
 * The call stack that an event carries, innermost address first; null where it carries none. A kernel StackWalk event
 * gives the stack of the event that it tells of.
 * @param keys resolves stacks that are known by a key; without it they are not there
 */
export function stackOf(event: RawEvent, keys?: StackKeys): readonly bigint[] | null {
  if (event.group === GROUP_STACK_WALK) {
    return stackWalkOf(event, keys);
  }
  return event.hasOtherItems ? itemsStackOf(event, keys) : null;
}

function itemsStackOf(event: RawEvent, keys: StackKeys | undefined): readonly bigint[] | null {
  let stack: readonly bigint[] | null = null;
  event.eachItem((type, start, end) => {
    const part = itemStack(event, type, start + MATCH_ID_BYTES, end, keys);
    stack = part === null ? stack : [...(stack ?? []), ...part];
  });
  return stack;
}

function itemStack(
  event: RawEvent,
  type: number,
  start: number,
  end: number,
  keys: StackKeys | undefined,
): readonly bigint[] | null {
  switch (type) {
    case ItemType.StackTrace32:
      return addresses(event.view, start, end, 4);
    case ItemType.StackTrace64:
      return addresses(event.view, start, end, 8);
    case STACK_KEY_32:
      return resolved(addresses(event.view, start, start + 4 <= end ? start + 4 : start, 4), keys);
    case STACK_KEY_64:
      return resolved(addresses(event.view, start, start + 8 <= end ? start + 8 : start, 8), keys);
    default:
      return null;
  }
}

function stackWalkOf(event: RawEvent, keys: StackKeys | undefined): readonly bigint[] | null {
  const start = event.payload + STACK_WALK_HEADER_BYTES;
  const stack = addresses(event.view, start, event.end, event.pointerSize);
  switch (event.opcode) {
    case OPCODE_STACK:
      return stack;
    case OPCODE_KEY_KERNEL:
    case OPCODE_KEY_USER:
      return resolved(stack, keys);
    default:
      return null;
  }
}

function resolved(key: readonly bigint[], keys: StackKeys | undefined): readonly bigint[] | null {
  return key[0] === undefined ? null : (keys?.stackOf(key[0]) ?? null);
}
