import {
  type ClockKind,
  type CountedEvents,
  type Damage,
  HEADER_TYPES,
  type HeaderTypeName,
  headerTypeName,
  type RawEvent,
  sessionTimes,
  type Trace,
} from '../etl/index.ts';
import type { EventIdentity } from './identity.ts';
import type { Provider } from './providers.ts';

/** A provider's share of a trace. */
export interface ProviderFacts {
  /** GUID in lower case; null for events that tell no provider. */
  readonly id: string | null;
  readonly name: string | null;
  readonly events: number;
  /** Events by name; without a schema, by the numbers that they carry, as in `Event(17)`. */
  readonly eventNames: Readonly<Record<string, number>>;
}

/** What is in a trace file; times are ISO 8601 with 100 ns digits, or null where the trace does not tell. */
export interface TraceFacts {
  readonly file: string;
  readonly bytes: number;
  readonly buffers: number;
  readonly compressedBuffers: number;
  readonly events: number;
  readonly headerTypes: Readonly<Partial<Record<HeaderTypeName, number>>>;
  readonly providers: readonly ProviderFacts[];
  readonly eventsLost: number;
  readonly buffersLost: number;
  /** Buffers that say that events or buffers were lost before them. */
  readonly lossyBuffers: number;
  readonly clock: ClockKind;
  readonly perfFreq: number;
  readonly startTime: string | null;
  readonly endTime: string | null;
  /** Raw times of the earliest and the latest event. */
  readonly firstTicks: string;
  readonly lastTicks: string;
  /** From the first event to the last. */
  readonly durationNs: number;
  readonly pointerSize: 4 | 8;
  readonly processors: number;
  readonly loggerName: string;
  readonly osBuild: number;
  readonly damage: readonly Damage[];
  /** All stretches of damage; `damage` holds the first thousand. */
  readonly damageCount: number;
}

/** A stretch of time, in nanoseconds. */
export interface Span {
  readonly fromNs: number;
  readonly toNs: number;
}

/** Counts the events of one pass over a trace. */
export class Tally {
  events = 0;
  readonly #headerTypes = new Float64Array(HEADER_TYPES);
  /** The identities seen and their events, by the identity's index. */
  readonly #identities: EventIdentity[] = [];
  readonly #counts: number[] = [];
  #firstTicks = Number.POSITIVE_INFINITY;
  #lastTicks = Number.NEGATIVE_INFINITY;

  add(event: RawEvent, identity: EventIdentity): void {
    this.events++;
    this.#headerTypes[event.headerType]!++;
    const { ticks } = event;
    if (ticks < this.#firstTicks) {
      this.#firstTicks = ticks;
    }
    if (ticks > this.#lastTicks) {
      this.#lastTicks = ticks;
    }
    this.#count(identity, 1);
  }

  /**
   * Adds what a pass has counted itself, at its end.
   * @param identityOf what the events of a form share
   */
  addCounted(counted: CountedEvents, identityOf: (form: number) => EventIdentity | undefined): void {
    this.events += counted.events;
    counted.headerTypes.forEach((count, type) => {
      this.#headerTypes[type]! += count;
    });
    this.#firstTicks = Math.min(this.#firstTicks, counted.firstTicks);
    this.#lastTicks = Math.max(this.#lastTicks, counted.lastTicks);
    counted.forms.forEach((count, form) => {
      if (count > 0) {
        this.#count(identityOf(form)!, count);
      }
    });
  }

  /** From its first event to its last, in nanoseconds since the trace's start; null without any. */
  span({ clock }: Trace): Span | null {
    return this.events === 0
      ? null
      : { fromNs: clock.toNs(this.#firstTicks), toNs: clock.toNs(this.#lastTicks) };
  }

  #count(identity: EventIdentity, events: number): void {
    const { index } = identity;
    if (this.#identities[index] === undefined) {
      this.#identities[index] = identity;
      this.#counts[index] = 0;
    }
    this.#counts[index]! += events;
  }

  facts(trace: Trace, damage: { readonly list: readonly Damage[]; readonly count: number }): TraceFacts {
    const { header, clock, index, source } = trace;
    const [first, last] = this.events === 0 ? [0, 0] : [this.#firstTicks, this.#lastTicks];
    return {
      file: source.name,
      bytes: source.size,
      buffers: index.count,
      compressedBuffers: index.compressed,
      events: this.events,
      headerTypes: this.#namedHeaderTypes(),
      providers: this.#providerFacts(),
      eventsLost: header?.eventsLost ?? 0,
      buffersLost: header?.buffersLost ?? 0,
      lossyBuffers: index.lossy,
      clock: header?.clock ?? 'qpc',
      perfFreq: header?.perfFreq ?? 0,
      ...sessionTimes(header),
      firstTicks: String(clock.rawTicks(first)),
      lastTicks: String(clock.rawTicks(last)),
      durationNs: clock.toNs(last) - clock.toNs(first),
      pointerSize: header?.pointerSize ?? 8,
      processors: header?.processors ?? 0,
      loggerName: header?.loggerName ?? '',
      osBuild: header?.osBuild ?? 0,
      damage: damage.list,
      damageCount: damage.count,
    };
  }

  /** In the order of the providers' first appearance; events that tell no provider come last. */
  #providerFacts(): ProviderFacts[] {
    const rows = new Map<Provider | null, Row>();
    this.#identities.forEach((identity, index) => {
      const { provider } = identity;
      const row = rows.get(provider) ?? { events: 0, eventNames: Object.create(null) };
      rows.set(provider, row);
      const count = this.#counts[index]!;
      row.events += count;
      // Identities can share a name: versions of an event. A name can bring its provider's, too.
      const name = identity.eventName;
      row.eventNames[name] = (row.eventNames[name] ?? 0) + count;
    });
    return [...rows]
      .sort(([a], [b]) => (a?.index ?? Number.POSITIVE_INFINITY) - (b?.index ?? Number.POSITIVE_INFINITY))
      .map(([provider, row]) => ({ id: provider?.id ?? null, name: provider?.name ?? null, ...row }));
  }

  #namedHeaderTypes(): Partial<Record<HeaderTypeName, number>> {
    const named: Partial<Record<HeaderTypeName, number>> = {};
    this.#headerTypes.forEach((count, type) => {
      if (count > 0) {
        named[headerTypeName(type)] = count;
      }
    });
    return named;
  }
}

interface Row {
  events: number;
  readonly eventNames: Record<string, number>;
}
