import {
  type Batch,
  Column,
  type DataType,
  type DictionaryType,
  type Schema,
  Table,
  Type,
  tableToIPC,
} from '@uwdata/flechette';
import type { Chunk, ChunkColumn } from '../../column.ts';
import type { ColumnSpec } from '../../schema.ts';
import type { ExportFormat, FrameFile, FrameFileOptions } from '../frame-file.ts';
import { arrowBatch, textBatch } from './batch.ts';
import { type Block, placeBlocks } from './footer.ts';
import { type Message, MessageKind, messagesOf } from './message.ts';
import { arrowSchema } from './types.ts';

/** The file begins with "ARROW1" and two zeros; the first message follows. */
const FIRST_MESSAGE = 8;

/**
 * Apache Arrow's IPC file: a record batch for each chunk. flechette writes whole tables; here each chunk is such a
 * table, of which the record batch goes to the file, behind the texts that are new in it (a delta of the dictionary).
 */
export const arrow: ExportFormat = {
  extension: 'arrow',
  open: (options) => new ArrowFile(options),
};

/** For each column its dictionary's batches; none for a column without a dictionary. */
type Dictionaries = readonly (readonly Batch<unknown>[])[];

class ArrowFile implements FrameFile {
  readonly #options: FrameFileOptions;
  readonly #schema: Schema;
  readonly #records: Block[] = [];
  readonly #dictionaries: Block[] = [];
  /** How many texts of each column are in the file; -1 before the first batch. */
  readonly #written: number[];

  constructor(options: FrameFileOptions) {
    this.#options = options;
    this.#schema = arrowSchema(options.spec, options.metadata);
    this.#written = this.#types.map(() => -1);
    const bytes = this.#encode(
      [empty(options.spec.columns)],
      this.#types.map((type) => batchesOf(type, [[]])),
      'file',
    );
    const [schema] = messagesOf(bytes, FIRST_MESSAGE);
    options.sink.write(bytes.subarray(0, schema!.end));
  }

  get #types(): readonly DataType[] {
    return this.#schema.fields.map(({ type }) => type);
  }

  write({ columns }: Chunk): void {
    // Of a dictionary's batches the first stands for all that is in the file, and further ones are deltas.
    const wanted: boolean[] = [];
    const dictionaries = columns.map(({ texts }, at) => {
      const type = this.#types[at]!;
      const written = this.#written[at]!;
      const known = texts.slice(1);
      if (!isDictionary(type)) {
        return [];
      }
      this.#written[at] = known.length;
      if (written < 0) {
        wanted.push(true);
        return batchesOf(type, [known]);
      }
      const added = known.slice(written);
      wanted.push(false, ...added.slice(0, 1).map(() => true));
      return batchesOf(type, added.length === 0 ? [[]] : [[], added]);
    });
    const bytes = this.#encode([columns], dictionaries, 'stream');
    const messages = messagesOf(bytes, 0);
    const texts = messages.filter(({ kind }) => kind === MessageKind.DictionaryBatch);
    this.#copy(
      bytes,
      texts.filter((_, at) => wanted[at]),
      this.#dictionaries,
    );
    this.#copy(
      bytes,
      messages.filter(({ kind }) => kind === MessageKind.RecordBatch),
      this.#records,
    );
  }

  end(): void {
    const { spec, sink } = this.#options;
    if (this.#records.length === 0) {
      this.write({ rows: 0, columns: empty(spec.columns) });
    }
    // A table of as many batches, without rows and texts, has a footer with room for all blocks.
    let left = this.#dictionaries.length - this.#types.filter(isDictionary).length;
    const dictionaries = this.#types.map((type) => {
      const more = isDictionary(type) ? left : 0;
      left -= more;
      return batchesOf(
        type,
        Array.from({ length: 1 + more }, () => []),
      );
    });
    const records = this.#records.map(() => empty(spec.columns));
    const bytes = this.#encode(records, dictionaries, 'file');
    placeBlocks(bytes, this.#dictionaries, this.#records);
    sink.write(bytes.subarray(messagesOf(bytes, FIRST_MESSAGE).at(-1)!.end));
  }

  #copy(bytes: Uint8Array, messages: readonly Message[], blocks: Block[]): void {
    const { sink } = this.#options;
    for (const { start, end, headBytes, bodyBytes } of messages) {
      blocks.push({ offset: sink.bytes, headBytes, bodyBytes });
      sink.write(bytes.subarray(start, end));
    }
  }

  #encode(
    batches: readonly (readonly ChunkColumn[])[],
    dictionaries: Dictionaries,
    format: 'stream' | 'file',
  ): Uint8Array {
    const children = this.#types.map((type, at) => {
      const parts = batches.map((columns) => arrowBatch(columns[at]!, type));
      if (isDictionary(type)) {
        const dictionary = new Column([...dictionaries[at]!], type.dictionary);
        for (const part of parts) {
          Object.assign(part, { dictionary });
        }
      }
      return new Column(parts, type);
    });
    return tableToIPC(new Table(this.#schema, children), { format })!;
  }
}

function isDictionary(type: DataType): type is DictionaryType {
  return type.typeId === Type.Dictionary;
}

/** Batches of texts, of the dictionary's own type object: flechette finds the dictionary's number by it. */
function batchesOf(type: DataType, texts: readonly (readonly (string | null)[])[]): Batch<unknown>[] {
  return isDictionary(type) ? texts.map((part) => textBatch(part, type.dictionary)) : [];
}

/** The columns of a chunk without rows. */
function empty(specs: readonly ColumnSpec[]): ChunkColumn[] {
  return specs.map((spec) => ({ spec, values: emptyValues(spec), texts: [null], isConstant: true }));
}

function emptyValues({ type }: ColumnSpec): ChunkColumn['values'] {
  return type === 'id' || type === 'pointer' ? new BigUint64Array(0) : new Float64Array(0);
}
