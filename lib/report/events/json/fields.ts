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

interface FieldStep {
  readonly value: ValueStep;
  /** What stands between the value before and this one: quotes, a separator, the field's name. */
  readonly lead: Constant;
  /** What stands behind the value before where the payload ends there. */
  readonly close: Constant;
}

/** Writes the fields of one schema's events as a JSON object. */
export class FieldsWriter {
  /** The message of the event whose fields were written last; undefined where the schema has none. */
  message: string | undefined;
  readonly #schema: Schema;
  readonly #place: JsonPlace;
  readonly #lead: Constant;
  /** A step for each field, or null where lines need the decoded payload. */
  readonly #steps: readonly FieldStep[] | null;
  readonly #end: Constant;

  /** @param lead what is written before the object */
  constructor(schema: Schema, pointerSize: 4 | 8, place: JsonPlace, lead: string) {
    this.#schema = schema;
    this.#place = place;
    this.#lead = utf8(lead);
    this.#steps = stepsOf(schema, pointerSize, place, lead);
    this.#end = utf8(endOf(this.#steps?.at(-1)?.value, place, lead));
  }

  /** @returns where the fields end, as an offset: what follows belongs to none */
  write(line: LineBuffer, event: PayloadBytes): number {
    if (this.#steps !== null) {
      return this.#writeSteps(line, event, this.#steps);
    }
    const payload = this.decode(event);
    line.constant(this.#lead);
    line.text(objectIn(this.#place, plain(payload.fields)));
    return payload.readTo;
  }

  /** The decoded payload, whose message is kept. */
  decode(event: PayloadBytes): Payload {
    const payload = decodePayload(this.#schema, event);
    this.message = formatMessage(this.#schema, payload);
    return payload;
  }

  /** Writes the values by their bytes, up to the first that is not there whole. */
  #writeSteps(line: LineBuffer, event: PayloadBytes, steps: readonly FieldStep[]): number {
    const { view, end } = event;
    let at = event.payload;
    for (let i = 0; i < steps.length; i++) {
      const { value: step, lead, close } = steps[i]!;
      const { size } = step;
      let next = at + size;
      if (step.isCounted && next <= end) {
        next += view.getUint16(at, true);
      }
      // A string up to its NUL is there even if nothing is left.
      if (next > end && size > 0) {
        line.constant(close);
        return at;
      }
      line.constant(lead);
      switch (step.kind) {
        case Kind.Unsigned32:
          line.natural(view.getUint32(at, true));
          break;
        case Kind.Unsigned64: {
          const high = view.getUint32(at + 4, true);
          if (high >= EXACT_HIGH) {
            line.text(step.textOf(view, at, end));
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
          next = this.#terminated(line, step, view, at, end, 1);
          break;
        case Kind.UnicodeString:
          next = this.#terminated(line, step, view, at, end, 2);
          break;
        case Kind.CountedAnsiString:
          this.#counted(line, step, view, at + size, next, 1);
          break;
        case Kind.CountedUnicodeString:
          this.#counted(line, step, view, at + size, next, 2);
          break;
        case Kind.CountedBinary:
          line.text(step.textOf(view, at + size, next));
          break;
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
            line.text(step.textOf(view, at, end));
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
          line.text(step.textOf(view, at, end));
          break;
      }
      at = next;
    }
    line.constant(this.#end);
    return at;
  }

  /** @returns where the string ends, its NUL included */
  #terminated(
    line: LineBuffer,
    { field }: ValueStep,
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

  #counted(
    line: LineBuffer,
    { field }: ValueStep,
    view: DataView,
    start: number,
    end: number,
    unit: 1 | 2,
  ): void {
    const { at } = line;
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

function stepsOf(
  { fields, message }: Schema,
  pointerSize: 4 | 8,
  place: JsonPlace,
  lead: string,
): FieldStep[] | null {
  // Messages are made of decoded values, and names that are numbers come first in objects.
  if (message !== undefined || fields.some(({ name }) => /^\d+$/.test(name))) {
    return null;
  }
  const steps: FieldStep[] = [];
  const open = `${lead}${CELL_QUOTE[place]}{`;
  for (const field of fields) {
    const value = valueStep(field, pointerSize, place);
    if (value === null) {
      return null;
    }
    const before = steps.at(-1)?.value;
    const start = before === undefined ? open : `${partIn(place, before.behind)},`;
    steps.push({
      value,
      lead: utf8(`${start}${partIn(place, `${jsonText(field.name)}:${value.before}`)}`),
      close: utf8(endOf(before, place, lead)),
    });
  }
  return steps;
}

/** What stands behind the last value or, without one, all of the object. */
function endOf(last: ValueStep | undefined, place: JsonPlace, lead: string): string {
  return last === undefined ? `${lead}{}` : `${partIn(place, last.behind)}}${CELL_QUOTE[place]}`;
}
