/** Other people's events: which of them mean what. Files that tell it are read by ./file/. */
export { MappedReader } from './mapped-reader.ts';
export type { MappedSource, Mapping } from './mapping.ts';
