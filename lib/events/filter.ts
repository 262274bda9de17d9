import { type EventIdentity, levelOf, type Provider, type Schema } from '../decode/index.ts';
import type { RawEvent } from '../etl/index.ts';
import { Pattern } from './pattern.ts';
import { type EventReader, knownId } from './record.ts';
import { bind, type Expression, type FieldPath, resolveIn } from './where/index.ts';

/** Which events are wanted: those that meet all of what is told. */
export interface EventSelection {
  /** Providers by name or GUID, in any case and with wildcards (`*`, `?`); `kernel` stands for Windows Kernel Trace. */
  readonly providers?: readonly string[];
  /** Events by name, likewise. */
  readonly events?: readonly string[];
  /** Not before and not after these times since the trace's start, in nanoseconds. */
  readonly fromNs?: number;
  readonly toNs?: number;
  readonly pids?: readonly number[];
  readonly tids?: readonly number[];
  readonly processors?: readonly number[];
  /** Of this level and more severe ones; those of level 0 are of every level. */
  readonly level?: number;
  /** With any of these bits, or of these names where the schema names its keywords. */
  readonly keywords?: readonly (bigint | string)[];
  /** What `parseWhere` read. */
  readonly where?: Expression | undefined;
}

const FILTERS = [
  'providers',
  'events',
  'fromNs',
  'toNs',
  'pids',
  'tids',
  'processors',
  'level',
  'keywords',
  'where',
] as const satisfies readonly (keyof EventSelection)[];

/** What is decided once for all events of a schema, provider and pointer size. */
interface Kind {
  readonly schema: Schema | null;
  readonly providerName: string | null;
  readonly isWanted: boolean;
  readonly hasKeywordName: boolean;
  readonly where: ((event: RawEvent) => boolean) | null;
}

/** A short name for a provider whose own has blanks. */
const ALIASES: Readonly<Record<string, string>> = { kernel: 'Windows Kernel Trace' };

/** Tells which events are wanted, of a trace that is read by `reader`. */
export class EventFilter {
  /** Whether every event is wanted, so that none need be asked about. */
  readonly isOpen: boolean;
  readonly #reader: EventReader;
  readonly #selection: EventSelection;
  readonly #providers: readonly Pattern[] | null;
  readonly #events: readonly Pattern[] | null;
  readonly #keywordBits: bigint;
  readonly #keywordNames: readonly string[];
  readonly #kinds: (Kind | undefined)[] = [];
  /** Fields that `where` names, and whether an event had them. */
  readonly #seenFields = new Map<string, boolean>();

  constructor(selection: EventSelection, reader: EventReader) {
    this.#reader = reader;
    this.#selection = selection;
    this.isOpen = FILTERS.every((name) => selection[name] === undefined);
    const { providers, events, keywords = [] } = selection;
    this.#providers =
      providers?.map(
        (name) => new Pattern(ALIASES[name.toLowerCase()] ?? name.replace(/^\{(.*)\}$/, '$1')),
      ) ?? null;
    this.#events = events?.map((name) => new Pattern(name)) ?? null;
    this.#keywordBits = keywords.reduce<bigint>(
      (all, each) => (typeof each === 'bigint' ? all | each : all),
      0n,
    );
    this.#keywordNames = keywords.flatMap((each) => (typeof each === 'string' ? each.toLowerCase() : []));
  }

  /** @param timeNs when it happened */
  includes(event: RawEvent, identity: EventIdentity, timeNs: number): boolean {
    const { fromNs, toNs, pids, tids, processors, level, keywords } = this.#selection;
    if ((fromNs !== undefined && timeNs < fromNs) || (toNs !== undefined && timeNs > toNs)) {
      return false;
    }
    const kind = this.#kindOf(event, identity);
    return (
      kind.isWanted &&
      (level === undefined || levelOf(event, kind.schema) <= level) &&
      (processors === undefined || processors.includes(event.processor)) &&
      (tids === undefined || tids.includes(knownId(event.threadId))) &&
      (pids === undefined || pids.includes(knownId(this.#reader.processOf(event)))) &&
      (keywords === undefined || kind.hasKeywordName || (event.keyword & this.#keywordBits) !== 0n) &&
      (kind.where === null || kind.where(event))
    );
  }

  /** Whether events of its kind can be wanted, as far as provider and name decide. */
  wantsKind(event: RawEvent, identity: EventIdentity): boolean {
    return this.#kindOf(event, identity).isWanted;
  }

  /** Fields that `where` asks for and no event had, of those that all else let through. */
  get unknownFields(): readonly string[] {
    return [...this.#seenFields].filter(([, wasSeen]) => !wasSeen).map(([name]) => name);
  }

  #kindOf(event: RawEvent, identity: EventIdentity): Kind {
    const at = 2 * identity.index + (event.pointerSize === 8 ? 1 : 0);
    const known = this.#kinds[at];
    const { schema, provider } = identity;
    // A schema can come in behind the first events that it describes, and bring the provider's name.
    if (known !== undefined && known.schema === schema && known.providerName === (provider?.name ?? null)) {
      return known;
    }
    const kind = this.#newKind(event, identity, schema, provider);
    this.#kinds[at] = kind;
    return kind;
  }

  #newKind(
    event: RawEvent,
    { eventName }: EventIdentity,
    schema: Schema | null,
    provider: Provider | null,
  ): Kind {
    const { where } = this.#selection;
    const isWanted =
      (this.#providers === null || isNamed(this.#providers, provider?.name, provider?.id)) &&
      (this.#events === null || isNamed(this.#events, eventName));
    return {
      schema,
      providerName: provider?.name ?? null,
      isWanted,
      hasKeywordName:
        schema?.keywords?.some((name) => this.#keywordNames.includes(name.toLowerCase())) ?? false,
      where: where === undefined || !isWanted ? null : this.#bind(where, event, schema, provider),
    };
  }

  #bind(where: Expression, event: RawEvent, schema: Schema | null, provider: Provider | null) {
    const reader = this.#reader;
    const shown = schema === null ? null : reader.shownSchema(schema, provider);
    const resolve = resolveIn(reader, provider, shown, event.pointerSize);
    return bind(where, (path: FieldPath) => {
      const operand = resolve(path);
      const name = path.join('.');
      this.#seenFields.set(name, operand !== null || (this.#seenFields.get(name) ?? false));
      return operand;
    });
  }
}

function isNamed(patterns: readonly Pattern[], ...names: readonly (string | null | undefined)[]): boolean {
  return names.some((name) => typeof name === 'string' && patterns.some((pattern) => pattern.test(name)));
}
