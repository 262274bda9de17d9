import type { Why } from '../../why/index.ts';
import type { RowSinkFor } from '../row-block.ts';
import { RowWriter, setId } from '../row-writer.ts';
import { defineFrame, NO_UINT16, NO_UINT32 } from '../schema.ts';
import { IDENTITY } from './identity.ts';

/** Calls whose time is told: the slowest. */
export const EXPLAINED_CALLS = 10_000;

export const SEGMENTS = defineFrame(
  'segments',
  'One row for each stretch of time of the 10,000 slowest calls, where the trace holds the kernel’s events: see wsktrace explain why.',
  {
    ...IDENTITY,
    callId: ['id', 'the call'],
    op: ['text', 'its operation'],
    phase: ['text', 'inside, pending or local'],
    cause: ['text', 'what the time was spent on'],
    missing: ['text', 'for not-recorded: what would have to be recorded'],
    module: ['text', 'image of the DPC or interrupt'],
    routine: ['text', 'that routine: module and offset, or address'],
    processor: ['uint16', 'where'],
    thread: [
      'uint32',
      'who ran; for a wait who ended it; for ready and preempted who ran meanwhile; for resolver who resolved the name; for a pending call’s not-recorded who completed it',
    ],
    process: ['text', 'file name of that thread’s process'],
    startNs: ['ns', 'when it began'],
    endNs: ['ns', 'when it ended, and the next began'],
    durationNs: ['ns', 'how long it took'],
  },
);

/** Writes the frame of what calls were spent on; it stays empty where nothing tells. */
export function writeSegments(why: Why | null, sinkFor: RowSinkFor): void {
  const frame = new RowWriter(SEGMENTS, sinkFor);
  for (const call of why?.calls ?? []) {
    for (const segment of call.segments) {
      const at = frame.next();
      const { row, slots, texts } = frame;
      row[at + slots.provider] = texts.provider.numberOf(call.provider);
      row[at + slots.load] = call.load;
      setId(row, at + slots.callId, call.callIdLow, call.callIdHigh);
      row[at + slots.op] = texts.op.numberOf(call.opName);
      row[at + slots.phase] = texts.phase.numberOf(segment.phase);
      row[at + slots.cause] = texts.cause.numberOf(segment.cause);
      row[at + slots.missing] = texts.missing.numberOf(segment.missing);
      row[at + slots.module] = texts.module.numberOf(segment.module);
      row[at + slots.routine] = texts.routine.numberOf(segment.routine);
      row[at + slots.processor] = segment.processor ?? NO_UINT16;
      row[at + slots.thread] = segment.thread?.id ?? NO_UINT32;
      row[at + slots.process] = texts.process.numberOf(segment.thread?.process ?? null);
      row[at + slots.startNs] = segment.startNs;
      row[at + slots.endNs] = segment.endNs;
      row[at + slots.durationNs] = segment.endNs - segment.startNs;
    }
  }
  frame.end();
}
