import {
  decodePayload,
  type Field,
  FieldLayout,
  fixedSize,
  readFixed,
  readNumber,
  type Schema,
  type Value,
} from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import { type Cell, cellsOf } from './cell.ts';
import type { FieldPath } from './expression.ts';

/** The values that an event has for a field of an expression; none where it lacks it. */
export type Operand = (event: RawEvent) => readonly Cell[];

const NONE: readonly Cell[] = [];

/** The operand for a field of a schema's events; null where they have no such field. */
export function fieldOperand(
  schema: Schema,
  pointerSize: 4 | 8,
  [name, ...members]: FieldPath,
  isSame: (a: string, b: string) => boolean,
): Operand | null {
  const index = schema.fields.findIndex((field) => isSame(field.name, name!));
  const field = schema.fields[index];
  if (field === undefined || !hasMembers(field, members, isSame)) {
    return null;
  }
  const isScalar = field.count === undefined && fixedSize(field.inType, pointerSize) >= 0;
  return isScalar
    ? scalarOperand(new FieldLayout(schema, pointerSize), index, field)
    : valueOperand(schema, field.name, members, isSame);
}

function hasMembers(field: Field, path: FieldPath, isSame: (a: string, b: string) => boolean): boolean {
  const [name, ...inner] = path;
  if (name === undefined) {
    return true;
  }
  const member = field.members?.find((each) => isSame(each.name, name));
  return member !== undefined && hasMembers(member, inner, isSame);
}

/** Reads the one value, without decoding what stands around it. */
function scalarOperand(layout: FieldLayout, index: number, field: Field): Operand {
  return (event) => {
    const { view, pointerSize } = event;
    const at = layout.locate(index, event);
    if (at < 0) {
      return NONE;
    }
    const number = readNumber(field, view, at, pointerSize);
    return [
      {
        number,
        get text() {
          return String(readFixed(field, view, at, pointerSize));
        },
      },
    ];
  };
}

function valueOperand(
  schema: Schema,
  name: string,
  members: FieldPath,
  isSame: (a: string, b: string) => boolean,
): Operand {
  return (event) => {
    const value = decodePayload(schema, event).fields[name];
    return value === undefined ? NONE : cellsOf(membersOf(value, members, isSame));
  };
}

/** What lies at the path inside of a value; of a list, in each of its elements. */
function membersOf(value: Value, path: FieldPath, isSame: (a: string, b: string) => boolean): Value {
  const [name, ...inner] = path;
  if (name === undefined) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((each) => membersOf(each, path, isSame));
  }
  if (value === null || typeof value !== 'object') {
    return [];
  }
  const member = Object.entries(value).find(([known]) => isSame(known, name));
  return member === undefined ? [] : membersOf(member[1], inner, isSame);
}
