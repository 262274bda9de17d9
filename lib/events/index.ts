/** Decoded events: as records, chosen by what is asked of them, in a stream. */
export { EventFilter, type EventSelection } from './filter.ts';
export { EventPages, PAGE_EVENTS } from './pages.ts';
export { plain } from './plain.ts';
export {
  EventReader,
  type EventReaderOptions,
  type EventRecord,
  type FieldValues,
  knownId,
} from './record.ts';
export type { EventsOptions } from './selected.ts';
export { type EventOf, EventStream, events } from './stream.ts';
export { type Expression, parseWhere } from './where/index.ts';
