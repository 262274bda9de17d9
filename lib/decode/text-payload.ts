import type { RawEvent } from '../etl/index.ts';
import { InType, type Schema } from './schema.ts';

/** What EventWriteString writes: a text and nothing else, whatever the event's id is. */
const STRING_ONLY = textSchema('EventWriteString', 'Message');
/** An event that another machine forwarded, as the XML that it was rendered as there. */
const FORWARDED = textSchema('ForwardedXml', 'Xml');

/** The schema of an event whose header says that its payload is a text; null for all others. */
export function textPayloadSchema(event: RawEvent): Schema | null {
  const form = event.isEventHeader ? event.textForm : 0;
  return form === 0 ? null : form === 1 ? STRING_ONLY : FORWARDED;
}

function textSchema(eventName: string, field: string): Schema {
  return {
    source: 'string',
    eventName,
    fields: [{ name: field, inType: InType.UnicodeString, outType: 'default' }],
  };
}
