/** Questions to events: read from a text, and asked of the events of one kind after the other. */
export { bind } from './bind.ts';
export type { Expression, FieldPath } from './expression.ts';
export { parseWhere } from './parse.ts';
export { resolveIn } from './resolve.ts';
