import type { ManifestProvider } from '../manifest/index.ts';
import type { Schema } from '../schema.ts';

/** The schemas that one text of a manifest gives to a provider's events. */
export interface SchemaTable {
  /** The provider's lower-case GUID. */
  readonly id: string;
  readonly name: string | undefined;
  /** By `keyOf`. */
  readonly schemas: ReadonlyMap<number, Schema>;
}

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

/**
 * What EventSources tell of their events. .NET numbers the events of a class as they stand in its code: another build of
 * the program has the same GUID and id for other fields, so that a manifest holds for the process that wrote it.
 */
export class ProcessSchemas {
  /** By provider, then by process; a process that writes another manifest has changed its mind. */
  readonly #tables = new Map<string, Map<number, SchemaTable>>();

  has(providerId: string): boolean {
    return this.#tables.has(providerId);
  }

  /** Takes in what a process wrote; false where that was known. */
  add(processId: number, table: SchemaTable): boolean {
    let ofProvider = this.#tables.get(table.id);
    if (ofProvider === undefined) {
      ofProvider = new Map();
      this.#tables.set(table.id, ofProvider);
    }
    const isNew = ofProvider.get(processId) !== table;
    ofProvider.set(processId, table);
    return isNew;
  }

  /** By the process's own manifest; where the trace holds none of it, by those of others if they agree. */
  find(providerId: string, id: number, version: number, processId: number): Schema | null {
    const ofProvider = this.#tables.get(providerId);
    const own = ofProvider?.get(processId);
    if (own !== undefined || ofProvider === undefined) {
      return own?.schemas.get(keyOf(id, version)) ?? null;
    }
    const [first, ...others] = new Set(
      [...new Set(ofProvider.values())].map(({ schemas }) => schemas.get(keyOf(id, version))),
    );
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
