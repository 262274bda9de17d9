import {
  decodePayload,
  formatMessage,
  type Payload,
  type PayloadBytes,
  type Schema,
  textOf,
} from '../../../decode/index.ts';
import { plain } from '../../../events/index.ts';
import { jsonText } from '../../../text/index.ts';
import { type Constant, type LineBuffer, utf8 } from '../line-buffer.ts';
import { type JsonPlace, objectIn, partIn } from './quotes.ts';
import { Kind, type ValueStep, valueStep } from './step.ts';
import { asciiString } from './string.ts';

const TRUE = utf8('true');
const FALSE = utf8('false');
/** High words of the numbers that a double holds exactly. */
const EXACT_HIGH = 0x20_0000;
const TWO_32 = 0x1_0000_0000;
/** What stands around an object with fields, which holds quotes. */
const CELL_QUOTE: Readonly<Record<JsonPlace, string>> = { line: '', cell: '"' };

interface FieldStep extends ValueStep {
  /** What stands between the value before and this one: quotes, a separator, the field's name. */
  readonly lead: Constant;
}

/** Writes the fields of one schema's events as a JSON object. */
export class FieldsWriter {
  /** The message of the event whose fields were written last; undefined where the schema has none. */
  message: string | undefined;
  readonly #schema: Schema;
  readonly #place: JsonPlace;
  /** A step for each field, or null where lines need the decoded payload. */
  readonly #steps: readonly FieldStep[] | null;
  readonly #end: Constant;

  constructor(schema: Schema, pointerSize: 4 | 8, place: JsonPlace) {
    this.#schema = schema;
    this.#place = place;
    this.#steps = stepsOf(schema, pointerSize, place);
    this.#end = utf8(endOf(this.#steps, place));
  }

  /** @returns where the fields end, as an offset: what follows belongs to none */
  write(line: LineBuffer, event: PayloadBytes): number {
    const { at } = line;
    const end = this.#writeQuickly(line, event);
    if (end >= 0) {
      return end;
    }
    line.at = at;
    const payload = this.decode(event);
    line.text(objectIn(this.#place, plain(payload.fields)));
    return payload.readTo;
  }

  /** The decoded payload, whose message is kept. */
  decode(event: PayloadBytes): Payload {
    const payload = decodePayload(this.#schema, event);
    this.message = formatMessage(this.#schema, payload);
    return payload;
  }

  /** Writes the values by their bytes. @returns where they end, or -1 where one of them is not there whole */
  #writeQuickly(line: LineBuffer, event: PayloadBytes): number {
    const steps = this.#steps;
    if (steps === null) {
      return -1;
    }
    const { view, end } = event;
    let at = event.payload;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i]!;
      const { size } = step;
      if (at + size > end) {
        return -1;
      }
      line.constant(step.lead);
      switch (step.kind) {
        case Kind.Unsigned32:
          line.natural(view.getUint32(at, true));
          break;
        case Kind.Unsigned64: {
          const high = view.getUint32(at + 4, true);
          if (high >= EXACT_HIGH) {
            line.text(step.textOf(view, at));
          } else {
            line.natural(high * TWO_32 + view.getUint32(at, true));
          }
          break;
        }
        case Kind.Hex64:
          line.hex(view.getUint32(at + 4, true), 4);
          line.hex(view.getUint32(at, true), 4);
          break;
        case Kind.Hex32:
          line.hex(view.getUint32(at, true), 4);
          break;
        case Kind.Names:
          line.constant(step.names!.of(unsignedAt(view, at, size), view, at));
          break;
        case Kind.AnsiString:
          at = this.#terminated(line, step, view, at, end, 1);
          break;
        case Kind.UnicodeString:
          at = this.#terminated(line, step, view, at, end, 2);
          break;
        case Kind.CountedAnsiString:
        case Kind.CountedUnicodeString: {
          const start = at + size;
          at = start + view.getUint16(at, true);
          if (at > end) {
            return -1;
          }
          this.#counted(line, step, view, start, at);
          continue;
        }
        case Kind.Unsigned16:
          line.natural(view.getUint16(at, true));
          break;
        case Kind.Unsigned8:
          line.natural(view.getUint8(at));
          break;
        case Kind.Signed32:
          line.number(view.getInt32(at, true));
          break;
        case Kind.Signed64: {
          const high = view.getInt32(at + 4, true);
          if (high >= EXACT_HIGH || high <= -EXACT_HIGH) {
            line.text(step.textOf(view, at));
          } else {
            line.number(high * TWO_32 + view.getUint32(at, true));
          }
          break;
        }
        case Kind.Signed16:
          line.number(view.getInt16(at, true));
          break;
        case Kind.Signed8:
          line.number(view.getInt8(at));
          break;
        case Kind.Hex16:
          line.hex(view.getUint16(at, true), 2);
          break;
        case Kind.Hex8:
          line.hex(view.getUint8(at), 1);
          break;
        case Kind.Boolean:
          line.constant(unsignedAt(view, at, size) === 0 ? FALSE : TRUE);
          break;
        case Kind.Other:
          line.text(step.textOf(view, at));
          break;
      }
      at += size;
    }
    line.constant(this.#end);
    return at;
  }

  /** @returns where the string ends, its NUL included */
  #terminated(
    line: LineBuffer,
    { field }: FieldStep,
    view: DataView,
    at: number,
    end: number,
    unit: 1 | 2,
  ): number {
    let to = asciiString(line, view, at, end, unit, this.#place === 'cell');
    if (to < 0) {
      to = at;
      while (to + unit <= end && (unit === 1 ? view.getUint8(to) : view.getUint16(to, true)) !== 0) {
        to += unit;
      }
      this.#anyString(line, textOf(field, view, at, to));
    }
    return Math.min(to + unit, end);
  }

  #counted(line: LineBuffer, { field, kind }: FieldStep, view: DataView, start: number, end: number): void {
    const { at } = line;
    const unit = kind === Kind.CountedAnsiString ? 1 : 2;
    if (asciiString(line, view, start, end, unit, this.#place === 'cell') !== end) {
      // A NUL among the characters, half of one at the end, or what is no ASCII.
      line.at = at;
      this.#anyString(line, textOf(field, view, start, end));
    }
  }

  /** What stands between the quotes of a string. */
  #anyString(line: LineBuffer, text: string): void {
    line.text(partIn(this.#place, jsonText(text).slice(1, -1)));
  }
}

function unsignedAt(view: DataView, at: number, size: number): number {
  return size === 4 ? view.getUint32(at, true) : size === 2 ? view.getUint16(at, true) : view.getUint8(at);
}

function stepsOf({ fields, message }: Schema, pointerSize: 4 | 8, place: JsonPlace): FieldStep[] | null {
  // Messages are made of decoded values, and names that are numbers come first in objects.
  if (message !== undefined || fields.some(({ name }) => /^\d+$/.test(name))) {
    return null;
  }
  const steps: FieldStep[] = [];
  for (const field of fields) {
    const step = valueStep(field, pointerSize, place);
    if (step === null) {
      return null;
    }
    const before = steps.at(-1);
    const start = before === undefined ? `${CELL_QUOTE[place]}{` : `${partIn(place, before.behind)},`;
    const lead = `${start}${partIn(place, `${jsonText(field.name)}:${step.before}`)}`;
    steps.push({ ...step, lead: utf8(lead) });
  }
  return steps;
}

/** What stands behind the last value, or in place of all where there is none. */
function endOf(steps: readonly FieldStep[] | null, place: JsonPlace): string {
  const last = steps?.at(-1);
  return last === undefined ? '{}' : `${partIn(place, last.behind)}}${CELL_QUOTE[place]}`;
}
