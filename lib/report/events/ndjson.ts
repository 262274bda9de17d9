import { activityOf, type Provider, type Schema } from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import { type EventReader, knownId } from '../../events/index.ts';
import { jsonText } from '../../text/index.ts';
import type { EventWriter } from './event-writer.ts';
import { type LineBuffer, utf8 } from './line-buffer.ts';
import { Shapes } from './shape.ts';
import { TimeWriter } from './time.ts';
import { type Logger, WhoWriter } from './who.ts';

const TIME_NS = utf8('{"timeNs":');
const TICKS = utf8(',"ticks":"');
const TIME = utf8('","time":"');
const NO_TIME = utf8('","time":null');
const NO_FIELDS = utf8('{}');
const PAYLOAD = utf8(',"payload":"');
const QUOTE = utf8('"');
const END = utf8('}');

/** Writes events as one JSON object a line: what JSON.stringify makes of their records, without making those. */
export class NdjsonWriter implements EventWriter {
  readonly head = '';
  readonly #reader: EventReader;
  readonly #times: TimeWriter;
  readonly #who: WhoWriter;
  readonly #shapes: Shapes;

  constructor(reader: EventReader) {
    this.#reader = reader;
    this.#shapes = new Shapes(reader, (kind) => `,${jsonText(kind).slice(1, -1)},"fields":`, 'line');
    this.#times = new TimeWriter(reader.clock);
    const { tellsMoments } = this.#times;
    this.#who = new WhoWriter((logger) => `${tellsMoments ? '"' : ''}${whoText(logger)}`);
  }

  write(line: LineBuffer, event: RawEvent, provider: Provider | null, schema: Schema | null): void {
    const shape = this.#shapes.of(event, provider, schema);
    this.#writeWhenAndWho(line, event);
    const { fields } = shape;
    let readTo = event.payload;
    if (fields === null) {
      line.constant(shape.middle);
      line.constant(NO_FIELDS);
    } else {
      readTo = fields.write(line, event);
      writeOptional(line, 'message', fields.message);
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
    const { names, clock } = this.#reader;
    const processId = this.#reader.processOf(event);
    line.constant(TIME_NS);
    line.number(clock.toNs(ticks));
    line.constant(TICKS);
    this.#times.rawTicks(line, ticks);
    if (this.#times.tellsMoments) {
      line.constant(TIME);
      this.#times.moment(line, ticks);
    } else {
      line.constant(NO_TIME);
    }
    const process = names.processName(processId, ticks);
    const thread = names.threadName(threadId, ticks);
    this.#who.write(line, event.processor, processId, threadId, process, thread);
  }

  #writeWhere(line: LineBuffer, event: RawEvent): void {
    const { id, relatedId } = activityOf(event);
    writeOptional(line, 'activityId', id);
    writeOptional(line, 'relatedActivityId', relatedId);
    writeOptional(line, 'stack', this.#reader.stackOf(event));
  }
}

function whoText({ processor, processId, threadId, process, thread }: Logger): string {
  const names = [
    process === null ? '' : `,"process":${jsonText(process)}`,
    thread === null ? '' : `,"thread":${jsonText(thread)}`,
  ];
  return `,"processor":${processor},"pid":${knownId(processId)},"tid":${knownId(threadId)}${names.join('')}`;
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
