import type { ColumnChunk, Statistics } from 'hyparquet';
import type { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { CHUNK_ROWS, type ChunkColumn } from '../../column.ts';
import type { ColumnType } from '../../schema.ts';
import { writePacked, writeRun } from './bit-packing.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { DenseValues } from './dense-values.ts';
import { PageEncoder, type PageEncoding } from './encoder.ts';
import { schemaElement } from './schema-element.ts';

/** Writes one column of a row group: one data page, behind its dictionary where it has one. */
export class ColumnChunkWriter {
  readonly #values = new DenseValues(CHUNK_ROWS);
  readonly #encoder = new PageEncoder();
  readonly #levels = new ByteBuffer();

  /** Appends the pages to the file, and returns what its footer has to tell of them. */
  write(column: ChunkColumn, rows: number, file: ByteWriter): ColumnChunk {
    const values = this.#values;
    values.fill(column);
    const encoding = this.#encoder.encode(column, values);
    const begin = file.offset;
    if (encoding === 'RLE_DICTIONARY') {
      this.#writeDictionary(file);
    }
    const dataAt = file.offset;
    this.#writeData(encoding, rows, column.spec.type !== 'flag', file);
    const size = BigInt(file.offset - begin);
    const { name, type } = schemaElement(column.spec);
    return {
      file_offset: BigInt(begin),
      meta_data: {
        type: type!,
        encodings: encoding === 'RLE_DICTIONARY' ? ['PLAIN', encoding] : [encoding],
        path_in_schema: [name],
        codec: 'UNCOMPRESSED',
        num_values: BigInt(rows),
        total_uncompressed_size: size,
        total_compressed_size: size,
        data_page_offset: BigInt(dataAt),
        ...(dataAt === begin ? {} : { dictionary_page_offset: BigInt(begin) }),
        statistics: statistics(column.spec.type, values, rows),
      },
    };
  }

  #writeDictionary(file: ByteWriter): void {
    const { dictionaryPage, dictionarySize } = this.#encoder;
    writePageHeader(file, {
      type: 'DICTIONARY_PAGE',
      uncompressed_page_size: dictionaryPage.length,
      compressed_page_size: dictionaryPage.length,
      dictionary_page_header: { num_values: dictionarySize, encoding: 'PLAIN' },
    });
    file.appendBytes(dictionaryPage.view());
  }

  #writeData(encoding: PageEncoding, rows: number, isOptional: boolean, file: ByteWriter): void {
    const { page } = this.#encoder;
    this.#levels.clear();
    if (isOptional) {
      this.#writeLevels(rows);
    }
    const size = this.#levels.length + page.length;
    writePageHeader(file, {
      type: 'DATA_PAGE_V2',
      uncompressed_page_size: size,
      compressed_page_size: size,
      data_page_header_v2: {
        num_values: rows,
        num_nulls: rows - this.#values.count,
        num_rows: rows,
        encoding,
        definition_levels_byte_length: this.#levels.length,
        repetition_levels_byte_length: 0,
        is_compressed: false,
      },
    });
    file.appendBytes(this.#levels.view());
    file.appendBytes(page.view());
  }

  /** Which rows have a value: as a rule all of them, or none. */
  #writeLevels(rows: number): void {
    const { count, present } = this.#values;
    if (count === rows || count === 0) {
      writeRun(count === 0 ? 0 : 1, rows, 1, this.#levels);
    } else {
      writePacked(present, rows, 1, this.#levels);
    }
  }
}

/** Least and greatest value, by which readers skip row groups: of times, numbers and ids. */
function statistics(type: ColumnType, values: DenseValues, rows: number): Statistics {
  const nulls = { null_count: BigInt(rows - values.count) };
  if (values.count === 0) {
    return nulls;
  }
  if (type === 'ns') {
    const [min_value, max_value] = bounds(values.doubles, values.stored);
    // Zero has two signs, and a reader may take either for the lesser.
    return { ...nulls, min_value: min_value || -0, max_value: max_value || 0 };
  }
  if (type === 'id') {
    const [min_value, max_value] = idBounds(values.halves, values.stored);
    return { ...nulls, min_value, max_value };
  }
  return nulls;
}

function bounds(values: Float64Array, count: number): [least: number, greatest: number] {
  let least = values[0]!;
  let greatest = least;
  for (let i = 1; i < count; i++) {
    const value = values[i]!;
    if (value < least) {
      least = value;
    } else if (value > greatest) {
      greatest = value;
    }
  }
  return [least, greatest];
}

function idBounds(halves: Uint32Array, count: number): [least: bigint, greatest: bigint] {
  let least = 0;
  let greatest = 0;
  for (let i = 1; i < count; i++) {
    if (isLess(halves, i, least)) {
      least = i;
    } else if (isLess(halves, greatest, i)) {
      greatest = i;
    }
  }
  const at = (i: number) => (BigInt(halves[2 * i + 1]!) << 32n) | BigInt(halves[2 * i]!);
  return [at(least), at(greatest)];
}

function isLess(halves: Uint32Array, a: number, b: number): boolean {
  const highA = halves[2 * a + 1]!;
  const highB = halves[2 * b + 1]!;
  return highA < highB || (highA === highB && halves[2 * a]! < halves[2 * b]!);
}
