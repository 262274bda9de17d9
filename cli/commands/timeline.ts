import { Command } from 'commander';
import { refuseClashes, type TextOutput, textFile } from '../../lib/output/index.ts';
import { TimelineWriter } from '../../lib/report/index.ts';
import { type AnalysisOptions, addAnalysisOptions } from '../analysis.ts';
import { explainFiles } from '../explain.ts';
import { STANDARD } from '../files/standard-streams.ts';
import { parseDuration, refuseEmptyStretch } from '../options/duration.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage, warnOfNone } from '../warnings.ts';

/** Calls that have lanes of their own where the trace holds the kernel's events: the slowest. */
const EXPLAINED = 20;

interface TimelineCommandOptions extends AnalysisOptions {
  readonly out: string;
  readonly from?: number;
  readonly to?: number;
}

export function timelineCommand(terminal: Terminal): Command {
  const command = new Command('timeline')
    .argument('<file...>', 'trace file (.etl, .etl.gz, .etl.zip; - for stdin), or the files of one recording')
    .requiredOption(
      '-o, --out <file>',
      'the file to write, JSON in the Trace Event Format: compressed as .gz, to stdout as -',
    )
    .option(
      '--from <time>',
      'without calls that ended before this time since the trace’s start',
      parseDuration,
    )
    .option('--to <time>', 'without calls that began after this time since the trace’s start', parseDuration)
    .addHelpText('after', '\nExample:\n  wsktrace timeline trace.etl -o trace.json --from 2s --to 2500ms');
  return addAnalysisOptions(command).action(async (files: string[], options: TimelineCommandOptions) => {
    const { out, from, to } = options;
    refuseEmptyStretch(options);
    refuseClashes([...files, ...(options.mapping ?? [])], [out]);
    const output = out === STANDARD ? standardOutput(terminal) : textFile(out);
    try {
      const writer = new TimelineWriter((text) => output.write(text), {
        ...(from === undefined ? {} : { fromNs: from }),
        ...(to === undefined ? {} : { toNs: to }),
      });
      const { analysis, why } = await explainFiles(files, options, terminal, [writer.observer()], {
        choice: { worst: EXPLAINED },
        drawn: EXPLAINED,
      });
      writer.explain(why?.calls ?? []);
      writer.end(analysis);
      output.end();
      if (writer.calls === 0 && analysis.calls.issued > 0) {
        warnOfNoCalls(analysis.trace.file, options, terminal);
      }
      warnOfDamage(analysis.trace, terminal);
    } finally {
      output.abandon();
    }
  });
}

/** Says on stderr that the stretch is empty, so that nobody looks for the calls in the picture. */
function warnOfNoCalls(file: string, options: TimelineCommandOptions, terminal: Terminal): void {
  const asked = (['from', 'to'] as const).filter((name) => options[name] !== undefined);
  if (asked.length > 0) {
    warnOfNone('call', file, asked, terminal);
  }
}

function standardOutput(terminal: Terminal): TextOutput {
  return { write: (text) => terminal.data(text), end() {}, abandon() {} };
}
