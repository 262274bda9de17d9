import { plural } from '../text/index.ts';
import type { TraceFacts } from './tally.ts';

/** What a session lost, as text: "lost while recording: 1 event, 0 buffers"; null where nothing was lost. */
export function lossLine({
  eventsLost,
  buffersLost,
  lossyBuffers,
}: Pick<TraceFacts, 'eventsLost' | 'buffersLost' | 'lossyBuffers'>): string | null {
  if (eventsLost === 0 && buffersLost === 0 && lossyBuffers === 0) {
    return null;
  }
  const told =
    lossyBuffers === 0
      ? ''
      : `; ${plural(lossyBuffers, 'buffer tells', 'buffers tell')} of losses before ${lossyBuffers === 1 ? 'it' : 'them'}`;
  return `lost while recording: ${plural(eventsLost, 'event')}, ${plural(buffersLost, 'buffer')}${told}`;
}
