import type { Damage } from '../etl/index.ts';
import { printable } from '../text/index.ts';
import type { Analysis } from '../wsk/index.ts';
import { driverDoubt, unseenMapping } from './driver-doubt.ts';
import { plural } from './units.ts';

/** Providers that are named where the driver's is missing: those with the most events. */
const NAMED = 8;

/**
 * Says that nothing can be said of a driver, and which providers are there instead, or of which mapped one alone nothing can; null
 * where something can of each.
 * @param advice what to do where a driver's provider may be among them
 */
export function noDriverWarning(
  analysis: Pick<Analysis, 'trace' | 'providers' | 'mapped' | 'calls'>,
  advice: string,
): string | null {
  const doubt = driverDoubt(analysis);
  const { trace, providers, mapped } = analysis;
  if (doubt === null) {
    const unseen = unseenMapping(mapped);
    return unseen === null ? null : `${printable(trace.file)}: ${unseen}`;
  }
  const byEvents = trace.providers.toSorted((a, b) => b.events - a.events);
  // Several can have one name, each with a GUID of its own.
  const others = [...new Set(byEvents.map(({ name, id }) => name ?? id ?? 'events of no provider'))];
  const named = others.slice(0, NAMED).map(printable);
  const more = others.length > NAMED ? `, and ${plural(others.length - NAMED, 'more', 'more')}` : '';
  const there =
    others.length === 0
      ? 'No provider is in it'
      : `In it ${others.length === 1 ? 'is' : 'are'} ${named.join(', ')}${more}`;
  const isOpen = providers.length === 0 && others.length > 0;
  return `${printable(trace.file)}: ${doubt} ${there}${isOpen ? advice : ''}`;
}

/** Says, in one line, that a file could not be read whole; null where it could. */
export function damageWarning(facts: {
  readonly file: string;
  readonly damage: readonly Damage[];
  readonly damageCount: number;
}): string | null {
  const [first] = facts.damage;
  if (first === undefined) {
    return null;
  }
  const more =
    facts.damageCount > 1 ? `, and ${plural(facts.damageCount - 1, 'more stretch', 'more stretches')}` : '';
  return (
    `${printable(facts.file)} is damaged at offset ${first.offset} ` +
    `(${first.bytes} bytes: ${printable(first.reason)})${more}`
  );
}
