import { TraceError } from '../../../etl/index.ts';

/** @throws TraceError of kind `usage` with the line and column of the fault, where the engine tells it */
export function parseJson(text: string, file: string): unknown {
  try {
    // A byte order mark is what some editors begin a file with.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const { message } = cause as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const before = text.slice(0, Number(position ?? 0)).split('\n');
    const place =
      position === undefined ? '' : ` (line ${before.length}, column ${before.at(-1)!.length + 1})`;
    throw new TraceError('usage', `not valid JSON${place}: ${message}`, { file }, cause);
  }
}
