import type { RowGroup } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import type { Chunk } from '../../column.ts';
import type { ExportFormat, FrameFile, FrameFileOptions } from '../frame-file.ts';
import { ColumnChunkWriter } from './column-chunk.ts';
import { schemaElement } from './schema-element.ts';

/** "PAR1", which begins and ends every Parquet file. */
const MAGIC = 0x3152_4150;

/**
 * Apache Parquet: a row group for each chunk. hyparquet-writer writes the headers and the footer; its pages are made
 * value by value, which is too slow for millions of calls, so that the pages are written here from the typed arrays.
 */
export const parquet: ExportFormat = {
  extension: 'parquet',
  open: (options) => new ParquetFile(options),
};

class ParquetFile implements FrameFile {
  readonly #options: FrameFileOptions;
  readonly #bytes = new ByteWriter(1 << 20);
  readonly #columns = new ColumnChunkWriter();
  readonly #groups: RowGroup[] = [];
  #rows = 0;

  constructor(options: FrameFileOptions) {
    this.#options = options;
    this.#bytes.appendUint32(MAGIC);
  }

  write({ rows, columns }: Chunk): void {
    const begin = this.#bytes.offset;
    const written = columns.map((column) => {
      const chunk = this.#columns.write(column, rows, this.#bytes);
      this.#flush();
      return chunk;
    });
    const size = BigInt(this.#bytes.offset - begin);
    this.#groups.push({
      columns: written,
      total_byte_size: size,
      total_compressed_size: size,
      num_rows: BigInt(rows),
    });
    this.#rows += rows;
  }

  end(): void {
    const { spec, metadata } = this.#options;
    const leaves = spec.columns.map(schemaElement);
    writeMetadata(this.#bytes, {
      version: 2,
      created_by: 'wsktrace',
      schema: [{ name: spec.name, num_children: leaves.length }, ...leaves],
      num_rows: BigInt(this.#rows),
      row_groups: this.#groups,
      key_value_metadata: [...metadata].map(([key, value]) => ({ key, value })),
      metadata_length: 0,
    });
    this.#bytes.appendUint32(MAGIC);
    this.#flush();
  }

  #flush(): void {
    this.#options.sink.write(this.#bytes.getBytes());
    this.#bytes.index = 0;
  }
}
