import { capped, MAX_VALUE_NAME } from '../../text/index.ts';
import { distinctNames, type Extent, type Field, InType, UNDECODABLE, type ValueMap } from '../schema.ts';
import { resolveName, type Strings } from './strings.ts';
import { MANIFEST_IN_TYPES, MANIFEST_OUT_TYPES } from './types.ts';
import { type Element, elementsAt } from './xml.ts';

export type MapTable = ReadonlyMap<string, ValueMap>;
/** Takes note of what is wrong with an element. */
export type TellFault = (element: Element, reason: string) => void;

/** Reads the `<valueMap>` and `<bitMap>` elements in the given `<maps>`. */
export function readMaps(maps: readonly Element[], strings: Strings, tell: TellFault): MapTable {
  const table = new Map<string, ValueMap>();
  for (const map of maps.flatMap((each) => each.children)) {
    const name = map.attributes.get('name');
    if (name === undefined) {
      continue;
    }
    const entries = new Map<number, string>();
    for (const entry of elementsAt(map, 'map')) {
      const value = integerOf(entry.attributes.get('value'));
      if (value === undefined) {
        tell(entry, `map "${name}": "${entry.attributes.get('value') ?? ''}" is no number for "value"`);
        continue;
      }
      const text = resolveName(strings, entry.attributes.get('message')) ?? entry.attributes.get('symbol');
      // Values are unsigned 32-bit numbers; a manifest may write them as negative ones.
      entries.set(value >>> 0, capped(text ?? String(value), MAX_VALUE_NAME));
    }
    table.set(name, { name, isBitmap: map.name === 'bitMap', entries });
  }
  return table;
}

/** Reads the `<data>` and `<struct>` elements of a template. */
export function readTemplate(template: Element, maps: MapTable, tell: TellFault): readonly Field[] {
  return new TemplateReader(maps, tell).fields(template, new Map());
}

/**
 * EventWrite takes 128 pieces of data, each of which can be several fields; a template of so many is none that a
 * provider logs by, and each of its fields would stand in every line about such an event.
 */
const MAX_FIELDS = 4096;

/** The fields of a list by name: the place of the first that bears it. */
type Places = ReadonlyMap<string, number>;

class TemplateReader {
  readonly #maps: MapTable;
  readonly #tell: TellFault;
  #left = MAX_FIELDS;

  constructor(maps: MapTable, tell: TellFault) {
    this.#maps = maps;
    this.#tell = tell;
  }

  /** @param outer the event's own fields before the struct that is read; none for a template. */
  fields(parent: Element, outer: Places): readonly Field[] {
    const fields: Field[] = [];
    const names = new Map<string, number>();
    for (const element of parent.children) {
      const name = element.attributes.get('name') ?? '';
      if (this.#left-- <= 0) {
        this.#tell(element, `more than ${MAX_FIELDS} fields: what follows is left out`);
        break;
      }
      if (element.name === 'data') {
        fields.push(this.#data(element, name, names, outer));
      } else if (element.name === 'struct') {
        const members = this.fields(element, parent.name === 'struct' ? outer : names);
        const count = this.#extent(element, 'count', names, outer);
        fields.push(
          count === null
            ? undecodable(name)
            : {
                name,
                inType: InType.Struct,
                outType: 'default',
                members,
                ...(count === undefined ? {} : { count }),
              },
        );
      }
      if (!names.has(name)) {
        names.set(name, fields.length - 1);
      }
    }
    return distinctNames(fields);
  }

  #data(data: Element, name: string, before: Places, outer: Places): Field {
    const typeName = data.attributes.get('inType') ?? '';
    const inType = MANIFEST_IN_TYPES.get(local(typeName));
    if (inType === undefined) {
      this.#tell(data, `inType "${typeName}" of "${name}" is not known`);
      return undecodable(name);
    }
    const mapName = data.attributes.get('map');
    const map = mapName === undefined ? undefined : this.#maps.get(mapName);
    if (mapName !== undefined && map === undefined) {
      this.#tell(data, `map "${mapName}" is not declared`);
    }
    const count = this.#extent(data, 'count', before, outer);
    const length = this.#extent(data, 'length', before, outer);
    if (count === null || length === null) {
      return undecodable(name);
    }
    return {
      name,
      inType,
      outType: MANIFEST_OUT_TYPES.get(local(data.attributes.get('outType') ?? '')) ?? 'default',
      ...(count === undefined ? {} : { count }),
      ...(length === undefined ? {} : { length }),
      ...(map === undefined ? {} : { map }),
    };
  }

  /** A count or length: a number, or the name of a field before; undefined where there is none, null for another. */
  #extent(element: Element, attribute: string, before: Places, outer: Places): Extent | undefined | null {
    const text = element.attributes.get(attribute);
    if (text === undefined) {
      return undefined;
    }
    const value = integerOf(text);
    if (value !== undefined && value >= 0) {
      return { kind: 'fixed', value };
    }
    const index = before.get(text);
    if (index !== undefined) {
      return { kind: 'field', index };
    }
    const outerIndex = outer.get(text);
    if (outerIndex !== undefined) {
      return { kind: 'outer', index: outerIndex };
    }
    this.#tell(element, `${attribute} "${text}" is neither a number nor a field before`);
    return null;
  }
}

/** A whole number as manifests write it, decimal or 0x; undefined for any other text. */
export function integerOf(text: string | undefined): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isInteger(value) ? value : undefined;
}

function undecodable(name: string): Field {
  return { name, inType: UNDECODABLE, outType: 'default' };
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
