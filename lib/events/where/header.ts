import { displayName, levelOf, type Provider, type Schema } from '../../decode/index.ts';
import { headerTypeName } from '../../etl/index.ts';
import { type EventReader, knownId } from '../record.ts';
import type { Cell } from './cell.ts';
import type { Operand } from './operand.ts';

/** What every event has beside its fields, by the names that its record has for it. */
export const HEADER_FIELDS = [
  'timeNs',
  'processor',
  'pid',
  'tid',
  'process',
  'thread',
  'headerType',
  'provider',
  'id',
  'version',
  'opcode',
  'level',
  'keyword',
  'name',
] as const;
export type HeaderField = (typeof HEADER_FIELDS)[number];

/** The operand of one of these, for the events of one kind. */
export function headerOperand(
  field: HeaderField,
  reader: EventReader,
  provider: Provider | null,
  schema: Schema | null,
): Operand {
  switch (field) {
    case 'timeNs':
      return (event) => [numberCell(reader.clock.toNs(event.ticks))];
    case 'processor':
      return (event) => [numberCell(event.processor)];
    case 'pid':
      return (event) => [numberCell(knownId(reader.processOf(event)))];
    case 'tid':
      return (event) => [numberCell(knownId(event.threadId))];
    case 'process':
      return (event) => textCells(reader.names.processName(reader.processOf(event), event.ticks));
    case 'thread':
      return (event) => textCells(reader.names.threadName(event.threadId, event.ticks));
    case 'headerType':
      return (event) => textCells(headerTypeName(event.headerType));
    case 'provider':
      return () => [...textCells(provider?.name), ...textCells(provider?.id)];
    case 'name':
      return (event) => textCells(displayName(event, schema));
    case 'level':
      return (event) => [numberCell(levelOf(event, schema))];
    default:
      return (event) => [numberCell(event[field])];
  }
}

function numberCell(number: number | bigint): Cell {
  return {
    number,
    get text() {
      return String(number);
    },
  };
}

function textCells(text: string | null | undefined): readonly Cell[] {
  return text === null || text === undefined ? [] : [{ number: null, text }];
}
