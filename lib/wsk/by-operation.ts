import { OPERATION_NUMBERS } from './operation.ts';

/**
 * What is kept for each operation, made when it first occurs. Asked for with every call: those that there are stand in an
 * array, since a map takes several times as long; others, as in a damaged trace, in a map.
 */
export class ByOperation<T> {
  readonly #make: () => T;
  readonly #known: (T | undefined)[] = new Array(OPERATION_NUMBERS).fill(undefined);
  readonly #others = new Map<number, T>();

  constructor(make: () => T) {
    this.#make = make;
  }

  /** That of an operation, by its number. */
  of(op: number): T {
    return this.get(op) ?? this.#add(op);
  }

  /** That of an operation; undefined where none was asked for. */
  get(op: number): T | undefined {
    return op < OPERATION_NUMBERS ? this.#known[op] : this.#others.get(op);
  }

  /** All, in the order of the operations' numbers. */
  *entries(): IterableIterator<[op: number, of: T]> {
    for (const [op, of] of this.#known.entries()) {
      if (of !== undefined) {
        yield [op, of];
      }
    }
    yield* [...this.#others].sort(([a], [b]) => a - b);
  }

  #add(op: number): T {
    const made = this.#make();
    if (op < OPERATION_NUMBERS) {
      this.#known[op] = made;
    } else {
      this.#others.set(op, made);
    }
    return made;
  }
}
