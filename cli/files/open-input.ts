import { openTrace, openTraceOnStandardInput } from '../../lib/etl/file/index.ts';
import type { Trace } from '../../lib/etl/index.ts';
import { STANDARD } from './standard-streams.ts';

/**
 * Opens a trace that the command line names, `-` being standard input.
 * @throws TraceError of kind `usage` for a missing path, `unreadable` for what is no trace
 */
export async function openInput(file: string): Promise<Trace> {
  return file === STANDARD ? openTraceOnStandardInput() : openTrace(file);
}
