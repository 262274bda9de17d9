import type { ManifestProvider } from '../manifest/index.ts';
import type { Schema } from '../schema.ts';
import { Lives } from './lives.ts';
import { type SchemaTable, Written } from './written.ts';

export function schemaTable({ id, name, events }: ManifestProvider): SchemaTable {
  const schemas = events.map(({ id, version, schema }): [number, Schema] => [
    keyOf(id, version),
    { ...schema, source: 'eventsource' },
  ]);
  return { id, name, schemas: new Map(schemas) };
}

function keyOf(id: number, version: number): number {
  return id * 0x100 + version;
}

/** Who logged an event, and when. */
export interface Logged {
  readonly processId: number;
  readonly ticks: number;
}

/**
 * What EventSources tell of their events. .NET numbers the events of a class as they stand in its code: another build of
 * the program has the same GUID and id for other fields, so that a manifest holds for the process that wrote it, and for
 * none that has its number before or after.
 */
export class ProcessSchemas {
  /** By provider, then by process. */
  readonly #written = new Map<string, Map<number, Written>>();
  readonly #lives = new Lives();
  /** Whether processes of one number wrote different manifests. */
  hasSeveralOfOne = false;

  has(providerId: string): boolean {
    return this.#written.has(providerId);
  }

  /** Takes in what a process wrote at a time; false where that tells nothing new. */
  add({ processId, ticks }: Logged, table: SchemaTable): boolean {
    let ofProvider = this.#written.get(table.id);
    if (ofProvider === undefined) {
      ofProvider = new Map();
      this.#written.set(table.id, ofProvider);
    }
    let written = ofProvider.get(processId);
    if (written === undefined) {
      written = new Written();
      ofProvider.set(processId, written);
    }
    const isNew = written.add(ticks, table);
    this.hasSeveralOfOne ||= written.hasSeveral;
    return isNew;
  }

  /**
   * Takes in that a process was started: what had its number before was another.
   * @returns the providers whose events that concerns
   */
  addStart({ processId, ticks }: Logged): readonly { readonly id: string; readonly name: undefined }[] {
    this.#lives.add(processId, ticks);
    return [...this.#written]
      .filter(([, ofProvider]) => ofProvider.has(processId))
      .map(([id]) => ({ id, name: undefined }));
  }

  /** Whether events of a process can be by several manifests, or by none: it depends on their times. */
  isByTime(providerId: string, processId: number): boolean {
    const written = this.#written.get(providerId)?.get(processId);
    return written !== undefined && (written.hasSeveral || this.#lives.has(processId));
  }

  /** Stretches of a process's time, numbered, in each of which one manifest holds for the provider's events. */
  stretchOf(providerId: string, { processId, ticks }: Logged): number {
    const written = this.#written.get(providerId)?.get(processId);
    return (written?.countUpTo(ticks) ?? 0) + this.#lives.startsUpTo(processId, ticks);
  }

  /** By the process's own manifest; where the trace holds none of it, by those of others if they agree. */
  find(providerId: string, id: number, version: number, { processId, ticks }: Logged): Schema | null {
    const ofProvider = this.#written.get(providerId);
    if (ofProvider === undefined) {
      return null;
    }
    const [from, to] = this.#lives.around(processId, ticks);
    const own = ofProvider.get(processId)?.heldAt(ticks, from, to) ?? null;
    if (own !== null) {
      return own.schemas.get(keyOf(id, version)) ?? null;
    }
    const tables = new Set([...ofProvider.values()].flatMap((written) => written.tables));
    const [first, ...others] = new Set([...tables].map(({ schemas }) => schemas.get(keyOf(id, version))));
    return first !== undefined && others.every((other) => isSame(first, other)) ? first : null;
  }
}

/** Whether two schemas read an event alike, though they were written in two texts. */
function isSame(a: Schema, b: Schema | undefined): boolean {
  return b !== undefined && (a === b || textOf(a) === textOf(b));
}

function textOf(schema: Schema): string {
  return JSON.stringify(schema, (_, value: unknown) => (value instanceof Map ? [...value] : value));
}
