import type { TraceFacts } from '../lib/decode/index.ts';
import type { Damage } from '../lib/etl/index.ts';
import { damageWarning, noDriverWarning } from '../lib/report/index.ts';
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

/** Says on stderr that nothing can be said of a driver, and which providers are there instead. */
export function warnOfNoDriver(
  analysis: Pick<Analysis, 'trace' | 'providers' | 'mapped' | 'calls'>,
  terminal: Terminal,
): void {
  tell(noDriverWarning(analysis, ' (--provider names one that is a WSK driver’s)'), terminal);
}

/** Says on stderr, in one line, that a file could not be read whole. */
export function warnOfDamage(
  facts: { readonly file: string; readonly damage: readonly Damage[]; readonly damageCount: number },
  terminal: Terminal,
): void {
  tell(damageWarning(facts), terminal);
}

function tell(warning: string | null, terminal: Terminal): void {
  if (warning !== null) {
    terminal.warn(`wsktrace: ${warning}`);
  }
}

/** Says on stderr that nothing in a file is what these options ask for. */
export function warnOfNone(
  what: 'event' | 'call',
  file: string,
  options: readonly string[],
  terminal: Terminal,
  why = '',
): void {
  const names = options.map((name) => `--${name}`).join(' and ');
  const ask = options.length === 1 ? 'asks' : 'ask';
  terminal.warn(`wsktrace: no ${what} in ${printable(file)} is what ${names} ${ask} for${why}`);
}
