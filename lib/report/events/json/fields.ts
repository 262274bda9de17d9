import {
  decodePayload,
  formatMessage,
  type Payload,
  type PayloadBytes,
  type Schema,
} from '../../../decode/index.ts';
import { plain } from '../../../events/index.ts';
import { jsonText } from '../../../text/index.ts';
import { type LineBuffer, utf8 } from '../line-buffer.ts';
import { type ValueWriter, valueWriter } from './value.ts';

const OPEN = utf8('{');
const CLOSE = utf8('}');

interface FieldWriter {
  /** What stands before the value: a separator and the field's name. */
  readonly lead: Uint8Array;
  readonly write: ValueWriter;
}

/** Writes the fields of one schema's events as a JSON object. */
export class FieldsWriter {
  /** The message of the event whose fields were written last; undefined where the schema has none. */
  message: string | undefined;
  readonly #schema: Schema;
  /** A writer for each field, or null where lines need the decoded payload. */
  readonly #writers: readonly FieldWriter[] | null;

  constructor(schema: Schema, pointerSize: 4 | 8) {
    this.#schema = schema;
    this.#writers = writersOf(schema, pointerSize);
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
    line.text(jsonText(plain(payload.fields)));
    return payload.readTo;
  }

  /** The decoded payload, whose message is kept. */
  decode(event: PayloadBytes): Payload {
    const payload = decodePayload(this.#schema, event);
    this.message = formatMessage(this.#schema, payload);
    return payload;
  }

  #writeQuickly(line: LineBuffer, event: PayloadBytes): number {
    const writers = this.#writers;
    if (writers === null) {
      return -1;
    }
    const { view, end } = event;
    let at = event.payload;
    line.constant(OPEN);
    for (let i = 0; i < writers.length; i++) {
      const { lead, write } = writers[i]!;
      line.constant(lead);
      at = write(line, view, at, end);
      if (at < 0) {
        return -1;
      }
    }
    line.constant(CLOSE);
    return at;
  }
}

function writersOf({ fields, message }: Schema, pointerSize: 4 | 8): FieldWriter[] | null {
  // Messages are made of decoded values, and names that are numbers come first in objects.
  if (message !== undefined || fields.some(({ name }) => /^\d+$/.test(name))) {
    return null;
  }
  const writers: FieldWriter[] = [];
  for (const field of fields) {
    const write = valueWriter(field, pointerSize);
    if (write === null) {
      return null;
    }
    const lead = utf8(`${writers.length === 0 ? '' : ','}${jsonText(field.name)}:`);
    writers.push({ lead, write });
  }
  return writers;
}
