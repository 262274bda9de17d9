import {
  bool,
  type DataType,
  decimal,
  type Field,
  field,
  float64,
  int32,
  int64,
  type Schema,
  utf8,
} from '@uwdata/flechette';
import type { ColumnSpec, FrameSpec } from '../../schema.ts';
import { ID_DIGITS } from '../wide-values.ts';

/** The types that Parquet’s files have, too: none is unsigned. */
function arrowType({ type }: ColumnSpec): DataType {
  switch (type) {
    case 'id':
      return decimal(ID_DIGITS, 0);
    case 'ns':
      return float64();
    case 'whole':
    case 'uint32':
      return int64();
    case 'uint16':
      return int32();
    case 'flag':
      return bool();
    case 'pointer':
    case 'text':
      return utf8();
  }
}

function arrowField(spec: ColumnSpec): Field {
  const metadata = new Map([['description', spec.description]]);
  if (spec.unit !== null) {
    metadata.set('unit', spec.unit);
  }
  return field(spec.name, arrowType(spec), spec.type !== 'flag', metadata);
}

/** The frame as Arrow's schema has it, with what each column means. */
export function arrowSchema(spec: FrameSpec, metadata: ReadonlyMap<string, string>): Schema {
  // Version 5 of the metadata, little-endian.
  return { version: 4, endianness: 0, fields: spec.columns.map(arrowField), metadata: new Map(metadata) };
}
