import { Command } from 'commander';
import { factsOf, type TraceFacts } from '../../lib/decode/index.ts';
import { TraceError } from '../../lib/etl/index.ts';
import { infoJson, infoText } from '../../lib/report/index.ts';
import { EndWith, ExitCode, exitCodeOf } from '../exit-code.ts';
import { openInput } from '../files/open-input.ts';
import { createProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

export function infoCommand(terminal: Terminal): Command {
  return new Command('info')
    .argument('<file...>', 'trace files (.etl, .etl.gz, .etl.zip; - for stdin)')
    .option('--json', 'as JSON: an array with an object for each file')
    .addHelpText('after', '\nExample:\n  wsktrace info trace.etl --json')
    .action(async (files: string[], options: { json?: boolean }) => {
      const facts: TraceFacts[] = [];
      let code: ExitCode = ExitCode.Fine;
      for (const file of files) {
        try {
          facts.push(await factsIn(file, terminal));
        } catch (error) {
          // The others are told all the same.
          const ending = tell(error, terminal);
          code = ending > code ? ending : code;
        }
      }
      if (options.json && facts.length > 0) {
        terminal.data(infoJson(facts));
      } else {
        terminal.out(facts.map((one) => infoText(one, terminal)).join('\n'));
      }
      facts.forEach((one) => {
        warnOfDamage(one, terminal);
      });
      if (code !== ExitCode.Fine) {
        throw new EndWith(code);
      }
    });
}

/** Says why a file can't be read, and returns what that ends the program with. */
function tell(error: unknown, terminal: Terminal): ExitCode {
  if (!(error instanceof TraceError)) {
    throw error;
  }
  terminal.warn(`wsktrace: ${error.message}`);
  return exitCodeOf(error);
}

async function factsIn(file: string, terminal: Terminal): Promise<TraceFacts> {
  const trace = await openInput(file);
  const progress = await createProgress(terminal.hasProgress, trace.source.size);
  try {
    return await factsOf(trace, (bytesRead, events) => progress.update(bytesRead, events));
  } finally {
    progress.end();
    trace.close();
  }
}
