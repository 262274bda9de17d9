/**
 * What went wrong, for a program: `usage` is the caller's (a missing path, a bad option), `unreadable` is the
 * input's (no trace can be read from it), `internal` is ours.
 */
export type ErrorKind = 'usage' | 'unreadable' | 'internal';

/** Where it went wrong: the file or option by name and, inside a file, the byte offset. */
export interface ErrorPlace {
  readonly file?: string;
  readonly offset?: number;
}

/** The one error type that this library throws. Its message is a sentence that names the place and the reason. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
  readonly kind: ErrorKind;
  readonly place: ErrorPlace;

  constructor(kind: ErrorKind, reason: string, place: ErrorPlace = {}, cause?: unknown) {
    super(describe(reason, place), cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.place = place;
  }
}

function describe(reason: string, place: ErrorPlace): string {
  const at = place.offset === undefined ? '' : ` at offset ${place.offset}`;
  return place.file === undefined ? `${reason}${at}` : `${place.file}${at}: ${reason}`;
}
