import { printable } from '../../lib/text/index.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfNone } from '../warnings.ts';
import type { EventsOptions } from './options.ts';

/** The options that leave events out. */
const FILTERS = [
  'provider',
  'event',
  'from',
  'to',
  'pid',
  'tid',
  'processor',
  'level',
  'keyword',
  'where',
  'irp',
  'call',
  'socket',
] as const satisfies readonly (keyof EventsOptions)[];

/**
 * Says on stderr that nothing in a trace is what was asked for, so that an empty answer is not taken for another.
 * @param unknownFields fields that `--where` names and no event has
 */
export function warnOfNoEvents(
  file: string,
  options: EventsOptions,
  unknownFields: readonly string[],
  terminal: Terminal,
): void {
  const asked = FILTERS.filter((name) => options[name] !== undefined);
  if (asked.length === 0) {
    return;
  }
  const fields = unknownFields.map(printable).join(', ');
  const what = unknownFields.length === 1 ? 'a field' : 'fields';
  const why = fields === '' ? '' : `: none has ${what} ${fields}`;
  warnOfNone('event', file, asked, terminal, why);
}
