import type { SchemaElement } from 'hyparquet';
import type { ColumnSpec } from '../../schema.ts';
import { DECIMAL, ID_DIGITS } from '../wide-values.ts';

/** The column as Parquet's schema has it; missing values make it optional. No type is unsigned: see docs/decisions/0011. */
export function schemaElement({ name, type }: ColumnSpec): SchemaElement & { readonly type: string } {
  switch (type) {
    case 'id':
      return {
        name,
        type: 'FIXED_LEN_BYTE_ARRAY',
        type_length: DECIMAL.bytes,
        converted_type: 'DECIMAL',
        logical_type: { type: 'DECIMAL', precision: ID_DIGITS, scale: 0 },
        precision: ID_DIGITS,
        scale: 0,
        repetition_type: 'OPTIONAL',
      };
    case 'ns':
      return { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' };
    case 'whole':
      return { name, type: 'INT64', repetition_type: 'OPTIONAL' };
    case 'uint32':
      return { name, type: 'INT64', repetition_type: 'OPTIONAL' };
    case 'uint16':
      return { name, type: 'INT32', repetition_type: 'OPTIONAL' };
    case 'flag':
      return { name, type: 'BOOLEAN', repetition_type: 'REQUIRED' };
    case 'pointer':
    case 'text':
      return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
  }
}
