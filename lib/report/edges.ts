import type { Edges } from '../wsk/index.ts';
import { formatNs } from './units.ts';

/** What a trace is that was taken out of memory, whose session was never stopped, or wrote other files, too, in a line each. */
export function edgeLines(edges: Edges | null): string[] {
  if (edges === null) {
    return [];
  }
  const { isRing, isOpen, isPart, beganNs, heardNs } = edges;
  const ring =
    beganNs === null || beganNs === 0
      ? 'a ring of the latest events: what is older was overwritten'
      : `a ring of the latest events: all processors are in it from ${formatNs(beganNs)} on; before that, what some of them did was overwritten`;
  const open =
    heardNs === null || heardNs === 0
      ? 'the session was never stopped: what its buffers held last is not in the file'
      : `the session was never stopped: all processors are in it until ${formatNs(heardNs)}; later events of some may have stayed in its buffers`;
  return [...(isRing ? [ring] : []), ...(isOpen ? [open] : []), ...(isPart ? [partLine(edges)] : [])];
}

function partLine({ isRing, isOpen, beganNs, heardNs }: Edges): string {
  const from = isRing || beganNs === null ? '' : ` from ${formatNs(beganNs)} on`;
  const until = isOpen || heardNs === null || heardNs === 0 ? '' : ` until ${formatNs(heardNs)}`;
  const between = from + until === '' ? '' : `: all processors are in it${from}${until}`;
  return `one of several files of its session${between}; what some did outside of that is in another: name them all`;
}
