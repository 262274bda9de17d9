import type { TraceFacts } from '../lib/decode/index.ts';
import type { Damage } from '../lib/etl/index.ts';
import { plural } from '../lib/report/index.ts';
import { printable } from '../lib/text/index.ts';
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
