/** Decoded events: as records, chosen by what is asked of them, in a stream. */
export { EventFilter, type EventSelection } from './filter.ts';
export { plain } from './plain.ts';
export {
  EventReader,
  type EventReaderOptions,
  type EventRecord,
  type FieldValues,
  knownId,
} from './record.ts';
export { type EventOf, EventStream, type EventsOptions, events } from './stream.ts';
export { type Expression, parseWhere } from './where/index.ts';
