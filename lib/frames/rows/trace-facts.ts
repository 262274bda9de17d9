import type { Analysis } from '../../wsk/index.ts';
import { FrameBuilder, type SinkFor } from '../frame-builder.ts';
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
export function writeTraceFacts(analysis: Analysis, sinkFor: SinkFor): void {
  const frame = new FrameBuilder(TRACE, sinkFor);
  const { trace } = analysis;
  const at = frame.next();
  const { columns, texts } = frame;
  columns.file[at] = texts.file.numberOf(trace.file);
  columns.fileBytes[at] = trace.bytes;
  columns.startTime[at] = texts.startTime.numberOf(trace.startTime);
  columns.endTime[at] = texts.endTime.numberOf(trace.endTime);
  columns.durationNs[at] = trace.durationNs;
  columns.events[at] = trace.events;
  columns.buffers[at] = trace.buffers;
  columns.eventsLost[at] = trace.eventsLost;
  columns.buffersLost[at] = trace.buffersLost;
  columns.isLossy[at] = analysis.isLossy ? 1 : 0;
  columns.damaged[at] = trace.damageCount;
  columns.clock[at] = texts.clock.numberOf(trace.clock);
  columns.perfFreq[at] = trace.perfFreq;
  columns.processors[at] = trace.processors;
  columns.pointerSize[at] = trace.pointerSize;
  columns.osBuild[at] = trace.osBuild;
  columns.loggerName[at] = texts.loggerName.numberOf(trace.loggerName);
  columns.callsIssued[at] = analysis.calls.issued;
  columns.callsPending[at] = analysis.calls.pendingAtEnd;
  columns.maxInFlight[at] = analysis.maxInFlight;
  columns.findings[at] = analysis.findings.length;
  frame.end();
}
