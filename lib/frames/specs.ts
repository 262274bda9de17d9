import { CALLBACKS } from './rows/callbacks.ts';
import { CALLS } from './rows/calls.ts';
import { DRIVER } from './rows/driver-states.ts';
import { FINDINGS, OCCURRENCES } from './rows/findings.ts';
import { IRPS } from './rows/irps.ts';
import { SEGMENTS } from './rows/segments.ts';
import { SOCKETS } from './rows/sockets.ts';
import { TRACE } from './rows/trace-facts.ts';
import type { ColumnTypes, FrameName, FrameSpec } from './schema.ts';

/** Every frame with its columns, their types, units and meaning. */
export const FRAMES: readonly FrameSpec<ColumnTypes, FrameName>[] = [
  CALLS,
  IRPS,
  SOCKETS,
  CALLBACKS,
  DRIVER,
  FINDINGS,
  OCCURRENCES,
  SEGMENTS,
  TRACE,
];
