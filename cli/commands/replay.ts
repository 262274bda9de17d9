import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { isSingleExecutable, packagePath } from '../../lib/package/index.ts';
import { EndWith, ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

interface ReplayOptions {
  readonly lab: string;
  readonly out: string;
  readonly build: string;
  readonly debug?: boolean;
}

/** The lab is of the repository, with the C sources that it is made of; the package has none of them. */
const LAB_SOURCES = 'driver-tracing/lab/harness';
const LAB_PROGRAM = 'dist/driver-tracing/lab/explore/cli.js';

export function replayCommand(terminal: Terminal): Command {
  return new Command('replay')
    .argument('<trace>', 'a trace of the driver, from wherever it ran')
    .requiredOption('--lab <lab.json>', 'the driver’s description for the fault lab')
    .option('--out <folder>', 'where the lab builds, and writes the run’s trace', 'lab-out')
    .option('--build <kind>', 'asan or plain', 'asan')
    .option('--debug', 'then run it under gdb')
    .addHelpText(
      'after',
      '\nExample:\n  wsktrace replay field.etl --lab driver/lab.json\n\nWhat the lab is: wsktrace explain lab',
    )
    .action((trace: string, options: ReplayOptions) => runReplay(trace, options, terminal));
}

async function runReplay(trace: string, options: ReplayOptions, terminal: Terminal): Promise<void> {
  const program = packagePath(LAB_PROGRAM);
  if (isSingleExecutable() || !existsSync(packagePath(LAB_SOURCES)) || !existsSync(program)) {
    throw new TraceError(
      'usage',
      'the fault lab is in wsktrace’s repository alone: run it from a checkout that is built',
    );
  }
  const { lab, out, build, debug } = options;
  const args = ['--driver', lab, '--trace', trace, '--out', out, '--build', build];
  const child = spawn(process.execPath, [program, ...args, ...(debug === true ? ['--debug'] : [])], {
    stdio: ['inherit', 'pipe', 'pipe'],
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => terminal.out(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => terminal.warn(text.trimEnd()));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve(status ?? ExitCode.Internal));
  });
  if (code !== ExitCode.Fine) {
    throw new EndWith(code as ExitCode);
  }
}
