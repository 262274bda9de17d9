import { Command } from 'commander';
import { diagnose, doctorText } from '../../lib/report/index.ts';
import { jsonText } from '../../lib/text/index.ts';
import { analyzeWithNames } from '../../lib/wsk/index.ts';
import { type AnalysisOptions, addAnalysisOptions, withTraces } from '../analysis.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfUnknownProviders } from '../warnings.ts';

interface DoctorOptions extends AnalysisOptions {
  readonly json?: boolean;
}

export function doctorCommand(terminal: Terminal): Command {
  const command = new Command('doctor')
    .argument('<file...>', 'trace file (.etl, .etl.gz, .etl.zip; - for stdin), or the files of one recording')
    .option('--json', 'as JSON: an array with an object for each part of the recording')
    .addHelpText('after', '\nExample:\n  wsktrace doctor trace.etl');
  return addAnalysisOptions(command).action(async (files: string[], options: DoctorOptions) => {
    const analysis = await withTraces(files, options, terminal, analyzeWithNames);
    warnOfUnknownProviders(analysis.trace, options.provider, terminal);
    if (options.json) {
      terminal.data(`${jsonText(diagnose(analysis), 2)}\n`);
    } else {
      terminal.out(doctorText(analysis, terminal));
    }
  });
}
