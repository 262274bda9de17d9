import { Column, type DataType, type Schema, Table, tableToIPC } from '@uwdata/flechette';
import type { Chunk, ChunkColumn } from '../../column.ts';
import type { ColumnSpec } from '../../schema.ts';
import type { ExportFormat, FrameFile, FrameFileOptions } from '../frame-file.ts';
import { arrowBatch } from './batch.ts';
import { type Block, placeBlocks } from './footer.ts';
import { MessageKind, messagesOf } from './message.ts';
import { arrowSchema } from './types.ts';

/** The file begins with "ARROW1" and two zeros; the first message follows. */
const FIRST_MESSAGE = 8;

/**
 * Apache Arrow's IPC file: a record batch for each chunk. flechette writes whole tables; here each chunk is such a
 * table, of which the record batch goes to the file. Texts stand in the batches, in no dictionary: one that grows with
 * the batches (a delta) is refused by Polars, and one behind them, where all texts are known, by flechette and thus
 * Arquero.
 */
export const arrow: ExportFormat = {
  extension: 'arrow',
  open: (options) => new ArrowFile(options),
};

class ArrowFile implements FrameFile {
  readonly #options: FrameFileOptions;
  readonly #schema: Schema;
  readonly #records: Block[] = [];

  constructor(options: FrameFileOptions) {
    this.#options = options;
    this.#schema = arrowSchema(options.spec, options.metadata);
    const bytes = this.#encode([empty(options.spec.columns)], 'file');
    const [schema] = messagesOf(bytes, FIRST_MESSAGE);
    options.sink.write(bytes.subarray(0, schema!.end));
  }

  get #types(): readonly DataType[] {
    return this.#schema.fields.map(({ type }) => type);
  }

  write({ columns }: Chunk): void {
    const { sink } = this.#options;
    const bytes = this.#encode([columns], 'stream');
    for (const { kind, start, end, headBytes, bodyBytes } of messagesOf(bytes, 0)) {
      if (kind === MessageKind.RecordBatch) {
        this.#records.push({ offset: sink.bytes, headBytes, bodyBytes });
        sink.write(bytes.subarray(start, end));
      }
    }
  }

  end(): void {
    const { spec, sink } = this.#options;
    if (this.#records.length === 0) {
      this.write({ rows: 0, columns: empty(spec.columns) });
    }
    // A table of as many batches without rows has a footer with room for all blocks.
    const bytes = this.#encode(
      this.#records.map(() => empty(spec.columns)),
      'file',
    );
    placeBlocks(bytes, this.#records);
    sink.write(bytes.subarray(messagesOf(bytes, FIRST_MESSAGE).at(-1)!.end));
  }

  #encode(batches: readonly (readonly ChunkColumn[])[], format: 'stream' | 'file'): Uint8Array {
    const children = this.#types.map((type, at) => {
      const parts = batches.map((columns) => arrowBatch(columns[at]!, type));
      return new Column(parts, type);
    });
    return tableToIPC(new Table(this.#schema, children), { format })!;
  }
}

/** The columns of a chunk without rows. */
function empty(specs: readonly ColumnSpec[]): ChunkColumn[] {
  return specs.map((spec) => ({ spec, values: emptyValues(spec), texts: [null], isConstant: true }));
}

function emptyValues({ type }: ColumnSpec): ChunkColumn['values'] {
  return type === 'id' || type === 'pointer' ? new BigUint64Array(0) : new Float64Array(0);
}
