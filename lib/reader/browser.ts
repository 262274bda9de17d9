/**
 * The reader by itself, for browsers: traces to decoded events, and nothing of WSK drivers. Best in a worker, where a file
 * is read piece by piece.
 *
 * @module etl
 */
export {
  Catalog,
  defineProvider,
  type EventDefinition,
  type FieldsOf,
  factsOf,
  type ProviderDefinition,
  type ProviderFacts,
  type TraceFacts,
  type Value,
} from '../decode/index.ts';
export {
  type ByteSource,
  type Damage,
  type ErrorKind,
  type ErrorPlace,
  type LogfileHeader,
  Trace,
  TraceError,
} from '../etl/index.ts';
export {
  type EventOf,
  type EventRecord,
  type EventSelection,
  EventStream,
  type EventsOptions,
  events,
  type FieldValues,
} from '../events/index.ts';
export { type Losses, lossesOf } from './losses.ts';
export { openTrace, type TraceInput } from './open.ts';
