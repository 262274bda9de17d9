import type { ProviderFacts, TraceFacts } from '../../decode/index.ts';
import { printable } from '../../text/index.ts';
import { formatCount } from '../units.ts';
import { factsText } from './facts.ts';
import type { TextOptions } from './options.ts';
import { textTable } from './table.ts';

/** In place of the GUID of events that tell none. */
const NO_PROVIDER = '(none told)';

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
    parts.push('', textTable(['provider', 'events'], facts.providers.flatMap(providerRows), style));
  }
  return `${parts.join('\n')}\n`;
}

function providerRows(provider: ProviderFacts): string[][] {
  const id = provider.id ?? NO_PROVIDER;
  const name = provider.name === null ? id : `${printable(provider.name)} {${id}}`;
  const events = Object.entries(provider.eventNames).map(([event, count]) => [
    `  ${printable(event)}`,
    formatCount(count),
  ]);
  return [[name, formatCount(provider.events)], ...events];
}
