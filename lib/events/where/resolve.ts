import type { Provider, Schema } from '../../decode/index.ts';
import type { EventReader } from '../record.ts';
import type { Resolve } from './bind.ts';
import type { FieldPath } from './expression.ts';
import { HEADER_FIELDS, headerOperand } from './header.ts';
import { fieldOperand, type Operand } from './operand.ts';

/**
 * What the fields of an expression are in the events of one schema: one of their own, then what every event has; and
 * if neither bears the name as it is written, one that does in another case.
 * @param schema as its events are shown
 */
export function resolveIn(
  reader: EventReader,
  provider: Provider | null,
  schema: Schema | null,
  pointerSize: 4 | 8,
): Resolve {
  return (path) => find(path, (a, b) => a === b) ?? find(path, (a, b) => a.toLowerCase() === b.toLowerCase());

  function find(path: FieldPath, isSame: (a: string, b: string) => boolean): Operand | null {
    const own = schema === null ? null : fieldOperand(schema, pointerSize, path, isSame);
    const header = path.length > 1 ? undefined : HEADER_FIELDS.find((name) => isSame(name, path[0]!));
    return own ?? (header === undefined ? null : headerOperand(header, reader, provider, schema));
  }
}
