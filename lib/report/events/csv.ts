import { activityOf, type Provider, type Schema } from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import { type CellMaker, csvCell } from '../../text/index.ts';
import { endCell } from './csv-cell.ts';
import type { EventWriter } from './event-writer.ts';
import { type LineBuffer, utf8 } from './line-buffer.ts';
import { type EventReader, knownId } from './record.ts';
import { type EventKind, Shapes } from './shape.ts';
import { TimeWriter } from './time.ts';

/** In the order in which `write` writes them. */
const COLUMNS = [
  'timeNs',
  'ticks',
  'time',
  'processor',
  'pid',
  'tid',
  'process',
  'thread',
  'headerType',
  'providerId',
  'providerName',
  'id',
  'version',
  'opcode',
  'level',
  'keyword',
  'name',
  'fields',
  'message',
  'activityId',
  'relatedActivityId',
  'stack',
  'payload',
];

const COMMA = utf8(',');
const NO_FIELDS = utf8('{}');

/** Writes events as rows of CSV; their fields are one cell of JSON, since each schema has others. */
export class CsvWriter implements EventWriter {
  readonly head = `${COLUMNS.join(',')}\n`;
  readonly #reader: EventReader;
  readonly #times: TimeWriter;
  readonly #cell: CellMaker;
  readonly #shapes: Shapes;

  constructor(reader: EventReader, cell: CellMaker = csvCell) {
    this.#reader = reader;
    this.#cell = cell;
    this.#shapes = new Shapes((kind) => kindCells(kind, cell));
    this.#times = new TimeWriter(reader.clock);
  }

  write(line: LineBuffer, event: RawEvent, provider: Provider | null, schema: Schema | null): void {
    const { middle, fields } = this.#shapes.of(event, provider, schema);
    this.#writeWhenAndWho(line, event);
    line.constant(middle);
    let readTo = event.payload;
    if (fields === null) {
      line.constant(NO_FIELDS);
    } else {
      const start = line.at;
      readTo = fields.write(line, event);
      endCell(line, start);
    }
    this.#writeCell(line, fields?.message);
    this.#writeWhere(line, event);
    line.constant(COMMA);
    line.hexBytes(event.bytes, readTo, event.end);
    line.endLine();
  }

  #writeWhenAndWho(line: LineBuffer, event: RawEvent): void {
    const { ticks, threadId } = event;
    const reader = this.#reader;
    const processId = reader.processOf(event);
    line.number(reader.clock.toNs(ticks));
    line.constant(COMMA);
    this.#times.rawTicks(line, ticks);
    line.constant(COMMA);
    if (this.#times.tellsMoments) {
      this.#times.moment(line, ticks);
    }
    line.constant(COMMA);
    line.number(event.processor);
    line.constant(COMMA);
    line.number(knownId(processId));
    line.constant(COMMA);
    line.number(knownId(threadId));
    this.#writeCell(line, reader.names.processName(processId, ticks));
    this.#writeCell(line, reader.names.threadName(threadId, ticks));
  }

  #writeWhere(line: LineBuffer, event: RawEvent): void {
    const { id, relatedId } = activityOf(event);
    this.#writeCell(line, id);
    this.#writeCell(line, relatedId);
    this.#writeCell(line, this.#reader.stackOf(event)?.join(' '));
  }

  /** A separator and, where there is one, the text behind it. */
  #writeCell(line: LineBuffer, text: string | null | undefined): void {
    line.constant(COMMA);
    if (text !== null && text !== undefined) {
      line.text(this.#cell(text));
    }
  }
}

/** The cells from `headerType` to `name`, with the separators around them. */
function kindCells(
  { headerType, provider, id, version, opcode, level, keyword, name }: EventKind,
  makeCell: CellMaker,
): string {
  const cells = [headerType, provider.id, provider.name, id, version, opcode, level, keyword, name];
  return `,${cells.map((cell) => makeCell(String(cell ?? ''))).join(',')},`;
}
