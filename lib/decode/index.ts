/** Raw events to named fields: schemas from where they live, and payloads by them. */
export { Catalog } from './catalog.ts';
export { FieldLayout } from './layout.ts';
export { decodePayload, type Payload, type PayloadBytes } from './payload.ts';
export type { Provider } from './providers.ts';
export { type Field, InType, type OutType, type Schema } from './schema.ts';
export { type ProviderFacts, Tally, type TraceFacts } from './tally.ts';
export { hex, hexBytes, socketAddressText } from './text.ts';
export type { Value } from './value.ts';
