import { TraceError } from '../lib/etl/index.ts';

/** What the process ends with; every command keeps to these. */
export const ExitCode = {
  Fine: 0,
  /** Findings, a threshold or a regression: `check` and `compare` alone. */
  Found: 1,
  /** Wrong arguments or configuration. */
  Usage: 2,
  /** No trace can be read from the input. */
  Unreadable: 3,
  /** The trace can't tell: lost events, too few samples. */
  Inconclusive: 4,
  /** A fault of ours. */
  Internal: 70,
  /** Memory did not suffice. */
  NoMemory: 71,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof TraceError)) {
    return ExitCode.Internal;
  }
  switch (error.kind) {
    case 'usage':
      return ExitCode.Usage;
    case 'unreadable':
      return ExitCode.Unreadable;
    case 'internal':
      return ExitCode.Internal;
  }
}

/** Ends the program with a code, where all that is to be said has been said. */
export class EndWith extends Error {
  readonly code: ExitCode;

  constructor(code: ExitCode) {
    super(`ends with ${code}`);
    this.code = code;
  }
}
