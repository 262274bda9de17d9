import { IdSet } from '../id-set.ts';
import { IdTable } from '../id-table.ts';
import type { Occurrence } from './finding.ts';
import { type Key, KeyKind } from './keys.ts';

/** The root cause behind something, where it is one of those that are told of its finding; else that there is one. */
export type Root = Occurrence | 'untold';

/** What is left behind of one kind. Of roots that are only counted there can be millions: a bit or two each. */
class Left {
  readonly told = new IdTable<Occurrence>();
  readonly untold = new IdSet();
}

/** What the faults of one driver leave behind, by which others are their consequences. */
export class Explained {
  readonly #left = Object.values(KeyKind).map(() => new Left());

  /** The root that explains what is known by any of these keys; the first key's before the others'. */
  rootOf(keys: readonly Key[]): Root | undefined {
    for (const key of keys) {
      const root = this.#root(key);
      if (root !== undefined) {
        return root;
      }
    }
    return undefined;
  }

  /** Tells what a root leaves behind; what is explained already stays so. */
  leave(keys: readonly Key[], root: Root): void {
    for (const key of keys) {
      if (this.#root(key) === undefined) {
        const { told, untold } = this.#left[key.kind]!;
        if (root === 'untold') {
          untold.add(key.low, key.high);
        } else {
          told.set(key.low, key.high, root);
        }
      }
    }
  }

  #root({ kind, low, high }: Key): Root | undefined {
    const { told, untold } = this.#left[kind]!;
    return told.get(low, high) ?? (untold.has(low, high) ? 'untold' : undefined);
  }
}
