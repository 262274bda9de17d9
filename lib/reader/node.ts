/**
 * The reader by itself: traces to decoded events, and nothing of WSK drivers.
 *
 * @example
 * import { events, openTrace } from 'wsktrace/etl';
 *
 * const trace = await openTrace('trace.etl');
 * for await (const { timeNs, provider, name, fields } of events(trace)) {
 *   console.log(timeNs, provider.name, name, fields);
 * }
 * trace.close();
 *
 * @module etl
 */
import { openTrace as openFile } from '../etl/file/index.ts';
import type { Trace } from '../etl/index.ts';
import { openTrace as openInput, type TraceInput } from './open.ts';

export * from './browser.ts';

/**
 * Opens a trace: a file by its path or URL (.etl, .etl.gz, .etl.zip), or one in memory or in a Blob. Close it after use.
 *
 * @param name what to call one that is no file in messages
 * @throws TraceError of kind `usage` for a missing path, `unreadable` for what is no trace
 */
export async function openTrace(input: string | URL | TraceInput, name?: string): Promise<Trace> {
  return typeof input === 'string' || input instanceof URL ? openFile(input) : openInput(input, name);
}
