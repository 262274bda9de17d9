/** The shapes of the documents that the commands print, as JSON Schema: what `schemas/` holds. */
export { checkJsonSchema } from './check.ts';
export { compareJsonSchema } from './compare.ts';
export { doctorJsonSchema } from './doctor.ts';
export { infoJsonSchema } from './info.ts';
export { latencyJsonSchema } from './latency.ts';
export { leaksJsonSchema } from './leaks.ts';
export { reportJsonSchema } from './report.ts';
export { whyJsonSchema } from './why.ts';
