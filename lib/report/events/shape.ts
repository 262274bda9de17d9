import { displayName, hex, levelOf, type Provider, type Schema } from '../../decode/index.ts';
import { headerTypeName, type RawEvent } from '../../etl/index.ts';
import type { EventReader, EventRecord } from '../../events/index.ts';
import { FieldsWriter } from './json/fields.ts';
import type { JsonPlace } from './json/quotes.ts';
import { type Constant, utf8 } from './line-buffer.ts';

/** A trace whose every event is of another kind must not fill the memory. */
const MAX_SHAPES = 4096;

/** What the records of all events of one kind have in common. */
export type EventKind = Pick<
  EventRecord,
  'headerType' | 'provider' | 'id' | 'version' | 'opcode' | 'level' | 'keyword' | 'name' | 'layoutVersion'
>;

/** What the lines of all events of one kind have in common. */
export interface Shape {
  /** What stands in a line of the kind itself. */
  readonly middle: Constant;
  /** Writes the middle and the fields; null where no schema is known. */
  readonly fields: FieldsWriter | null;
  /** The version whose fields they are, where it is not the event's own. */
  readonly layoutVersion: number | undefined;
}

interface KnownShape extends Shape {
  readonly schema: Schema | null;
  readonly provider: Provider | null;
  readonly providerName: string | null;
  readonly headerType: number;
  readonly pointerSize: number;
  readonly id: number;
  readonly version: number;
  readonly opcode: number;
  readonly level: number;
  readonly group: number;
  readonly keywordHigh: number;
  readonly keywordLow: number;
}

/** Finds the shape of an event, made when the first of its kind comes. */
export class Shapes {
  /** By schema or, without one, by a mixture of the numbers that make a name. */
  readonly #known = new Map<Schema | number, KnownShape[]>();
  /** Of each form of events the shape of the last: mostly that of the next. */
  readonly #ofForms: (KnownShape | undefined)[] = [];
  readonly #reader: EventReader;
  readonly #middleOf: (kind: EventKind) => string;
  readonly #place: JsonPlace;
  #count = 0;

  /**
   * @param middleOf writes a kind as it stands in the format's lines
   * @param place where fields stand in them
   */
  constructor(reader: EventReader, middleOf: (kind: EventKind) => string, place: JsonPlace) {
    this.#reader = reader;
    this.#middleOf = middleOf;
    this.#place = place;
  }

  of(event: RawEvent, provider: Provider | null, schema: Schema | null): Shape {
    const near = this.#ofForms[event.form];
    if (near !== undefined && near.schema === schema && isOf(near, event, provider)) {
      return near;
    }
    const shape = this.#find(event, provider, schema);
    this.#ofForms[event.form] = shape;
    return shape;
  }

  #find(event: RawEvent, provider: Provider | null, schema: Schema | null): KnownShape {
    const known = this.#knownOf(schema ?? (event.id << 16) ^ (event.opcode << 8) ^ event.group);
    for (let i = 0; i < known.length; i++) {
      const shape = known[i]!;
      if (isOf(shape, event, provider)) {
        return shape;
      }
    }
    const shape = this.#shapeOf(event, provider, schema);
    known.push(shape);
    this.#count++;
    return shape;
  }

  #knownOf(key: Schema | number): KnownShape[] {
    if (this.#count > MAX_SHAPES) {
      this.#known.clear();
      this.#count = 0;
    }
    let known = this.#known.get(key);
    if (known === undefined) {
      known = [];
      this.#known.set(key, known);
    }
    return known;
  }

  #shapeOf(event: RawEvent, provider: Provider | null, found: Schema | null): KnownShape {
    const schema = found === null ? null : this.#reader.shownSchema(found, provider);
    const layoutVersion = schema?.layoutVersion;
    const { headerType, pointerSize, id, version, opcode, level, group, keyword } = event;
    const middle = this.#middleOf({
      headerType: headerTypeName(headerType),
      provider: { id: provider?.id ?? null, name: provider?.name ?? null },
      id,
      version,
      opcode,
      level: levelOf(event, schema),
      keyword: hex(keyword, 16),
      name: displayName(event, schema),
      ...(layoutVersion === undefined ? {} : { layoutVersion }),
    });
    return {
      middle: utf8(middle),
      fields: schema === null ? null : new FieldsWriter(schema, pointerSize, this.#place, middle),
      layoutVersion,
      schema: found,
      provider,
      providerName: provider?.name ?? null,
      headerType,
      pointerSize,
      id,
      version,
      opcode,
      level,
      group,
      keywordHigh: event.keywordHigh,
      keywordLow: event.keywordLow,
    };
  }
}

function isOf(shape: KnownShape, event: RawEvent, provider: Provider | null): boolean {
  return (
    shape.provider === provider &&
    (provider === null || shape.providerName === provider.name) &&
    shape.headerType === event.headerType &&
    shape.pointerSize === event.pointerSize &&
    shape.id === event.id &&
    shape.version === event.version &&
    shape.opcode === event.opcode &&
    shape.level === event.level &&
    shape.group === event.group &&
    shape.keywordLow === event.keywordLow &&
    shape.keywordHigh === event.keywordHigh
  );
}
