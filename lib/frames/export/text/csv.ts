import { addressCell, type CellMaker, cellMaker } from '../../../text/index.ts';
import type { Chunk } from '../../column.ts';
import type { ExportFormat, FrameFile } from '../frame-file.ts';
import { cellReader } from './cell.ts';
import { LineWriter } from './line-writer.ts';

/** CSV by RFC 4180 with a header line; nothing stands for none, and addresses are as `addressCell` has them. */
export const csv: ExportFormat = {
  extension: 'csv',
  open: ({ spec, sink, forSpreadsheet }): FrameFile => {
    const makeCell = cellMaker('file', forSpreadsheet);
    const lines = new LineWriter(sink, '\r\n');
    lines.add(spec.columns.map(({ name }) => name).join(','));
    return {
      write({ rows, columns }: Chunk) {
        const cells = columns.map(cellReader);
        for (let row = 0; row < rows; row++) {
          lines.add(cells.map((cell) => quoted(cell(row), makeCell)).join(','));
        }
      },
      end: () => lines.end(),
    };
  },
};

function quoted(value: string | number | boolean | null, makeCell: CellMaker): string {
  return typeof value === 'string' ? makeCell(addressCell(value)) : value === null ? '' : String(value);
}
