import { type ErrorKind, type ErrorPlace, TraceError } from '../../lib/etl/index.ts';

/** What a TraceError is made of: plain data, so that it comes back from other threads. */
export interface PlainError {
  readonly kind: ErrorKind;
  readonly lines: readonly string[];
  readonly place: ErrorPlace;
}

export function plainError({ kind, lines, place }: TraceError): PlainError {
  return { kind, lines, place };
}

export function traceError({ kind, lines, place }: PlainError): TraceError {
  return new TraceError(kind, lines, place);
}
