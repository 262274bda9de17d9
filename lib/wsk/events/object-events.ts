import {
  type Catalog,
  type Collector,
  type EventIdentity,
  FieldLayout,
  readNumber,
  type Schema,
} from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import { isOwnEvent } from './shown.ts';

/** Ids of the drivers' events. They count from 1 anew with each load of a driver, and for each driver. */
type Id = number | bigint;
type IdField = 'IrpId' | 'CallId' | 'SocketId';

/** Reads the ids of the events of one schema, those that they have. */
type Reader = (event: RawEvent, field: IdField) => Id | null;

/**
 * The events of WSK drivers about certain IRPs, calls or sockets. Not every event about a call names its IRP and its
 * socket: a first pass finds the calls that belong to them.
 */
export class ObjectEvents implements Collector {
  readonly #catalog: Catalog;
  readonly #field: IdField;
  readonly #ids: ReadonlySet<Id>;
  /** The calls of these IRPs or sockets, by provider. */
  readonly #calls = new Map<number, Set<Id>>();
  readonly #readers = new Map<Schema, Reader | null>();

  /** @param field which ids they are */
  constructor(catalog: Catalog, field: IdField, ids: readonly Id[]) {
    this.#catalog = catalog;
    this.#field = field;
    this.#ids = new Set(ids);
  }

  /** Notes the call that an event says to belong to one of the objects. */
  add(event: RawEvent): void {
    const identity = this.#catalog.identityOf(event);
    const { provider } = identity;
    // The drivers' events are TraceLogging events: any other is none of theirs.
    if (provider === null || event.schema === 0) {
      return;
    }
    const read = this.#readerOf(identity, event.pointerSize);
    const call = read?.(event, 'CallId') ?? null;
    if (call !== null && this.#isOne(read!, event)) {
      const calls = this.#calls.get(provider.index) ?? new Set();
      this.#calls.set(provider.index, calls.add(call));
    }
  }

  includes(event: RawEvent, identity: EventIdentity): boolean {
    const { provider } = identity;
    const read = provider === null ? null : this.#readerOf(identity, event.pointerSize);
    if (read === null) {
      return false;
    }
    const call = read(event, 'CallId');
    return (
      this.#isOne(read, event) || (call !== null && this.#calls.get(provider!.index)?.has(call) === true)
    );
  }

  #isOne(read: Reader, event: RawEvent): boolean {
    const id = read(event, this.#field);
    return id !== null && this.#ids.has(id);
  }

  #readerOf({ schema, provider }: EventIdentity, pointerSize: 4 | 8): Reader | null {
    if (schema === null) {
      return null;
    }
    let reader = this.#readers.get(schema);
    if (reader === undefined) {
      reader = isOwnEvent(schema, provider) ? readerOf(schema, pointerSize) : null;
      this.#readers.set(schema, reader);
    }
    return reader;
  }
}

function readerOf(schema: Schema, pointerSize: 4 | 8): Reader {
  const layout = new FieldLayout(schema, pointerSize);
  const index = {
    IrpId: layout.indexOf('IrpId'),
    CallId: layout.indexOf('CallId'),
    SocketId: layout.indexOf('SocketId'),
  };
  return (event, field) => {
    const at = index[field] < 0 ? -1 : layout.locate(index[field], event);
    return at < 0 ? null : readNumber(schema.fields[index[field]]!, event.view, at, pointerSize);
  };
}
