/**
 * What a column holds, and what stands for "none" in its typed array; files and tables show none as null.
 * - `id`: a 64-bit id, exact: a bigint in tables, DECIMAL(20, 0) in files; 0 is none
 * - `pointer`: a 64-bit address: text in tables and files, hex with all 16 digits; 0 is none
 * - `ns`: nanoseconds as a double; NaN is none
 * - `whole`: a whole number as a double, exact to 2^53; NaN is none
 * - `uint32`: 0xffffffff is none, as ETW has it
 * - `uint16`: 0xffff is none
 * - `flag`: 1 or 0; never none
 * - `text`: a number into the column's texts; 0 is none
 */
export type ColumnType = 'id' | 'pointer' | 'ns' | 'whole' | 'uint32' | 'uint16' | 'flag' | 'text';

/** What stands for none in a column of type `uint32`. */
export const NO_UINT32 = 0xffff_ffff;
/** The same for `uint16`. */
export const NO_UINT16 = 0xffff;

export interface ColumnSpec {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit: 'ns' | 'bytes' | null;
  readonly description: string;
}

/** A frame's columns by name, as they are declared: `columns({ callId: ['id', 'the call'] })`. */
export type ColumnTypes = Readonly<Record<string, ColumnType>>;

export const FRAME_NAMES = [
  'calls',
  'irps',
  'sockets',
  'callbacks',
  'driver',
  'findings',
  'occurrences',
  'segments',
  'trace',
] as const;
export type FrameName = (typeof FRAME_NAMES)[number];

export interface FrameSpec<Types extends ColumnTypes = ColumnTypes, Name extends string = string> {
  readonly name: Name;
  readonly description: string;
  readonly columns: readonly ColumnSpec[];
  readonly types: Types;
}

type Declared<Types extends ColumnTypes> = {
  readonly [Name in keyof Types]: readonly [type: Types[Name], description: string, unit?: 'bytes'];
};

/** Declares a frame: for each column its type and what it tells. */
export function defineFrame<Types extends ColumnTypes, Name extends string>(
  name: Name,
  description: string,
  declared: Declared<Types>,
): FrameSpec<Types, Name> {
  const columns = Object.entries(declared).map(([column, [type, told, unit]]) => ({
    name: column,
    type,
    unit: type === 'ns' ? ('ns' as const) : (unit ?? null),
    description: told,
  }));
  const types = Object.fromEntries(columns.map((column) => [column.name, column.type]));
  return { name, description, columns, types: types as unknown as Types };
}
