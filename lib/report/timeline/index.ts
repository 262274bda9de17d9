/** A timeline for the Perfetto UI and chrome://tracing, written while a trace is analysed. */
export { type TimelineOptions, TimelineWriter } from './timeline.ts';
