/** Mapping files. A door of its own: what checks them takes longer to load than a small trace to analyse. */
export { readMapping } from './read.ts';
export { mappingJsonSchema } from './schema.ts';
