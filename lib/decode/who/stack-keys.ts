import type { RawEvent } from '../../etl/index.ts';
import type { Collector } from '../catalog.ts';
import { addresses } from './addresses.ts';

/** StackWalk events that define a key: as it is made, when it goes, and at the end of the session. */
const GROUP_STACK_WALK = 24;
const DEFINITIONS: ReadonlySet<number> = new Set([34, 35, 36]);
/** Distinct stacks of a real trace number some ten thousand. */
const MAX_KEYS = 262_144;

/** The call stacks of a trace that events know by a key. The definitions come after the events that use them. */
export class StackKeys implements Collector {
  readonly #stacks = new Map<bigint, readonly bigint[]>();

  add(event: RawEvent): void {
    if (!this.wants(event)) {
      return;
    }
    const [key, ...stack] = addresses(event.view, event.payload, event.end, event.pointerSize);
    if (key !== undefined && stack.length > 0 && this.#stacks.size < MAX_KEYS) {
      this.#stacks.set(key, stack);
    }
  }

  wants(event: RawEvent): boolean {
    return event.group === GROUP_STACK_WALK && DEFINITIONS.has(event.opcode);
  }

  stackOf(key: bigint): readonly bigint[] | undefined {
    return this.#stacks.get(key);
  }
}
