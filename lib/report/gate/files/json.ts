import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { TraceError } from '../../../etl/index.ts';

/** @throws TraceError of kind `usage` with the line and column of the fault, where the engine tells it */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(withoutMark(text));
  } catch (cause) {
    const { message } = cause as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const place = position === undefined ? '' : placeIn(text, Number(position));
    throw new TraceError('usage', `not valid JSON${place}: ${message}`, { file }, cause);
  }
}

/**
 * The same for a file that people write: with comments, and a comma behind the last of several.
 * @throws TraceError of kind `usage` with the line and column of the first fault
 */
export function parseJsonWithComments(text: string, file: string): unknown {
  const faults: ParseError[] = [];
  const plain = withoutMark(text);
  const value: unknown = parse(plain, faults, { allowTrailingComma: true });
  const [fault] = faults;
  if (fault !== undefined) {
    const what = printParseErrorCode(fault.error)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase();
    throw new TraceError('usage', `not valid JSON${placeIn(plain, fault.offset)}: ${what}`, { file });
  }
  return value;
}

/** A byte order mark is what some editors begin a file with. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function placeIn(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return ` (line ${before.length}, column ${before.at(-1)!.length + 1})`;
}
