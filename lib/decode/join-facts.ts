import type { Damage, HeaderTypeName } from '../etl/index.ts';
import type { ProviderFacts, Span, TraceFacts } from './tally.ts';

/**
 * The facts of several files of one recording as one: counts are sums, the session is the first file's. Raw times and
 * the clock are the first file's, too: each file has its own.
 *
 * @param spans of each from its first event to its last, all since the same moment; null for one without events
 */
export function joinFacts(all: readonly TraceFacts[], spans: readonly (Span | null)[]): TraceFacts {
  const [first] = all;
  if (all.length === 1 || first === undefined) {
    return first!;
  }
  const sum = (of: (facts: TraceFacts) => number) => all.reduce((total, facts) => total + of(facts), 0);
  return {
    ...first,
    file: all.map(({ file }) => file).join(', '),
    bytes: sum(({ bytes }) => bytes),
    buffers: sum(({ buffers }) => buffers),
    compressedBuffers: sum(({ compressedBuffers }) => compressedBuffers),
    events: sum(({ events }) => events),
    headerTypes: joinHeaderTypes(all),
    providers: joinProviders(all.flatMap(({ providers }) => providers)),
    eventsLost: sum(({ eventsLost }) => eventsLost),
    buffersLost: sum(({ buffersLost }) => buffersLost),
    lossyBuffers: sum(({ lossyBuffers }) => lossyBuffers),
    durationNs: lengthOf(spans.filter((span) => span !== null)),
    endTime: all.reduce<string | null>((latest, { endTime }) => later(latest, endTime), null),
    damage: all.flatMap(({ file, damage }) => damage.map((one) => inFile(one, file))),
    damageCount: sum(({ damageCount }) => damageCount),
  };
}

function lengthOf(spans: readonly Span[]): number {
  return spans.length === 0
    ? 0
    : Math.max(...spans.map(({ toNs }) => toNs)) - Math.min(...spans.map(({ fromNs }) => fromNs));
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function inFile(damage: Damage, file: string): Damage {
  return { ...damage, reason: `${damage.reason} (in ${file})` };
}

function joinHeaderTypes(all: readonly TraceFacts[]): TraceFacts['headerTypes'] {
  const joined: Partial<Record<HeaderTypeName, number>> = {};
  for (const { headerTypes } of all) {
    for (const [name, count] of Object.entries(headerTypes) as [HeaderTypeName, number][]) {
      joined[name] = (joined[name] ?? 0) + count;
    }
  }
  return joined;
}

function joinProviders(all: readonly ProviderFacts[]): ProviderFacts[] {
  const joined = new Map<string | null, ProviderFacts>();
  for (const { id, name, events, eventNames } of all) {
    const known = joined.get(id) ?? { id, name: null, events: 0, eventNames: {} };
    const names: Record<string, number> = { ...known.eventNames };
    for (const [event, count] of Object.entries(eventNames)) {
      names[event] = (names[event] ?? 0) + count;
    }
    joined.set(id, { id, name: known.name ?? name, events: known.events + events, eventNames: names });
  }
  return [...joined.values()];
}
