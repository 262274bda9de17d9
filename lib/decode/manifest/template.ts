import type { TraceError } from '../../etl/index.ts';
import { distinctNames, type Extent, type Field, InType, type ValueMap } from '../schema.ts';
import { resolve, type Strings } from './strings.ts';
import { MANIFEST_IN_TYPES, MANIFEST_OUT_TYPES } from './types.ts';
import { type Element, elementsAt } from './xml.ts';

export type MapTable = ReadonlyMap<string, ValueMap>;
/** Makes the error for what is wrong with an element. */
type Fault = (element: Element, reason: string) => TraceError;

/** Reads the `<valueMap>` and `<bitMap>` elements in the given `<maps>`. */
export function readMaps(maps: readonly Element[], strings: Strings, fault: Fault): MapTable {
  const table = new Map<string, ValueMap>();
  for (const map of maps.flatMap((each) => each.children)) {
    const name = map.attributes.get('name');
    if (name === undefined) {
      continue;
    }
    const entries = new Map<number, string>();
    for (const entry of elementsAt(map, 'map')) {
      const value = Number(entry.attributes.get('value') ?? Number.NaN);
      if (!Number.isInteger(value)) {
        throw fault(entry, `"${entry.attributes.get('value')}" is no number for "value"`);
      }
      const text = resolve(strings, entry.attributes.get('message')) ?? entry.attributes.get('symbol');
      // Values are unsigned 32-bit numbers; a manifest may write them as negative ones.
      entries.set(value >>> 0, text?.trim() ?? String(value));
    }
    table.set(name, { name, isBitmap: map.name === 'bitMap', entries });
  }
  return table;
}

/** Reads the `<data>` and `<struct>` elements of a template. */
export function readTemplate(template: Element, maps: MapTable, fault: Fault): readonly Field[] {
  return new TemplateReader(maps, fault).fields(template, []);
}

class TemplateReader {
  readonly #maps: MapTable;
  readonly #fault: Fault;

  constructor(maps: MapTable, fault: Fault) {
    this.#maps = maps;
    this.#fault = fault;
  }

  /** @param outer names of the event's own fields before the struct that is read; none for a template. */
  fields(parent: Element, outer: readonly string[]): readonly Field[] {
    const fields: Field[] = [];
    for (const element of parent.children) {
      const name = element.attributes.get('name') ?? '';
      const names = fields.map((field) => field.name);
      if (element.name === 'data') {
        fields.push(this.#data(element, name, names, outer));
      } else if (element.name === 'struct') {
        const members = this.fields(element, parent.name === 'struct' ? outer : names);
        const count = this.#extent(element, 'count', names, outer);
        fields.push({
          name,
          inType: InType.Struct,
          outType: 'default',
          members,
          ...(count === undefined ? {} : { count }),
        });
      }
    }
    return distinctNames(fields);
  }

  #data(data: Element, name: string, before: readonly string[], outer: readonly string[]): Field {
    const typeName = data.attributes.get('inType') ?? '';
    const inType = MANIFEST_IN_TYPES.get(local(typeName));
    if (inType === undefined) {
      throw this.#fault(data, `inType "${typeName}" of "${name}" is not known`);
    }
    const mapName = data.attributes.get('map');
    const map = mapName === undefined ? undefined : this.#maps.get(mapName);
    if (mapName !== undefined && map === undefined) {
      throw this.#fault(data, `map "${mapName}" is not declared`);
    }
    const count = this.#extent(data, 'count', before, outer);
    const length = this.#extent(data, 'length', before, outer);
    return {
      name,
      inType,
      outType: MANIFEST_OUT_TYPES.get(local(data.attributes.get('outType') ?? '')) ?? 'default',
      ...(count === undefined ? {} : { count }),
      ...(length === undefined ? {} : { length }),
      ...(map === undefined ? {} : { map }),
    };
  }

  /** A count or length: a number, or the name of a field before. */
  #extent(
    element: Element,
    attribute: string,
    before: readonly string[],
    outer: readonly string[],
  ): Extent | undefined {
    const text = element.attributes.get(attribute);
    if (text === undefined) {
      return undefined;
    }
    const value = Number(text);
    if (text !== '' && Number.isInteger(value) && value >= 0) {
      return { kind: 'fixed', value };
    }
    if (before.includes(text)) {
      return { kind: 'field', index: before.indexOf(text) };
    }
    if (outer.includes(text)) {
      return { kind: 'outer', index: outer.indexOf(text) };
    }
    throw this.#fault(element, `${attribute} "${text}" is neither a number nor a field before`);
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
