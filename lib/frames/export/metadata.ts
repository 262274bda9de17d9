import { sessionTimes, type Trace } from '../../etl/index.ts';
import { jsonText } from '../../text/index.ts';
import type { FrameSpec } from '../schema.ts';
import { type OneOrMoreTraces, tracesOf } from '../traces.ts';
import type { ExportFormatName } from './formats.ts';

/** What the heads of the files tell; losses that only its buffers tell of are in the `trace` frame. */
export function headerFacts(trace: OneOrMoreTraces): Record<string, unknown>[] {
  return tracesOf(trace).map(factsOf);
}

function factsOf({ header, source }: Trace): Record<string, unknown> {
  return {
    file: source.name,
    bytes: source.size,
    ...sessionTimes(header),
    clock: header?.clock ?? null,
    perfFreq: header?.perfFreq ?? null,
    pointerSize: header?.pointerSize ?? null,
    processors: header?.processors ?? null,
    osBuild: header?.osBuild ?? null,
    loggerName: header?.loggerName ?? null,
    eventsLost: header?.eventsLost ?? null,
    buffersLost: header?.buffersLost ?? null,
  };
}

/** Each column's type, unit and meaning. */
export function columnFacts(spec: FrameSpec): Record<string, unknown> {
  return Object.fromEntries(
    spec.columns.map(({ name, type, unit, description }) => [name, { type, unit, description }]),
  );
}

/** The version of the frames’ columns and types. A column that comes later is none in older files. */
export const FRAMES_SCHEMA = 'wsktrace.frames/1';

/** What stands in the metadata of one frame's file: the frame, its columns with units, and the trace's facts. */
export function fileMetadata(spec: FrameSpec, trace: OneOrMoreTraces): Map<string, string> {
  return new Map([
    ['wsktrace.schema', FRAMES_SCHEMA],
    ['wsktrace.frame', spec.name],
    ['wsktrace.description', spec.description],
    ['wsktrace.columns', jsonText(columnFacts(spec))],
    ['wsktrace.traces', jsonText(headerFacts(trace))],
  ]);
}

/** Describes the frames, their columns and units, beside the files: what CSV and NDJSON have no place for. */
export const SCHEMA_FILE = 'frames.json';

/** What stands in it. */
export function schemaText(
  trace: OneOrMoreTraces,
  specs: readonly FrameSpec[],
  format: ExportFormatName,
): string {
  const frames = Object.fromEntries(
    specs.map((spec) => [spec.name, { description: spec.description, columns: columnFacts(spec) }]),
  );
  return `${jsonText({ schema: FRAMES_SCHEMA, format, traces: headerFacts(trace), frames }, 2)}\n`;
}
