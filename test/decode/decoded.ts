import {
  Catalog,
  type Collector,
  decodePayload,
  displayName,
  formatMessage,
  type Value,
} from '../../lib/decode/index.ts';
import { bytesSource, type RawEvent, Trace } from '../../lib/etl/index.ts';
import { on, type RawEvent as WrittenEvent, writeTrace } from '../support/etl-writer/index.ts';

/** An event with all that decoding gives, kept beyond the pass. */
export interface DecodedEvent {
  readonly name: string;
  readonly provider: string | null;
  readonly source: string | null;
  readonly fields: { readonly [name: string]: Value };
  readonly message: string | undefined;
  /** Whether all fields were there and they took all of the payload. */
  readonly isExact: boolean;
  readonly ticks: number;
  readonly processor: number;
  readonly payloadBytes: number;
}

export function traceOf(...events: readonly WrittenEvent[]): Trace {
  return Trace.open(bytesSource(writeTrace(on(0, ...events)).bytes));
}

/** Decodes all events of a trace in time order, after a pass that collects schemas. */
export function decodeAll(trace: Trace, catalog = new Catalog(), ...others: Collector[]): DecodedEvent[] {
  catalog.collect(trace, ...others);
  const decoded: DecodedEvent[] = [];
  eachEvent(trace, (event) => decoded.push(decodeOne(catalog, event)));
  return decoded;
}

export function eachEvent(trace: Trace, visit: (event: RawEvent) => void): void {
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    visit(event);
  }
}

export function decodeOne(catalog: Catalog, event: RawEvent): DecodedEvent {
  const { provider, schema } = catalog.identityOf(event);
  const payload = schema === null ? null : decodePayload(schema, event);
  return {
    name: displayName(event, schema),
    provider: provider?.name ?? schema?.providerName ?? null,
    source: schema?.source ?? null,
    fields: payload?.fields ?? {},
    message: schema === null || payload === null ? undefined : formatMessage(schema, payload),
    isExact: payload?.complete === true && payload.readTo === event.end,
    ticks: event.ticks,
    processor: event.processor,
    payloadBytes: event.end - event.payload,
  };
}

/** Decodes events written for the test: those behind the trace's own header record. */
export function decodeWritten(catalog: Catalog, ...events: readonly WrittenEvent[]): DecodedEvent[] {
  return decodeAll(traceOf(...events), catalog).slice(1);
}
