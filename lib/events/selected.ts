import { Catalog, loadStatusNames, type ProviderDefinition } from '../decode/index.ts';
import type { Trace } from '../etl/index.ts';
import { EventFilter, type EventSelection } from './filter.ts';
import { EventReader, type EventReaderOptions } from './record.ts';
import { parseWhere } from './where/index.ts';

/** Which events to give out, and what to decode them by. */
export interface EventsOptions extends Omit<EventSelection, 'where'>, Pick<EventReaderOptions, 'shown'> {
  /** With manifests (`addManifest`), message files (`addTmf`) or schemas of one's own (`addProvider`). */
  readonly catalog?: Catalog;
  /** A question to their fields, as in `Length > 65536 and Status = STATUS_CANCELLED`. */
  readonly where?: string | undefined;
  /** Only the events that are declared here, decoded as they are declared: see `defineProvider`. */
  readonly only?: ProviderDefinition;
}

/** The events of a trace that are asked for: who tells which they are, and who makes records of them. */
export class SelectedEvents {
  readonly trace: Trace;
  readonly catalog: Catalog;
  readonly #selection: EventSelection;
  readonly #shown: EventReaderOptions['shown'];

  /** @throws TraceError of kind `usage` for a bad `where` */
  constructor(trace: Trace, options: EventsOptions) {
    const { catalog = new Catalog(), where, only, shown } = options;
    this.trace = trace;
    this.catalog = catalog;
    this.#shown = shown;
    if (only !== undefined) {
      catalog.addProvider(only);
    }
    this.#selection = {
      ...options,
      ...(only === undefined ? {} : { providers: [only.id], events: Object.keys(only.events) }),
      where: where === undefined ? undefined : parseWhere(where, 'where'),
    };
  }

  /** Behind this time none is asked for, in ns. */
  get toNs(): number {
    return this.#selection.toNs ?? Number.POSITIVE_INFINITY;
  }

  /** Goes over the trace for schemas and names. */
  async open(): Promise<{ readonly reader: EventReader; readonly filter: EventFilter }> {
    const { catalog } = this;
    const reader = new EventReader(
      this.trace,
      catalog,
      this.#shown === undefined ? {} : { shown: this.#shown },
    );
    await (this.#selection.where === undefined ? catalog.loadMessageNames() : loadStatusNames());
    return { reader, filter: new EventFilter(this.#selection, reader) };
  }
}
