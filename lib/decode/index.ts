/** Raw events to named fields: schemas from where they live, and payloads by them. */
export { Catalog, type Collector } from './catalog.ts';
export { textOf } from './characters.ts';
export {
  defineProvider,
  type EventDefinition,
  type FieldsOf,
  type ProviderDefinition,
} from './definition.ts';
export { displayName } from './event-name.ts';
export { factsOf } from './facts.ts';
export { shortestFloat32 } from './float32.ts';
export type { EventIdentity } from './identity.ts';
export { joinFacts } from './join-facts.ts';
export { FieldLayout } from './layout.ts';
export { levelOf } from './level.ts';
export { lossLine } from './loss-line.ts';
export { formatMessage } from './message.ts';
export { decodePayload, type Payload, type PayloadBytes } from './payload.ts';
export { type Provider, ProviderTable } from './providers.ts';
export { type Field, InType, type OutType, type Schema, type SchemaSource } from './schema.ts';
export { loadStatusNames, ntStatusName, statusNames, statusNumbers, win32ErrorName } from './status/index.ts';
export { type ProviderFacts, type Span, Tally, type TraceFacts } from './tally.ts';
export { hex, hexBytes, socketAddressText } from './text.ts';
export {
  binaryValue,
  bytesOf,
  fixedSize,
  readFixed,
  readNumber,
  type Value,
  ValueRecord,
} from './value.ts';
export { type Activity, activityOf } from './who/activity.ts';
export type { Image } from './who/images.ts';
export { ProcessNames } from './who/process-names.ts';
export { stackOf } from './who/stack.ts';
export { StackKeys } from './who/stack-keys.ts';
