import type { ProviderFacts, TraceFacts } from '../../decode/index.ts';
import { printable } from '../../text/index.ts';
import { formatCount, plural } from '../units.ts';
import { factsText } from './facts.ts';
import type { TextOptions } from './options.ts';
import { textTable } from './table.ts';

/** In place of the GUID of events that tell none. */
const NO_PROVIDER = '(none told)';

/** A table for people: a trace can hold a hundred thousand providers, and names of events. */
const SHOWN_PROVIDERS = 50;
const SHOWN_EVENTS = 40;

/** What is in a trace, for a terminal. */
export function infoText(facts: TraceFacts, options: TextOptions): string {
  const { style } = options;
  const parts = [
    factsText(facts, options),
    '',
    textTable(
      ['header type', 'events'],
      Object.entries(facts.headerTypes).map(([name, count]) => [name, formatCount(count)]),
      style,
    ),
  ];
  if (facts.providers.length > 0) {
    parts.push('', textTable(['provider', 'events'], allProviderRows(facts.providers), style));
  }
  return `${parts.join('\n')}\n`;
}

function allProviderRows(providers: readonly ProviderFacts[]): string[][] {
  const eventsOf = ({ events }: ProviderFacts) => events;
  const shown = mostFrequent(providers, eventsOf, SHOWN_PROVIDERS);
  const more = providers.length - shown.length;
  return [
    ...shown.flatMap(providerRows),
    ...restRow('', more, 'more provider', sum(providers, eventsOf) - sum(shown, eventsOf)),
  ];
}

/** All of them as they come or, where there are more than `most`, the most frequent first. */
function mostFrequent<T>(items: readonly T[], countOf: (item: T) => number, most: number): readonly T[] {
  return items.length <= most ? items : items.toSorted((a, b) => countOf(b) - countOf(a)).slice(0, most);
}

/** What is left out, where there is such: `… and 12 more names`. */
function restRow(indent: string, more: number, one: string, events: number): string[][] {
  return more > 0 ? [[`${indent}… and ${plural(more, one)} (--json has all)`, formatCount(events)]] : [];
}

function sum<T>(items: readonly T[], countOf: (item: T) => number): number {
  return items.reduce((total, item) => total + countOf(item), 0);
}

function providerRows(provider: ProviderFacts): string[][] {
  const id = provider.id ?? NO_PROVIDER;
  const name = provider.name === null ? id : `${printable(provider.name)} {${id}}`;
  const events = Object.entries(provider.eventNames);
  const shown = mostFrequent(events, ([, count]) => count, SHOWN_EVENTS);
  return [
    [name, formatCount(provider.events)],
    ...shown.map(([event, count]) => [`  ${printable(event)}`, formatCount(count)]),
    ...restRow(
      '  ',
      events.length - shown.length,
      'more name',
      sum(events, ([, count]) => count) - sum(shown, ([, count]) => count),
    ),
  ];
}
