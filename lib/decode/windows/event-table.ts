import { FIELD_TYPES, type FieldType, fieldOf } from '../field-types.ts';
import { distinctNames, type Extent, type Field, type Schema } from '../schema.ts';

/** `name:type`, or `name:type[field]` with the field before that counts its values or bytes. */
const FIELD = /^(.+):(\w+|\?)(?:\[(.+)\])?$/;
/** A type that is none: nothing behind it can be read. */
const UNKNOWN_TYPE = -1;

interface Row {
  readonly version: number;
  readonly name: string;
  /** Place of its fields among the lists. */
  readonly list: number;
}

/**
 * The events of one provider. A line each: `id version name|fields`, without a name where the event has none; in place
 * of fields that were there before, `=n` names the list of this number, from 0.
 */
export class EventTable {
  readonly #providerName: string;
  readonly #rows = new Map<number, Row[]>();
  readonly #lists: string[] = [];

  constructor(providerName: string, table: string) {
    this.#providerName = providerName;
    for (const line of table.trim().split('\n')) {
      this.#add(line);
    }
  }

  /**
   * The schema of an event. One of a version that is not known has the fields of the newest before it: Windows puts new
   * ones behind. Of one that is older than all, the fields are not known.
   */
  find(id: number, version: number): Schema | null {
    const rows = this.#rows.get(id);
    if (rows === undefined) {
      return null;
    }
    const row = rows.findLast((each) => each.version <= version);
    const { name } = row ?? rows[0]!;
    return {
      source: 'windows',
      eventName: name === '' ? `Event(${id})` : name,
      providerName: this.#providerName,
      fields: row === undefined ? [] : readFields(this.#lists[row.list]!),
      ...(row === undefined || row.version === version ? {} : { layoutVersion: row.version }),
    };
  }

  /** Rows of an id stand in the order of their versions. */
  #add(line: string): void {
    const [, id, version, name, fields] = /^(\d+) (\d+) ([^|]*)\|(.*)$/.exec(line)!;
    const rows = this.#rows.get(Number(id)) ?? [];
    this.#rows.set(Number(id), rows);
    const isKnown = fields!.startsWith('=');
    const list = isKnown ? Number(fields!.slice(1)) : this.#lists.push(fields!) - 1;
    rows.push({ version: Number(version), name: name!, list });
  }
}

function readFields(list: string): readonly Field[] {
  const parts = list === '' ? [] : list.split(' ').map((text) => FIELD.exec(text)!);
  const names = parts.map(([, name]) => name!);
  return distinctNames(
    parts.map(([, name, type, counter], index): Field => {
      if (!Object.hasOwn(FIELD_TYPES, type!)) {
        return { name: name!, inType: UNKNOWN_TYPE, outType: 'default' };
      }
      return fieldOf(name!, type as FieldType, extentOf(counter, names.slice(0, index)));
    }),
  );
}

/** Where two fields before have the name, the nearer one counts. */
function extentOf(counter: string | undefined, before: readonly string[]): Extent | undefined {
  return counter === undefined ? undefined : { kind: 'field', index: before.lastIndexOf(counter) };
}
