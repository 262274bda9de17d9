import { inspect } from 'node:util';
import { TraceError } from '../lib/etl/index.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { isOutOfMemory, NO_MEMORY } from './no-memory.ts';
import type { Terminal } from './terminal.ts';

/** Says what ended a run, and returns what it ends with. */
export function tellFault(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof TraceError) {
    terminal.warn(`wsktrace: ${error.message}`);
    return exitCodeOf(error);
  }
  if (isOutOfMemory(error)) {
    terminal.warn(NO_MEMORY);
    return ExitCode.NoMemory;
  }
  terminal.warn('wsktrace: a fault of the program itself; please report it with the trace that shows it');
  // With its causes, which a stack alone leaves out.
  terminal.warn(`  ${inspect(error).replaceAll('\n', '\n  ')}`);
  return ExitCode.Internal;
}
