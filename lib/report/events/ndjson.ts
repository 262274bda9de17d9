import { activityOf, type Provider, type Schema } from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import { type EventReader, knownId } from '../../events/index.ts';
import { jsonText } from '../../text/index.ts';
import type { EventWriter } from './event-writer.ts';
import { type LineBuffer, utf8 } from './line-buffer.ts';
import { Shapes } from './shape.ts';
import { TimeWriter } from './time.ts';

const TIME_NS = utf8('{"timeNs":');
const TICKS = utf8(',"ticks":"');
const TIME = utf8('","time":"');
const NO_TIME = utf8('","time":null');
const PROCESSOR = utf8(',"processor":');
const PID = utf8(',"pid":');
const TID = utf8(',"tid":');
const NO_FIELDS = utf8('{}');
const PAYLOAD = utf8(',"payload":"');
const QUOTE = utf8('"');
const END = utf8('}');

/** Writes events as one JSON object a line: what JSON.stringify makes of their records, without making those. */
export class NdjsonWriter implements EventWriter {
  readonly head = '';
  readonly #reader: EventReader;
  readonly #times: TimeWriter;
  readonly #processes = new NameWriter('process');
  readonly #threads = new NameWriter('thread');
  readonly #shapes: Shapes;

  constructor(reader: EventReader) {
    this.#reader = reader;
    this.#shapes = new Shapes(reader, (kind) => `,${jsonText(kind).slice(1, -1)},"fields":`);
    this.#times = new TimeWriter(reader.clock);
  }

  write(line: LineBuffer, event: RawEvent, provider: Provider | null, schema: Schema | null): void {
    const shape = this.#shapes.of(event, provider, schema);
    this.#writeWhenAndWho(line, event);
    line.constant(shape.middle);
    let readTo = event.payload;
    if (shape.fields === null) {
      line.constant(NO_FIELDS);
    } else {
      readTo = shape.fields.write(line, event);
      writeOptional(line, 'message', shape.fields.message);
    }
    this.#writeWhere(line, event);
    if (readTo < event.end) {
      line.constant(PAYLOAD);
      line.hexBytes(event.bytes, readTo, event.end);
      line.constant(QUOTE);
    }
    line.constant(END);
    line.endLine();
  }

  #writeWhenAndWho(line: LineBuffer, event: RawEvent): void {
    const { ticks, threadId } = event;
    const reader = this.#reader;
    const processId = reader.processOf(event);
    line.constant(TIME_NS);
    line.number(reader.clock.toNs(ticks));
    line.constant(TICKS);
    this.#times.rawTicks(line, ticks);
    if (this.#times.tellsMoments) {
      line.constant(TIME);
      this.#times.moment(line, ticks);
      line.constant(QUOTE);
    } else {
      line.constant(NO_TIME);
    }
    line.constant(PROCESSOR);
    line.number(event.processor);
    line.constant(PID);
    line.number(knownId(processId));
    line.constant(TID);
    line.number(knownId(threadId));
    this.#processes.write(line, reader.names.processName(processId, ticks));
    this.#threads.write(line, reader.names.threadName(threadId, ticks));
  }

  #writeWhere(line: LineBuffer, event: RawEvent): void {
    const { id, relatedId } = activityOf(event);
    writeOptional(line, 'activityId', id);
    writeOptional(line, 'relatedActivityId', relatedId);
    writeOptional(line, 'stack', this.#reader.stackOf(event));
  }
}

/** Names that many events share must not fill the memory where each event has another. */
const MAX_NAMES = 4096;

/** A member that many events have with the same few values: each is made once. */
class NameWriter {
  readonly #member: string;
  readonly #known = new Map<string, Uint8Array>();

  constructor(member: string) {
    this.#member = member;
  }

  write(line: LineBuffer, name: string | null): void {
    if (name === null) {
      return;
    }
    let text = this.#known.get(name);
    if (text === undefined) {
      text = utf8(`,"${this.#member}":${jsonText(name)}`);
      if (this.#known.size < MAX_NAMES) {
        this.#known.set(name, text);
      }
    }
    line.constant(text);
  }
}

function writeOptional(
  line: LineBuffer,
  name: string,
  value: string | readonly string[] | null | undefined,
): void {
  if (value !== null && value !== undefined) {
    line.text(`,"${name}":${jsonText(value)}`);
  }
}
