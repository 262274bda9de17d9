import type { Schema } from '../schema.ts';
import { countUpTo } from './count-up-to.ts';

/** The schemas that one text of a manifest gives to a provider's events. */
export interface SchemaTable {
  /** The provider's lower-case GUID. */
  readonly id: string;
  readonly name: string | undefined;
  /** By id and version. */
  readonly schemas: ReadonlyMap<number, Schema>;
}

/** A process writes its manifest when a session begins or ends; a hostile trace must not fill the memory. */
const MAX_TIMES = 10_000;

/** The manifests that processes of one number wrote, and when. */
export class Written {
  /** In the order of time, which is not that of the file. */
  readonly #times: number[] = [];
  readonly #tables: SchemaTable[] = [];

  get tables(): readonly SchemaTable[] {
    return this.#tables;
  }

  get hasSeveral(): boolean {
    return this.#tables.some((table) => table !== this.#tables[0]);
  }

  /** False where it tells nothing new: the same was written right before. */
  add(ticks: number, table: SchemaTable): boolean {
    if (this.#times.length >= MAX_TIMES) {
      return false;
    }
    const isNew = !this.#tables.includes(table);
    const at = countUpTo(this.#times, ticks);
    this.#times.splice(at, 0, ticks);
    this.#tables.splice(at, 0, table);
    return isNew || this.hasSeveral;
  }

  countUpTo(ticks: number): number {
    return countUpTo(this.#times, ticks);
  }

  /**
   * What holds at a time for a process that lives from one time up to another: what it wrote last. Where the beginning
   * of a trace is overwritten, the manifest stands behind its events, where it was written when the session ended.
   */
  heldAt(ticks: number, from: number, to: number): SchemaTable | null {
    const next = countUpTo(this.#times, ticks);
    if (next > 0 && this.#times[next - 1]! >= from) {
      return this.#tables[next - 1]!;
    }
    return next < this.#times.length && this.#times[next]! < to ? this.#tables[next]! : null;
  }
}
