import { jsonText } from '../../text/index.ts';
import type { TraceStatus } from './status.ts';

interface Input {
  readonly traceId: string | null;
  readonly status: TraceStatus | null;
}

/**
 * Each trace once, as its first input: a copy under another name is an input of its own, but the same trace. What is no
 * trace stays.
 * @param groupOf in each of these groups a trace stays once; all are one unless told
 */
export function withoutCopies<T extends Input>(
  inputs: readonly T[],
  groupOf: (input: T) => string | null = () => null,
): T[] {
  const seen = new Set<string>();
  return inputs.filter((input) => {
    const { traceId, status } = input;
    if (traceId === null || status === 'unreadable') {
      return true;
    }
    const key = jsonText([traceId, groupOf(input)]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
