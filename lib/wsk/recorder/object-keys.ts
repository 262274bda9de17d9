import type { Row } from '../events/row.ts';
import type { Slot } from '../events/schema.ts';
import { IdTable } from '../id-table.ts';
import type { Entry } from '../model/entry.ts';
import type { Registry } from '../model/registry.ts';
import type { Cause, Order } from '../order/index.ts';

const TWO_32 = 0x1_0000_0000;

/**
 * Finds the object that an event is about: by its id, or by an address where the driver tells no ids. Addresses are
 * used again at once, so an object known by its address gets an id here, in the order of appearance.
 */
export class ObjectKeys<T extends Entry> {
  readonly #registry: Registry<T>;
  readonly #idSlot: Slot;
  readonly #addressSlots: readonly Slot[];
  /** By address: the id of the latest object there. */
  readonly #latest = new IdTable<number>();
  #given = 0;

  /** @param addressSlots what stands for the id where an event has none, the best first */
  constructor(registry: Registry<T>, idSlot: Slot, addressSlots: readonly [Slot, ...Slot[]]) {
    this.#registry = registry;
    this.#idSlot = idSlot;
    this.#addressSlots = addressSlots;
  }

  isById(row: Row): boolean {
    return row.has(this.#idSlot);
  }

  /**
   * Whether an event waits for the cause that makes its object known. Addresses are used again at once: which object one
   * stands for is known by the order of time alone.
   */
  waits(row: Row, cause: Cause, order: Order): boolean {
    return this.isById(row) && order.waitFor(cause, row.low(this.#idSlot), row.high(this.#idSlot));
  }

  /** The object, outstanding or ended not long ago. */
  find(row: Row): T | undefined {
    const slot = this.#idSlot;
    return row.has(slot) ? this.#registry.get(row.low(slot), row.high(slot)) : this.#findByAddress(row);
  }

  /** Whether there was an object of this id, which may be forgotten by now; an address tells nothing of that. */
  wasSeen(row: Row): boolean {
    return this.isById(row) && this.#registry.wasSeen(row.low(this.#idSlot), row.high(this.#idSlot));
  }

  /**
   * As `find`; null where the event is about no object, since an id or address of 0 stands for none, or about one that ended
   * too long ago to be remembered.
   */
  lookUp(row: Row): T | null | undefined {
    const slot = this.#idSlot;
    if (!row.has(slot)) {
      return this.#hasAddress(row) ? this.#findByAddress(row) : null;
    }
    const low = row.low(slot);
    const high = row.high(slot);
    if (low === 0 && high === 0) {
      return null;
    }
    return this.#registry.get(low, high) ?? (this.#registry.wasSeen(low, high) ? null : undefined);
  }

  /** Makes a new object known, in place of one with the same id or address. */
  add(row: Row): T {
    const slot = this.#idSlot;
    return row.has(slot) ? this.#registry.add(row.low(slot), row.high(slot)) : this.#addByAddress(row);
  }

  #findByAddress(row: Row): T | undefined {
    const slot = this.#addressOf(row);
    const id = this.#latest.get(row.low(slot), row.high(slot));
    return id === undefined ? undefined : this.#registry.get(id >>> 0, Math.floor(id / TWO_32));
  }

  #addByAddress(row: Row): T {
    const slot = this.#addressOf(row);
    const id = ++this.#given;
    this.#latest.set(row.low(slot), row.high(slot), id);
    return this.#registry.add(id >>> 0, Math.floor(id / TWO_32));
  }

  #hasAddress(row: Row): boolean {
    const slot = this.#addressOf(row);
    return row.low(slot) !== 0 || row.high(slot) !== 0;
  }

  #addressOf(row: Row): Slot {
    return this.#addressSlots.find((slot) => row.has(slot)) ?? this.#addressSlots[0]!;
  }
}
