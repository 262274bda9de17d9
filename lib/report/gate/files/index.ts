/** The files that a check goes by. A door of its own: what checks them takes longer to load than a small trace to read. */
export { baselineEntrySchema, parseBaseline } from './baseline.ts';
export { parseConfig } from './config.ts';
export { configJsonSchema, suppressionSchema } from './config-schema.ts';
export { configTemplate } from './config-template.ts';
