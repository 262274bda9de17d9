import type { CallConnection } from '../tcp/call-connection.ts';
import { type Local, localOfDpc } from './local-of-dpc.ts';
import { type Recording, whyNoThread } from './recording.ts';
import { type Segment, segment, tile } from './segment.ts';
import { threadSegments } from './thread-segments.ts';
import type { ThreadPiece } from './thread-track.ts';

/**
 * WskGetAddressInfo and WskGetNameInfo are answered by a service in user mode. What of a call's time was spent on it is what the
 * thread did that completed the call, from the moment on at which it began to resolve a name.
 */
export function pendingOfResolver(
  { tracked, resolution }: CallConnection,
  recording: Recording,
  startNs: number,
  endNs: number,
): Segment[] {
  const { call, completing } = tracked;
  if (resolution === null || completing === null) {
    // It never completed: that nobody answered is sure.
    return [segment({ phase: 'pending', cause: 'resolver', startNs, endNs })];
  }
  const { timeNs: beganNs, event, processor } = resolution;
  const { completionThread } = call;
  const evidence = [{ timeNs: beganNs, event, processor }];
  const since = threadSegments(completing.pieces, completionThread, 'pending', recording, null);
  return [
    segment({
      phase: 'pending',
      cause: 'resolver',
      startNs,
      endNs: beganNs,
      threadId: completionThread,
      evidence,
    }),
    ...tile(since, 'pending', beganNs, endNs, whyNoThread(recording)),
  ];
}

/** From the end of the resolving thread's last wait on, or else from where it began; null where nothing is known of it. */
export function localOfResolver({ tracked, resolution }: CallConnection, recording: Recording): Local | null {
  const { call, completing } = tracked;
  if (resolution === null || completing === null) {
    return null;
  }
  const { pieces } = completing;
  const since = (fromNs: number) =>
    threadSegments(pieces, call.completionThread, 'local', recording, null).filter(
      ({ endNs }) => endNs > fromNs,
    );
  const wait = pieces.findLast((piece) => isWait(piece) && piece.endNs > resolution.timeNs);
  if (wait === undefined || !isWait(wait)) {
    return { startNs: resolution.timeNs, segments: since(resolution.timeNs), missing: null };
  }
  const { endNs } = wait;
  if (wait.kind === 'off' || !wait.readier.isByDpc) {
    return { startNs: endNs, segments: since(endNs), missing: null };
  }
  const { dpc } = wait.readier;
  return dpc === null
    ? { startNs: endNs, segments: since(endNs), missing: 'untold' }
    : localOfDpc(dpc, since(endNs), recording);
}

type Wait = Extract<ThreadPiece, { readonly kind: 'waiting' | 'off' }>;

function isWait(piece: ThreadPiece): piece is Wait {
  return piece.kind === 'waiting' || piece.kind === 'off';
}
