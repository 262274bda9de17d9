import { Command, CommanderError } from 'commander';
import { printable } from '../lib/text/index.ts';
import { COMMANDS, type CommandEntry } from './commands/index.ts';
import { withCommand } from './default-command.ts';
import { keepGarbageYoung } from './engine.ts';
import { EndWith, ExitCode } from './exit-code.ts';
import { tellFault } from './fault.ts';
import { versionText } from './files/version.ts';
import { ClosedPipe } from './streams.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs a command line and returns the exit code.
 * @param argv the arguments alone, without node and script
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const words = withCommand(argv);
    const program = await createProgram(words, terminal);
    keepGarbageYoung();
    await program.parseAsync([...words], { from: 'user' });
    return ExitCode.Fine;
  } catch (error) {
    if (error instanceof ClosedPipe) {
      return ExitCode.Fine;
    }
    if (error instanceof EndWith) {
      return error.code;
    }
    if (error instanceof CommanderError) {
      // commander has told why; help is no error.
      return error.exitCode === 0 ? ExitCode.Fine : ExitCode.Usage;
    }
    return tellFault(error, terminal);
  }
}

/** What commander says of wrong arguments, whose details stand on lines of their own as those of a TraceError do. */
function printableError(text: string): string {
  return text
    .trimEnd()
    .replace(/\n(?=\(Did you mean )/, ' ')
    .split('\n  ')
    .map(printable)
    .join('\n  ');
}

async function createProgram(argv: readonly string[], terminal: Terminal): Promise<Command> {
  const program = new Command('wsktrace')
    .description('Reads ETW traces of Winsock Kernel drivers: leaked, never-completed and slow IRPs.')
    .option('-V, --version', 'print the version, and the commit that was built')
    .addHelpText(
      'after',
      '\nExample:\n  wsktrace report trace.etl\n\nA trace alone is enough for that: wsktrace trace.etl\nThe documentation: wsktrace explain',
    )
    .showHelpAfterError('(wsktrace --help tells how)');
  // commander's own way wants the text at every start, and two files are read for it.
  program.on('option:version', () => {
    terminal.out(`${versionText()}\n`);
    throw new EndWith(ExitCode.Fine);
  });
  const commands = await Promise.all(COMMANDS.map((entry) => commandOf(entry, argv, terminal)));
  for (const command of [program, ...commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.warn(text.trimEnd()),
      outputError: (text) => terminal.warn(printableError(text)),
    });
  }
  for (const command of commands) {
    program.addCommand(command);
  }
  refuseUnknownHelp(program, argv);
  return program;
}

/** commander shows the general help for a command that it does not know. */
function refuseUnknownHelp(program: Command, [help, name]: readonly string[]): void {
  const isKnown = name === undefined || name.startsWith('-') || name === 'help';
  if (help === 'help' && !isKnown && !COMMANDS.some((entry) => entry.name === name)) {
    program.error(`error: unknown command '${name}'`);
  }
}

/** A command that the arguments name or, for the help's list alone, its name and summary. */
async function commandOf(entry: CommandEntry, argv: readonly string[], terminal: Terminal): Promise<Command> {
  const { name, summary, load } = entry;
  const command = argv.includes(name) ? (await load())(terminal) : new Command(name);
  return command.description(summary);
}
