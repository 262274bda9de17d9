import type { SchemaElement } from 'hyparquet';
import type { ColumnSpec } from '../../schema.ts';

/** The column as Parquet's schema has it; missing values make it optional. */
export function schemaElement({ name, type }: ColumnSpec): SchemaElement & { readonly type: string } {
  switch (type) {
    case 'id':
    case 'pointer':
      return { name, type: 'INT64', converted_type: 'UINT_64', repetition_type: 'OPTIONAL' };
    case 'ns':
      return { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' };
    case 'whole':
      return { name, type: 'INT64', repetition_type: 'OPTIONAL' };
    case 'uint32':
      return { name, type: 'INT32', converted_type: 'UINT_32', repetition_type: 'OPTIONAL' };
    case 'uint16':
      return { name, type: 'INT32', converted_type: 'UINT_16', repetition_type: 'OPTIONAL' };
    case 'flag':
      return { name, type: 'BOOLEAN', repetition_type: 'REQUIRED' };
    case 'text':
      return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
  }
}
