import { type Batch, batchType, columnFromArray, type DataType } from '@uwdata/flechette';
import type { ChunkColumn } from '../../column.ts';
import { NO_UINT16, NO_UINT32 } from '../../schema.ts';

interface Buffers {
  /** A bit for each row that has a value; empty where all have. */
  readonly validity: Uint8Array;
  readonly nullCount: number;
  readonly values: ArrayBufferView;
}

/** A chunk's column as one batch of Arrow's; numbers and ids in the very array that the pass wrote. */
export function arrowBatch(column: ChunkColumn, type: DataType): Batch<unknown> {
  const Batch = batchType(type);
  const length = column.values.length;
  return new Batch({ length, type, ...buffersOf(column) });
}

function buffersOf({ spec, values }: ChunkColumn): Buffers {
  const rows = values.length;
  switch (spec.type) {
    case 'id':
    case 'pointer':
      return { ...validityOf(rows, idTest(values as BigUint64Array)), values };
    case 'ns':
      return { ...validityOf(rows, (row) => !Number.isNaN(values[row] as number)), values };
    case 'whole':
      return {
        ...validityOf(rows, (row) => !Number.isNaN(values[row] as number)),
        values: toInt64(values as Float64Array),
      };
    case 'uint32':
      return { ...validityOf(rows, (row) => values[row] !== NO_UINT32), values };
    case 'uint16':
      return { ...validityOf(rows, (row) => values[row] !== NO_UINT16), values };
    case 'flag':
      return { validity: new Uint8Array(0), nullCount: 0, values: bits(rows, (row) => values[row] === 1) };
    case 'text':
      return {
        ...validityOf(rows, (row) => values[row] !== 0),
        values: Int32Array.from({ length: rows }, (_, row) => Math.max(0, (values[row] as number) - 1)),
      };
  }
}

function idTest(values: BigUint64Array): (row: number) => boolean {
  const halves = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  return (row) => (halves[2 * row]! | halves[2 * row + 1]!) !== 0;
}

function validityOf(
  rows: number,
  hasValue: (row: number) => boolean,
): Pick<Buffers, 'validity' | 'nullCount'> {
  let nullCount = 0;
  for (let row = 0; row < rows; row++) {
    nullCount += hasValue(row) ? 0 : 1;
  }
  return { nullCount, validity: nullCount === 0 ? new Uint8Array(0) : bits(rows, hasValue) };
}

/** A bit for each row, the lowest bit first, padded to 8 bytes. */
function bits(rows: number, isSet: (row: number) => boolean): Uint8Array {
  const bytes = new Uint8Array(8 * Math.ceil(rows / 64));
  for (let row = 0; row < rows; row++) {
    if (isSet(row)) {
      bytes[row >> 3]! |= 1 << (row & 7);
    }
  }
  return bytes;
}

/** Whole numbers as INT64; what stands for none becomes 0. */
function toInt64(doubles: Float64Array): BigInt64Array {
  const integers = new BigInt64Array(doubles.length);
  const halves = new Int32Array(integers.buffer);
  for (let row = 0; row < doubles.length; row++) {
    const value = doubles[row]! || 0;
    halves[2 * row] = value % 0x1_0000_0000;
    halves[2 * row + 1] = Math.floor(value / 0x1_0000_0000);
  }
  return integers;
}

/** Texts as one batch of a dictionary. */
export function textBatch(texts: readonly (string | null)[], type: DataType): Batch<unknown> {
  if (texts.length > 0) {
    return columnFromArray([...texts], type).data[0] as Batch<unknown>;
  }
  const Batch = batchType(type);
  const empty = new Uint8Array(0);
  return new Batch({
    length: 0,
    nullCount: 0,
    type,
    validity: empty,
    offsets: new Int32Array(1),
    values: empty,
  });
}
