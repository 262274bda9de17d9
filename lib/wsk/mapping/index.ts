/** Other people's events: which of them mean what. */
export { MAPPING_SCHEMA, mappingJsonSchema } from './file.ts';
export { MappedEvent } from './mapped-event.ts';
export { type MappedSource, type Mapping, readMapping } from './mapping.ts';
