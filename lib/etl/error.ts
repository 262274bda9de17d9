import { capped, MAX_ERROR, printable } from '../text/index.ts';

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

/**
 * The one error type that this library throws. Its message is a sentence that names the place and the reason, with
 * details on lines of their own where there are some; names in it are made printable, those in `place` are as they are.
 */
export class TraceError extends Error {
  override readonly name = 'TraceError';
  readonly kind: ErrorKind;
  readonly place: ErrorPlace;
  /** The lines of the reason, without the place. */
  readonly lines: readonly string[];

  /** @param reason a sentence, or that and its details, a line each */
  constructor(kind: ErrorKind, reason: string | readonly string[], place: ErrorPlace = {}, cause?: unknown) {
    const lines = typeof reason === 'string' ? [reason] : reason;
    super(describe(lines, place), cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.place = place;
    this.lines = lines;
  }
}

function describe([first = '', ...details]: readonly string[], place: ErrorPlace): string {
  const at = place.offset === undefined ? '' : ` at offset ${place.offset}`;
  const sentence = place.file === undefined ? `${first}${at}` : `${place.file}${at}: ${first}`;
  return [sentence, ...details].map((line) => printable(capped(line, MAX_ERROR))).join('\n  ');
}
