import type { Chunk } from '../../column.ts';
import type { ExportFormat, FrameFile } from '../frame-file.ts';
import { cellReader } from './cell.ts';
import { LineWriter } from './line-writer.ts';

/** CSV by RFC 4180 with a header line; nothing stands for none. */
export const csv: ExportFormat = {
  extension: 'csv',
  open: ({ spec, sink }): FrameFile => {
    const lines = new LineWriter(sink, '\r\n');
    lines.add(spec.columns.map(({ name }) => name).join(','));
    return {
      write({ rows, columns }: Chunk) {
        const cells = columns.map(cellReader);
        for (let row = 0; row < rows; row++) {
          lines.add(cells.map((cell) => quoted(cell(row))).join(','));
        }
      },
      end: () => lines.end(),
    };
  },
};

function quoted(value: string | number | boolean | null): string {
  if (typeof value !== 'string') {
    return value === null ? '' : String(value);
  }
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
