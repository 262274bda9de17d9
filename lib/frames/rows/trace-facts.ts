import type { Analysis } from '../../wsk/index.ts';
import type { RowSinkFor } from '../row-block.ts';
import { RowWriter } from '../row-writer.ts';
import { defineFrame } from '../schema.ts';

export const TRACE = defineFrame('trace', 'One row: the facts of the trace.', {
  file: ['text', 'the file'],
  fileBytes: ['whole', 'its size', 'bytes'],
  startTime: ['text', 'UTC of 0 ns in the other frames, ISO 8601 with 100 ns digits'],
  endTime: ['text', 'UTC of the session’s end, likewise'],
  durationNs: ['ns', 'from the first event to the last'],
  events: ['whole', 'events of all providers'],
  buffers: ['whole', 'buffers in the file'],
  eventsLost: ['whole', 'events that the session lost'],
  buffersLost: ['whole', 'buffers that the session lost'],
  isLossy: ['flag', 'whether events are missing, so that less can be said for sure'],
  damaged: ['whole', 'stretches of the file that can’t be read'],
  clock: ['text', 'qpc, system or cycles'],
  perfFreq: ['whole', 'ticks of the performance counter a second'],
  processors: ['uint32', 'processors of the machine'],
  pointerSize: ['uint32', 'bytes of a pointer', 'bytes'],
  osBuild: ['uint32', 'build of Windows'],
  loggerName: ['text', 'the session'],
  callsIssued: ['whole', 'calls issued in the trace'],
  callsPending: ['whole', 'calls in flight at its end'],
  maxInFlight: ['whole', 'calls in flight at the most'],
  findings: ['uint32', 'findings'],
});

/** Writes the one row of an analysis that is done. */
export function writeTraceFacts(analysis: Analysis, sinkFor: RowSinkFor): void {
  const frame = new RowWriter(TRACE, sinkFor);
  const { trace } = analysis;
  const at = frame.next();
  const { row, slots, texts } = frame;
  row[at + slots.file] = texts.file.numberOf(trace.file);
  row[at + slots.fileBytes] = trace.bytes;
  row[at + slots.startTime] = texts.startTime.numberOf(trace.startTime);
  row[at + slots.endTime] = texts.endTime.numberOf(trace.endTime);
  row[at + slots.durationNs] = trace.durationNs;
  row[at + slots.events] = trace.events;
  row[at + slots.buffers] = trace.buffers;
  row[at + slots.eventsLost] = trace.eventsLost;
  row[at + slots.buffersLost] = trace.buffersLost;
  row[at + slots.isLossy] = analysis.isLossy ? 1 : 0;
  row[at + slots.damaged] = trace.damageCount;
  row[at + slots.clock] = texts.clock.numberOf(trace.clock);
  row[at + slots.perfFreq] = trace.perfFreq;
  row[at + slots.processors] = trace.processors;
  row[at + slots.pointerSize] = trace.pointerSize;
  row[at + slots.osBuild] = trace.osBuild;
  row[at + slots.loggerName] = texts.loggerName.numberOf(trace.loggerName);
  row[at + slots.callsIssued] = analysis.calls.issued;
  row[at + slots.callsPending] = analysis.calls.pendingAtEnd;
  row[at + slots.maxInFlight] = analysis.maxInFlight;
  row[at + slots.findings] = analysis.findings.length;
  frame.end();
}
