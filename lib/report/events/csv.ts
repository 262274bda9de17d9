import { activityOf, type Provider, type Schema, type Value } from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import { type EventReader, knownId, plain } from '../../events/index.ts';
import { type CellMaker, cellMaker, jsonText } from '../../text/index.ts';
import type { EventWriter } from './event-writer.ts';
import { type LineBuffer, utf8 } from './line-buffer.ts';
import { type EventKind, type Shape, Shapes } from './shape.ts';
import { TimeWriter } from './time.ts';
import { WhoWriter } from './who.ts';

/** What stands before the fields and behind them, in the order in which `write` writes it. */
const BEFORE = [
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
];
const BEHIND = ['message', 'activityId', 'relatedActivityId', 'stack', 'payload', 'layoutVersion'];
const ALL_FIELDS = 'fields';

const COMMA = utf8(',');
const NO_FIELDS = utf8('{}');

/**
 * Writes events as rows of CSV. Their fields are one cell of JSON, since each schema has others; or, where their names are
 * told, a column each.
 */
export class CsvWriter implements EventWriter {
  readonly head: string;
  readonly #reader: EventReader;
  readonly #times: TimeWriter;
  readonly #who: WhoWriter;
  readonly #cell: CellMaker;
  readonly #shapes: Shapes;
  readonly #columns: readonly string[] | null;

  /** @param columns the fields that are to have a column each */
  constructor(
    reader: EventReader,
    cell: CellMaker = cellMaker('file'),
    columns: readonly string[] | null = null,
  ) {
    this.#reader = reader;
    this.#cell = cell;
    this.#columns = columns;
    const fields = columns?.map((name) => cell(columnName(name))) ?? [ALL_FIELDS];
    this.head = `${[...BEFORE, ...fields, ...BEHIND].join(',')}\n`;
    this.#shapes = new Shapes(reader, (kind) => kindCells(kind, cell), 'cell');
    this.#who = new WhoWriter(({ processor, processId, threadId, process, thread }) =>
      ['', processor, knownId(processId), knownId(threadId), cell(process), cell(thread)].join(','),
    );
    this.#times = new TimeWriter(reader.clock);
  }

  write(line: LineBuffer, event: RawEvent, provider: Provider | null, schema: Schema | null): void {
    const shape = this.#shapes.of(event, provider, schema);
    const { fields, layoutVersion } = shape;
    this.#writeWhenAndWho(line, event);
    const columns = this.#columns;
    const readTo =
      columns === null
        ? this.#writeFields(line, event, shape)
        : this.#writeColumns(line, event, shape, columns);
    this.#writeCell(line, fields?.message);
    this.#writeWhere(line, event);
    line.constant(COMMA);
    line.hexBytes(event.bytes, readTo, event.end);
    this.#writeCell(line, layoutVersion === undefined ? undefined : String(layoutVersion));
    line.endLine();
  }

  #writeFields(line: LineBuffer, event: RawEvent, { middle, fields }: Shape): number {
    if (fields === null) {
      line.constant(middle);
      line.constant(NO_FIELDS);
      return event.payload;
    }
    return fields.write(line, event);
  }

  #writeColumns(
    line: LineBuffer,
    event: RawEvent,
    { middle, fields }: Shape,
    columns: readonly string[],
  ): number {
    line.constant(middle);
    const values = fields?.decode(event);
    const cells = columns.map((name) => this.#fieldCell(values?.fields[name]));
    line.text(cells.join(','));
    return values?.readTo ?? event.payload;
  }

  /** Nothing for a field that the event lacks and for null. */
  #fieldCell(value: Value | undefined): string {
    if (value === undefined || value === null) {
      return '';
    }
    return this.#cell(typeof value === 'object' ? jsonText(plain(value)) : String(value));
  }

  #writeWhenAndWho(line: LineBuffer, event: RawEvent): void {
    const { ticks, threadId } = event;
    const { names, clock } = this.#reader;
    const processId = this.#reader.processOf(event);
    line.number(clock.toNs(ticks));
    line.constant(COMMA);
    this.#times.rawTicks(line, ticks);
    line.constant(COMMA);
    if (this.#times.tellsMoments) {
      this.#times.moment(line, ticks);
    }
    const process = names.processName(processId, ticks);
    const thread = names.threadName(threadId, ticks);
    this.#who.write(line, event.processor, processId, threadId, process, thread);
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

/** A field's column; one whose name another column has stands apart from that. */
function columnName(field: string): string {
  return [...BEFORE, ...BEHIND].includes(field) ? `fields.${field}` : field;
}

/** The cells from `headerType` to `name`, with the separators around them. */
function kindCells(
  { headerType, provider, id, version, opcode, level, keyword, name }: EventKind,
  makeCell: CellMaker,
): string {
  const cells = [headerType, provider.id, provider.name, id, version, opcode, level, keyword, name];
  return `,${cells.map((cell) => makeCell(cell === null ? null : String(cell))).join(',')},`;
}
