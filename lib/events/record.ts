import {
  activityOf,
  type Catalog,
  type Collector,
  decodePayload,
  displayName,
  formatMessage,
  hex,
  hexBytes,
  levelOf,
  ProcessNames,
  type Provider,
  type Schema,
  StackKeys,
  stackOf,
  type Value,
} from '../decode/index.ts';
import { type Clock, headerTypeName, type RawEvent, type Trace, UNKNOWN_ID } from '../etl/index.ts';
import { plain } from './plain.ts';

/** A trace whose every event has another keyword must not fill the memory. */
const MAX_KEYWORDS = 4096;

/** Values by the names of an event's fields. */
export type FieldValues = { readonly [name: string]: Value };

interface RecordOf<Fields> {
  readonly timeNs: number;
  readonly ticks: string;
  /** UTC, to 100 ns; null where the trace does not tell when it began. */
  readonly time: string | null;
  readonly processor: number;
  readonly pid: number;
  readonly tid: number;
  /** Names of process and thread, where the trace tells them. */
  readonly process?: string;
  readonly thread?: string;
  readonly headerType: string;
  readonly provider: { readonly id: string | null; readonly name: string | null };
  readonly id: number;
  readonly version: number;
  readonly opcode: number;
  readonly level: number;
  readonly keyword: string;
  readonly name: string;
  /** The version whose fields these are, where the event's own, a newer one, is not known. */
  readonly layoutVersion?: number;
  readonly fields: Fields;
  /** The text that Windows would show, where the schema has one. */
  readonly message?: string;
  readonly activityId?: string;
  readonly relatedActivityId?: string;
  /** Return addresses, innermost first, by image and offset where the trace tells them. */
  readonly stack?: readonly string[];
  /** The bytes, as hex, that no field tells of: all of them where no schema is known. */
  readonly payload?: string;
}

/**
 * One decoded event, as `events` gives it out. Integers beyond 2^53 are bigints; in JSON they are text, as are NaN and the
 * infinities (see `plain`).
 */
export type EventRecord<Fields = FieldValues> = RecordOf<Fields> & { toJSON(): object };

/** What JSON.stringify asks records for; on a prototype, so that records can be copied from thread to thread. */
const JSON_FORM = {
  toJSON(this: RecordOf<FieldValues>): object {
    return { ...this, fields: plain(this.fields as Value) };
  },
};

export interface EventReaderOptions {
  /** How events of a schema are to be shown, as with names for their numbers; as they are unless told. */
  readonly shown?: (schema: Schema, provider: Provider | null) => Schema;
  /** Told each event of the first pass, besides the reader's own. */
  readonly collectors?: readonly Collector[];
}

/** Makes records of a trace's events, after a first pass over it for schemas, names and stacks. */
export class EventReader {
  readonly #trace: Trace;
  readonly #catalog: Catalog;
  readonly names = new ProcessNames();
  readonly #stackKeys = new StackKeys();
  /** A provider has few keywords, and each event one of them. */
  readonly #keywords = new Map<bigint, string>();
  readonly #shown: NonNullable<EventReaderOptions['shown']>;
  readonly #shownSchemas = new Map<Schema, Schema>();

  /** @param catalog with the manifests and message files that the user gives */
  constructor(trace: Trace, catalog: Catalog, options: EventReaderOptions = {}) {
    const { shown = (schema) => schema, collectors = [] } = options;
    this.#trace = trace;
    this.#catalog = catalog;
    this.#shown = shown;
    catalog.collect(trace, this.names, this.#stackKeys, ...collectors);
  }

  /** The schema by which events are shown. */
  shownSchema(schema: Schema, provider: Provider | null): Schema {
    let shown = this.#shownSchemas.get(schema);
    if (shown === undefined) {
      shown = this.#shown(schema, provider);
      this.#shownSchemas.set(schema, shown);
    }
    return shown;
  }

  get clock(): Clock {
    return this.#trace.clock;
  }

  record(event: RawEvent, provider: Provider | null, found: Schema | null): EventRecord {
    const schema = found === null ? null : this.shownSchema(found, provider);
    const { clock } = this.#trace;
    const { ticks } = event;
    const decoded = schema === null ? null : decodePayload(schema, event);
    const rest = event.bytes.subarray(decoded?.readTo ?? event.payload, event.end);
    const record: RecordOf<FieldValues> = {
      timeNs: clock.toNs(ticks),
      ticks: String(clock.rawTicks(ticks)),
      time: clock.toIso(ticks),
      processor: event.processor,
      ...this.#whoOf(event),
      headerType: headerTypeName(event.headerType),
      provider: { id: provider?.id ?? null, name: provider?.name ?? null },
      id: event.id,
      version: event.version,
      opcode: event.opcode,
      level: levelOf(event, schema),
      keyword: this.#keywordText(event.keyword),
      name: displayName(event, schema),
      ...(schema?.layoutVersion === undefined ? {} : { layoutVersion: schema.layoutVersion }),
      fields: decoded?.fields ?? {},
      ...optional('message', schema === null ? undefined : formatMessage(schema, decoded!)),
      ...this.#whereOf(event),
      ...(rest.length > 0 ? { payload: hexBytes(rest) } : {}),
    };
    return Object.assign(Object.create(JSON_FORM) as { toJSON(): object }, record);
  }

  /** What was wrong with schemas in the trace, a sentence each. */
  get faults(): readonly string[] {
    return this.#catalog.faults;
  }

  #keywordText(keyword: bigint): string {
    let text = this.#keywords.get(keyword);
    if (text === undefined) {
      text = hex(keyword, 16);
      if (this.#keywords.size < MAX_KEYWORDS) {
        this.#keywords.set(keyword, text);
      }
    }
    return text;
  }

  /** The event's process or, where it tells none, its thread's; UNKNOWN_ID where neither is known. */
  processOf(event: RawEvent): number {
    const told = event.processId;
    return told === UNKNOWN_ID ? (this.names.processOfThread(event.threadId, event.ticks) ?? told) : told;
  }

  /** The event's call stack, innermost address first: by image and offset, or in hex; null where it has none. */
  stackOf(event: RawEvent): string[] | null {
    const stack = stackOf(event, this.#stackKeys);
    if (stack === null) {
      return null;
    }
    const { processId, pointerSize, ticks } = event;
    return stack.map(
      (address) => this.names.symbolOf(processId, address, ticks) ?? hex(address, 2 * pointerSize),
    );
  }

  #whoOf(event: RawEvent) {
    const { ticks, threadId } = event;
    const processId = this.processOf(event);
    return {
      pid: knownId(processId),
      tid: knownId(threadId),
      ...optional('process', this.names.processName(processId, ticks)),
      ...optional('thread', this.names.threadName(threadId, ticks)),
    };
  }

  #whereOf(event: RawEvent) {
    const { id, relatedId } = activityOf(event);
    const stack = this.stackOf(event);
    return {
      ...optional('activityId', id),
      ...optional('relatedActivityId', relatedId),
      ...(stack === null ? {} : { stack }),
    };
  }
}

function optional<Name extends string>(name: Name, value: string | null | undefined) {
  return (value === null || value === undefined ? {} : { [name]: value }) as {
    readonly [N in Name]?: string;
  };
}

/** Processes and threads that an event does not tell are −1, as in Windows' own tools. */
export function knownId(id: number): number {
  return id === UNKNOWN_ID ? -1 : id;
}
