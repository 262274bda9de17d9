import { type Batch, batchType, type DataType } from '@uwdata/flechette';
import type { ChunkColumn, TextList } from '../../column.ts';
import { NO_UINT16, NO_UINT32 } from '../../schema.ts';
import { ADDRESS } from '../wide-values.ts';

interface Buffers {
  /** A bit for each row that has a value; empty where all have. */
  readonly validity: Uint8Array;
  readonly nullCount: number;
  readonly values: ArrayBufferView;
  /** Where each text begins and the last one ends. */
  readonly offsets?: Int32Array;
}

/** A chunk's column as one batch of Arrow's; times in the very array that the pass wrote. */
export function arrowBatch(column: ChunkColumn, type: DataType): Batch<unknown> {
  const Batch = batchType(type);
  const length = column.values.length;
  return new Batch({ length, type, ...buffersOf(column) });
}

function buffersOf({ spec, values, texts }: ChunkColumn): Buffers {
  const rows = values.length;
  switch (spec.type) {
    case 'id':
      return {
        ...validityOf(rows, idTest(values as BigUint64Array)),
        values: toDecimals(values as BigUint64Array),
      };
    case 'pointer':
      return {
        ...validityOf(rows, idTest(values as BigUint64Array)),
        ...toAddresses(values as BigUint64Array),
      };
    case 'ns':
      return { ...validityOf(rows, (row) => !Number.isNaN(values[row] as number)), values };
    case 'whole':
      return {
        ...validityOf(rows, (row) => !Number.isNaN(values[row] as number)),
        values: toInt64(values as Float64Array),
      };
    case 'uint32':
      return {
        ...validityOf(rows, (row) => values[row] !== NO_UINT32),
        values: toInt64(values as Uint32Array),
      };
    case 'uint16':
      return {
        ...validityOf(rows, (row) => values[row] !== NO_UINT16),
        values: Int32Array.from(values as Uint16Array),
      };
    case 'flag':
      return { validity: new Uint8Array(0), nullCount: 0, values: bits(rows, (row) => values[row] === 1) };
    case 'text':
      return { ...validityOf(rows, (row) => values[row] !== 0), ...toTexts(values, texts) };
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
function toInt64(doubles: Float64Array | Uint32Array): BigInt64Array {
  const integers = new BigInt64Array(doubles.length);
  const halves = new Int32Array(integers.buffer);
  for (let row = 0; row < doubles.length; row++) {
    const value = doubles[row]! || 0;
    halves[2 * row] = value % 0x1_0000_0000;
    halves[2 * row + 1] = Math.floor(value / 0x1_0000_0000);
  }
  return integers;
}

/** Ids as decimals of 128 bits, of which they take the lower half. */
function toDecimals(ids: BigUint64Array): BigUint64Array {
  const decimals = new BigUint64Array(2 * ids.length);
  for (let row = 0; row < ids.length; row++) {
    decimals[2 * row] = ids[row]!;
  }
  return decimals;
}

/** Addresses as texts; none has no length. */
function toAddresses(addresses: BigUint64Array): Pick<Buffers, 'values' | 'offsets'> {
  const halves = new Uint32Array(addresses.buffer, addresses.byteOffset, 2 * addresses.length);
  const values = new Uint8Array(ADDRESS.bytes * addresses.length);
  const offsets = new Int32Array(addresses.length + 1);
  let at = 0;
  for (let row = 0; row < addresses.length; row++) {
    const low = halves[2 * row]!;
    const high = halves[2 * row + 1]!;
    if ((low | high) !== 0) {
      ADDRESS.write(low, high, values, at);
      at += ADDRESS.bytes;
    }
    offsets[row + 1] = at;
  }
  return { values: values.subarray(0, at), offsets };
}

/** Texts by their numbers; none has no length. */
function toTexts(numbers: ChunkColumn['values'], texts: TextList): Pick<Buffers, 'values' | 'offsets'> {
  const utf8 = new TextEncoder();
  const encoded = texts.map((text) => utf8.encode(text ?? ''));
  const offsets = new Int32Array(numbers.length + 1);
  let length = 0;
  for (let row = 0; row < numbers.length; row++) {
    length += encoded[numbers[row] as number]!.length;
    offsets[row + 1] = length;
  }
  const values = new Uint8Array(length);
  for (let row = 0; row < numbers.length; row++) {
    values.set(encoded[numbers[row] as number]!, offsets[row]);
  }
  return { values, offsets };
}
