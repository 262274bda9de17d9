import { printable } from '../text/index.ts';
import type { Analysis, AwaitedCalls, StuckUnload } from '../wsk/index.ts';
import { formatCount, plural } from './units.ts';

/** Sockets that a sentence names; the others are counted. */
const NAMED = 3;

/** What hangs in the unload of a trace's drivers: "Unload is stuck, waiting for 2 Receive calls on sockets 973 and 1659". */
export function unloadPhrase({ stuckUnloads }: Pick<Analysis, 'stuckUnloads'>): string | null {
  const [first, ...rest] = stuckUnloads;
  if (first === undefined) {
    return null;
  }
  const whose =
    rest.length === 0
      ? 'Unload'
      : `${plural(stuckUnloads.length, 'unload')}: that of ${printable(first.provider)}`;
  return `${whose} is stuck, ${awaited(first)}`;
}

function awaited({ calls, openSockets, openSocketIds, isNpiReleased }: StuckUnload): string {
  if (calls.length > 0) {
    return `waiting for ${joined(calls.map(callsPhrase))}`;
  }
  if (openSockets > 0) {
    return `waiting for ${plural(openSockets, 'open socket')}: ${namesOf(openSockets, openSocketIds)}`;
  }
  const where = isNpiReleased ? 'in WskDeregister' : 'before it released the provider NPI';
  return `${where}, with nothing outstanding that the trace shows`;
}

function callsPhrase({ op, count, sockets, socketIds }: AwaitedCalls): string {
  const on =
    sockets === 0 ? '' : ` on ${sockets === 1 ? 'socket' : 'sockets'} ${namesOf(sockets, socketIds)}`;
  return `${plural(count, `${op} call`)}${on}`;
}

function namesOf(count: number, ids: readonly string[]): string {
  const named = ids.slice(0, count > NAMED + 1 ? NAMED : NAMED + 1);
  return joined(count > named.length ? [...named, `${formatCount(count - named.length)} more`] : named);
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
