import {
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
import { arrowBatch, dictionaryColumn } from './batch.ts';
import { type Block, placeBlocks } from './footer.ts';
import { MessageKind, messagesOf } from './message.ts';
import { arrowSchema } from './types.ts';

/** The file begins with "ARROW1" and two zeros; the first message follows. */
const FIRST_MESSAGE = 8;

/**
 * Apache Arrow's IPC file: a record batch for each chunk. flechette writes whole tables; here each chunk is such a
 * table, of which the record batch goes to the file. The texts are known only at the end, where the format allows the
 * dictionaries to stand: the footer tells where.
 */
export const arrow: ExportFormat = {
  extension: 'arrow',
  open: (options) => new ArrowFile(options),
};

class ArrowFile implements FrameFile {
  readonly #options: FrameFileOptions;
  readonly #schema: Schema;
  readonly #records: Block[] = [];
  /** The texts of each column, as far as they are known. */
  readonly #texts: (readonly (string | null)[])[];

  constructor(options: FrameFileOptions) {
    this.#options = options;
    this.#schema = arrowSchema(options.spec, options.metadata);
    this.#texts = options.spec.columns.map(() => [null]);
    const bytes = this.#encode([empty(options.spec.columns)], 'file');
    const [schema] = messagesOf(bytes, FIRST_MESSAGE);
    options.sink.write(bytes.subarray(0, schema!.end));
  }

  write({ columns }: Chunk): void {
    columns.forEach(({ texts }, at) => {
      this.#texts[at] = texts;
    });
    const bytes = this.#encode([columns], 'stream');
    this.#copy(bytes, MessageKind.RecordBatch, 0, this.#records);
  }

  end(): void {
    const { spec, sink } = this.#options;
    if (this.#records.length === 0) {
      this.write({ rows: 0, columns: empty(spec.columns) });
    }
    // A table of as many batches without rows has the dictionaries, and a footer with room for all blocks.
    const bytes = this.#encode(
      this.#records.map(() => empty(spec.columns)),
      'file',
      true,
    );
    const dictionaries: Block[] = [];
    this.#copy(bytes, MessageKind.DictionaryBatch, FIRST_MESSAGE, dictionaries);
    placeBlocks(bytes, dictionaries, this.#records);
    sink.write(bytes.subarray(messagesOf(bytes, FIRST_MESSAGE).at(-1)!.end));
  }

  /** Copies the messages of one kind into the file. */
  #copy(bytes: Uint8Array, kind: number, from: number, blocks: Block[]): void {
    const { sink } = this.#options;
    for (const message of messagesOf(bytes, from)) {
      if (message.kind === kind) {
        const { headBytes, bodyBytes } = message;
        blocks.push({ offset: sink.bytes, headBytes, bodyBytes });
        sink.write(bytes.subarray(message.start, message.end));
      }
    }
  }

  #encode(
    batches: readonly (readonly ChunkColumn[])[],
    format: 'stream' | 'file',
    withTexts = false,
  ): Uint8Array {
    const children = this.#schema.fields.map(({ type }, at) => {
      const texts = withTexts ? this.#texts[at]! : [null];
      const dictionary = isDictionary(type) ? dictionaryColumn(texts, type) : null;
      const parts = batches.map((columns) => {
        const batch = arrowBatch(columns[at]!, type);
        return dictionary === null ? batch : Object.assign(batch, { dictionary });
      });
      return new Column(parts, type);
    });
    const bytes = tableToIPC(new Table(this.#schema, children), { format });
    return bytes!;
  }
}

function isDictionary(type: DataType): type is DictionaryType {
  return type.typeId === Type.Dictionary;
}

/** The columns of a chunk without rows. */
function empty(specs: readonly ColumnSpec[]): ChunkColumn[] {
  return specs.map((spec) => ({ spec, values: emptyValues(spec), texts: [null] }));
}

function emptyValues({ type }: ColumnSpec): ChunkColumn['values'] {
  return type === 'id' || type === 'pointer' ? new BigUint64Array(0) : new Float64Array(0);
}
