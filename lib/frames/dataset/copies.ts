import type { TraceStatus } from './status.ts';

interface Input {
  readonly traceId: string | null;
  readonly status: TraceStatus | null;
}

/** Each trace once: a copy under another name is an input of its own, but the same trace. What is no trace stays. */
export function withoutCopies<T extends Input>(inputs: readonly T[]): T[] {
  const seen = new Set<string>();
  return inputs.filter(({ traceId, status }) => {
    if (traceId === null || status === 'unreadable') {
      return true;
    }
    const isNew = !seen.has(traceId);
    seen.add(traceId);
    return isNew;
  });
}
