import type { RawEvent } from './event.ts';
import { type EventHeaderEvent, eventHeaderEvent } from './event-header.ts';
import { type ExtendedItem, providerTraits, traceLoggingSchema } from './extended-items.ts';
import { providerGuid } from './guid.ts';
import { traceLoggingMetadata } from './tracelogging-metadata.ts';
import { type TraceLoggingValues, traceLoggingPayload } from './tracelogging-payload.ts';
import type { TraceLoggingField } from './tracelogging-types.ts';

export interface TraceLoggingProvider {
  readonly name: string;
  /** Derived from the name unless given. */
  readonly guid?: string;
  readonly groupGuid?: string;
}

export interface TraceLoggingEvent extends Omit<EventHeaderEvent, 'provider' | 'items' | 'payload'> {
  readonly provider: TraceLoggingProvider;
  readonly name: string;
  readonly fields: readonly TraceLoggingField[];
  readonly values: TraceLoggingValues;
  readonly eventTags?: number;
  /** Items besides schema (11) and traits (12): they come first. */
  readonly extraItems?: readonly ExtendedItem[];
  /** Real traces carry traits before schema, the driver under Wine the other way round. Traits first unless told. */
  readonly schemaFirst?: boolean;
}

/** A TraceLogging event: EVENT_HEADER with the schema and the provider's traits as extended items, channel 11. */
export function traceLoggingEvent(event: TraceLoggingEvent): RawEvent {
  const {
    provider,
    name,
    fields,
    values,
    eventTags,
    extraItems = [],
    schemaFirst = false,
    ...header
  } = event;
  const schema = traceLoggingSchema(traceLoggingMetadata(name, fields, eventTags));
  const traits = providerTraits(provider.name, provider.groupGuid);
  return eventHeaderEvent({
    channel: 11,
    ...header,
    provider: provider.guid ?? providerGuid(provider.name),
    items: [...extraItems, ...(schemaFirst ? [schema, traits] : [traits, schema])],
    payload: traceLoggingPayload(fields, values, event.bits === 32 ? 4 : 8),
  });
}
