import { jsonText } from '../../../text/index.ts';
import type { Chunk } from '../../column.ts';
import type { ExportFormat, FrameFile } from '../frame-file.ts';
import { cellReader } from './cell.ts';
import { LineWriter } from './line-writer.ts';

/** An object a line (newline-delimited JSON); ids and pointers are strings, since JSON has no number for them. */
export const ndjson: ExportFormat = {
  extension: 'ndjson',
  open: ({ sink }): FrameFile => {
    const lines = new LineWriter(sink, '\n');
    return {
      write({ rows, columns }: Chunk) {
        const members = columns.map((column) => {
          const cell = cellReader(column);
          const key = jsonText(column.spec.name);
          return (row: number) => `${key}:${jsonText(cell(row))}`;
        });
        for (let row = 0; row < rows; row++) {
          lines.add(`{${members.map((member) => member(row)).join(',')}}`);
        }
      },
      end: () => lines.end(),
    };
  },
};
