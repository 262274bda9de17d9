import type { EventRecord } from '../../lib/events/index.ts';
import { jsonText } from '../../lib/text/index.ts';

/** What the cells of an event's record hold, by their columns; those of none are left out. */
export function csvCellsOf(record: EventRecord): Record<string, string> {
  const { provider, fields, stack, ...others } = record.toJSON() as EventRecord;
  const values = {
    ...others,
    providerId: provider.id,
    providerName: provider.name,
    fields: jsonText(fields),
    stack: stack?.join(' '),
  };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([column, value]) => [column, String(value)]),
  );
}

/** The row that RFC 4180 asks for an event's record, in the columns of a head. */
export function plainCsvRow(head: string, record: EventRecord): string {
  const cells = csvCellsOf(record);
  const quoted = (cell: string) => (/[",\r\n]|^\s*::|^$/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
  return head
    .split(',')
    .map((column) => (cells[column] === undefined ? '' : quoted(cells[column])))
    .join(',');
}
