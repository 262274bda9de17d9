export { type BufferStyle, bufferFlag, bufferHeaderSize, bufferType } from './buffer-header.ts';
export type { BufferOrder } from './buffer-placement.ts';
export { ByteWriter, type Integer } from './byte-writer.ts';
export {
  type FullHeaderEvent,
  fullHeaderEvent,
  type InstanceEvent,
  instanceEvent,
} from './classic-events.ts';
export { type Compression, compress, compressionFormat } from './compression/index.ts';
export * from './damage.ts';
export {
  type EventMap,
  type EventSchema,
  eventMapEvent,
  eventSchemaEvent,
  type SchemaProperty,
  schemaClass,
  traceEventInfo,
} from './embedded-schema.ts';
export { type Bits, on, type PlacedEvent, type RawEvent } from './event.ts';
export { type EventHeaderEvent, errorEvent, eventHeaderEvent, ofProcess } from './event-header.ts';
export { type EventSourceManifest, eventSourceManifest } from './eventsource-manifest.ts';
export * from './extended-items.ts';
export { guidBytes, guidText, nullGuid, providerGuid } from './guid.ts';
export { compactEvent, perfInfoEvent, type SystemEvent, systemEvent } from './kernel-events.ts';
export {
  type Clock,
  clockKind,
  defaultLogfileHeader,
  type LogfileHeader,
  logFileMode,
  logfileHeaderEvent,
  nativeVersion,
  reloggedVersion,
  someDay,
} from './logfile-header.ts';
export { type MessageEvent, messageEvent, messageFlag } from './message-event.ts';
export {
  type TraceOptions,
  type WrittenBuffer,
  type WrittenTrace,
  writeTrace,
} from './trace.ts';
export { type TraceFileOptions, TraceFileWriter } from './trace-file-writer.ts';
export { type TraceLoggingEvent, type TraceLoggingProvider, traceLoggingEvent } from './tracelogging.ts';
export { traceLoggingMetadata } from './tracelogging-metadata.ts';
export {
  type TraceLoggingValue,
  type TraceLoggingValues,
  traceLoggingPayload,
} from './tracelogging-payload.ts';
export {
  field,
  type InType,
  inType,
  type OutType,
  outType,
  type TraceLoggingField,
} from './tracelogging-types.ts';
