import { shortestFloat32 } from '../../decode/index.ts';
import { jsonNumber, jsonText } from '../../text/index.ts';

/** A value of a query's result that JSON can hold: lists, structs and maps are those of JSON. */
export type SqlValue =
  | string
  | number
  | boolean
  | null
  | readonly SqlValue[]
  | { readonly [name: string]: SqlValue };

/** What is used of a column's type; those of lists, maps and structs have types inside. */
export interface SqlType {
  toString(): string;
  readonly valueType?: SqlType;
  readonly keyType?: SqlType;
  readonly entryNames?: readonly string[];
  readonly entryTypes?: readonly SqlType[];
}

export type CellReader = (value: unknown) => SqlValue;

/**
 * Reads the values of a column as DuckDB gives them. Numbers are as `jsonNumber` has them, those of the 64-bit unsigned type
 * that ids and addresses have always text; what JSON has no form for (times, blobs, decimals) is as DuckDB writes it.
 */
export function cellReader(type: SqlType): CellReader {
  const read = readerOf(type);
  return (value) => (value === null || value === undefined ? null : read(value));
}

function readerOf(type: SqlType): CellReader {
  const { valueType, keyType, entryNames = [], entryTypes } = type;
  if (valueType !== undefined && keyType !== undefined) {
    return mapReader(cellReader(keyType), cellReader(valueType));
  }
  if (valueType !== undefined) {
    const read = cellReader(valueType);
    return (value) => (value as { items: readonly unknown[] }).items.map(read);
  }
  if (entryTypes !== undefined) {
    return structReader(entryNames, entryTypes.map(cellReader));
  }
  switch (String(type)) {
    case 'UBIGINT':
      return String;
    case 'FLOAT':
      return (value) => jsonNumber(shortestFloat32(value as number));
    default:
      return scalarOf;
  }
}

/** An object by the text of the keys, which are of any type. */
function mapReader(readKey: CellReader, readValue: CellReader): CellReader {
  return (map) => {
    const { entries } = map as { entries: readonly { readonly key: unknown; readonly value: unknown }[] };
    return Object.fromEntries(
      entries.map(({ key, value }) => {
        const text = readKey(key);
        return [typeof text === 'object' ? jsonText(text) : String(text), readValue(value)];
      }),
    );
  };
}

function structReader(names: readonly string[], readers: readonly CellReader[]): CellReader {
  return (struct) => {
    const { entries } = struct as { entries: Readonly<Record<string, unknown>> };
    return Object.fromEntries(names.map((name, at) => [name, readers[at]!(entries[name])]));
  };
}

function scalarOf(value: unknown): SqlValue {
  switch (typeof value) {
    case 'bigint':
    case 'number':
      return jsonNumber(value);
    case 'string':
    case 'boolean':
      return value;
    default:
      return String(value);
  }
}
