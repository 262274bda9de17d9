import { existsSync } from 'node:fs';
import { COMMANDS } from './commands/index.ts';
import { STANDARD } from './files/standard-streams.ts';

const TRACE_NAME = /\.etl(\.gz|\.zip)?$/i;

/** `wsktrace trace.etl` is `wsktrace report trace.etl`; a command's name is always the command. */
export function withCommand(argv: readonly string[]): readonly string[] {
  const [first] = argv;
  const isCommand = first === undefined || first === 'help' || COMMANDS.some(({ name }) => name === first);
  const isTrace = !isCommand && (first === STANDARD || TRACE_NAME.test(first) || existsSync(first));
  return isTrace ? ['report', ...argv] : argv;
}
