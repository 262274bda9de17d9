import {
  type Bits,
  type TraceLoggingProvider,
  type TraceLoggingValue,
  traceLoggingEvent,
  traceLoggingPayload,
} from '../etl-writer/index.ts';
import { type EventName, fieldsOf, type SchemaOptions, shapes } from './event-shapes.ts';

/** Where in the driver's source something happens. */
export interface Site {
  readonly function: string;
  readonly line: number;
}

/** Every field that any of the events has. */
type FieldName = { [E in EventName]: keyof (typeof shapes)[E]['fields'] }[EventName];

/** An event encoded once, and where in its bytes each field lies (-1: it has no such field). */
export interface EventTemplate {
  readonly name: EventName;
  readonly bytes: Uint8Array;
  readonly at: Readonly<Record<FieldName, number>>;
}

export interface TemplateOptions extends SchemaOptions {
  readonly provider: TraceLoggingProvider;
  readonly bits: Bits;
}

const noOffsets = Object.fromEntries(
  Object.values(shapes).flatMap((shape) => Object.keys(shape.fields).map((name) => [name, -1])),
) as Record<FieldName, number>;

const sampleAddress = Uint8Array.of(2, 0, 0x1f, 0x90, 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0);

/**
 * Encodes an event with its texts in place and zeros in all other fields. `what`: the text of a DriverState, or `RELEASE` of
 * a release's issue.
 */
export function eventTemplate(
  name: EventName,
  site: Site,
  options: TemplateOptions,
  what = '',
): EventTemplate {
  const { level, keyword } = shapes[name];
  const fields = fieldsOf(name, options, what);
  const values: Record<string, TraceLoggingValue> = {};
  for (const field of fields) values[field.name] = 0;
  Object.assign(values, { Function: site.function, Line: site.line, What: what, Address: sampleAddress });
  const { provider, bits } = options;
  const { bytes } = traceLoggingEvent({ ticks: 0, provider, name, level, keyword, fields, values, bits });
  const pointerSize = bits === 32 ? 4 : 8;
  const at = { ...noOffsets };
  const payload = bytes.length - traceLoggingPayload(fields, values, pointerSize).length;
  for (const [index, field] of fields.entries()) {
    const before = fields.slice(0, index);
    at[field.name as FieldName] = payload + traceLoggingPayload(before, values, pointerSize).length;
  }
  return { name, bytes, at };
}
