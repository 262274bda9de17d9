import {
  bool,
  type DataType,
  dictionary,
  type Field,
  field,
  float64,
  int32,
  int64,
  type Schema,
  uint16,
  uint32,
  uint64,
  utf8,
} from '@uwdata/flechette';
import type { ColumnSpec, FrameSpec } from '../../schema.ts';

function arrowType({ type }: ColumnSpec): DataType {
  switch (type) {
    case 'id':
    case 'pointer':
      return uint64();
    case 'ns':
      return float64();
    case 'whole':
      return int64();
    case 'uint32':
      return uint32();
    case 'uint16':
      return uint16();
    case 'flag':
      return bool();
    case 'text':
      return dictionary(utf8(), int32());
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
