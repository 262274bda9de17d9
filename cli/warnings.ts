import type { TraceFacts } from '../lib/decode/index.ts';
import type { Damage } from '../lib/etl/index.ts';
import { driverDoubt, plural } from '../lib/report/index.ts';
import { printable } from '../lib/text/index.ts';
import type { Analysis } from '../lib/wsk/index.ts';
import type { Terminal } from './terminal.ts';

/** Says on stderr which of the providers that were asked for are not in the trace. */
export function warnOfUnknownProviders(
  facts: Pick<TraceFacts, 'file' | 'providers'>,
  asked: readonly string[] = [],
  terminal: Terminal,
): void {
  for (const name of asked) {
    const wanted = name.toLowerCase().replace(/^\{(.*)\}$/, '$1');
    if (!facts.providers.some((one) => one.id === wanted || one.name?.toLowerCase() === wanted)) {
      terminal.warn(`wsktrace: no provider ${printable(name)} is in ${printable(facts.file)}`);
    }
  }
}

/** Providers that are named where the driver's is missing: those with the most events. */
const NAMED = 8;

/** Says on stderr that nothing can be said of a driver, and which providers are there instead. */
export function warnOfNoDriver(
  analysis: Pick<Analysis, 'trace' | 'providers' | 'calls'>,
  terminal: Terminal,
): void {
  const doubt = driverDoubt(analysis);
  if (doubt === null) {
    return;
  }
  const { trace, providers } = analysis;
  const byEvents = trace.providers.toSorted((a, b) => b.events - a.events);
  // Several can have one name, each with a GUID of its own.
  const others = [...new Set(byEvents.map(({ name, id }) => name ?? id ?? 'events of no provider'))];
  const named = others.slice(0, NAMED).map(printable);
  const more = others.length > NAMED ? `, and ${plural(others.length - NAMED, 'more', 'more')}` : '';
  const there =
    others.length === 0
      ? 'No provider is in it'
      : `In it ${others.length === 1 ? 'is' : 'are'} ${named.join(', ')}${more}`;
  const advice =
    providers.length > 0 || others.length === 0 ? '' : ' (--provider names one that is a WSK driver’s)';
  terminal.warn(`wsktrace: ${printable(trace.file)}: ${doubt} ${there}${advice}`);
}

/** Says on stderr, in one line, that a file could not be read whole. */
export function warnOfDamage(
  facts: { readonly file: string; readonly damage: readonly Damage[]; readonly damageCount: number },
  terminal: Terminal,
): void {
  const [first] = facts.damage;
  if (first !== undefined) {
    const more =
      facts.damageCount > 1 ? `, and ${plural(facts.damageCount - 1, 'more stretch', 'more stretches')}` : '';
    terminal.warn(
      `wsktrace: ${printable(facts.file)} is damaged at offset ${first.offset} ` +
        `(${first.bytes} bytes: ${printable(first.reason)})${more}`,
    );
  }
}
