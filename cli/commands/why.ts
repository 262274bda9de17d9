import { Command } from 'commander';
import { refuseClashes, writeFile } from '../../lib/output/index.ts';
import { DRAWN_CALLS, whyJson, whyMarkdown, whyText } from '../../lib/report/index.ts';
import { type CallChoice, type Why, why } from '../../lib/why/index.ts';
import { type AnalysisOptions, addAnalysisOptions, warnOfAnalysis, withTraces } from '../analysis.ts';
import { goesToStdout, STANDARD } from '../files/standard-streams.ts';
import { parseDuration } from '../options/duration.ts';
import { parseId } from '../options/id.ts';
import { parseCountUpTo } from '../options/integer.ts';
import { addOpen } from '../options/open.ts';
import { parseOperation } from '../options/operation.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

/** Each is kept with what happened on its processors meanwhile. */
const MAX_WORST = 10_000;

interface WhyCommandOptions extends AnalysisOptions {
  readonly over?: number;
  readonly worst?: number;
  readonly call?: string;
  readonly op?: number;
  readonly function?: string;
  readonly json?: boolean;
  readonly md?: string;
  readonly html?: string;
}

export function whyCommand(terminal: Terminal): Command {
  const command = new Command('why')
    .argument('<file...>', 'trace file (.etl, .etl.gz, .etl.zip; - for stdin), or the files of one recording')
    .option('--over <time>', 'the calls that took longer, as in 10ms', parseDuration)
    .option('--worst <n>', 'the n slowest calls', parseCountUpTo(MAX_WORST))
    .option('--call <id>', 'the call of this id', parseId)
    .option('--op <operation>', 'only calls of this operation, as in Send', parseOperation)
    .option('--function <name>', 'only calls that this function issued')
    .option('--json', 'as JSON')
    .option('--md <file>', 'also write Markdown, for a pull request or a step summary')
    .option('--html <file>', 'also write a page with a picture of each slow call')
    .addHelpText(
      'after',
      '\nWithout --over, --worst and --call: the slowest call of each operation.\n\nExample:\n  wsktrace why trace.etl --over 10ms --op Send',
    );
  return addAnalysisOptions(addOpen(command, 'html')).action(
    async (files: string[], options: WhyCommandOptions) => {
      refuseClashes([...files, ...(options.mapping ?? [])], [options.md, options.html]);
      const hasStdout = goesToStdout([options.md, options.html], options.json);
      const result = await withTraces(files, options, terminal, (traces, analyzeOptions) =>
        why(traces, {
          ...analyzeOptions,
          choice: choiceOf(options),
          drawn: options.html === undefined ? 0 : DRAWN_CALLS,
        }),
      );
      const { analysis } = result;
      warnOfAnalysis(analysis, options, terminal);
      await write(result, options, hasStdout, terminal);
      warnOfDamage(analysis.trace, terminal);
    },
  );
}

function choiceOf({ over, worst, call, op, function: functionName }: WhyCommandOptions): CallChoice {
  return {
    ...(over === undefined ? {} : { overNs: over }),
    ...(worst === undefined ? {} : { worst }),
    ...(call === undefined ? {} : { callId: call }),
    ...(op === undefined ? {} : { op }),
    ...(functionName === undefined ? {} : { functionName }),
  };
}

/** @param hasStdout whether the page or the Markdown goes to stdout, in place of the text */
async function write(
  result: Why,
  { json, md, html }: WhyCommandOptions,
  hasStdout: boolean,
  terminal: Terminal,
): Promise<void> {
  const put = (file: string, text: string) =>
    file === STANDARD ? terminal.data(text) : writeFile(file, text);
  if (md !== undefined) {
    put(md, whyMarkdown(result));
  }
  if (html !== undefined) {
    // What draws is large and loaded only where something is drawn.
    const { whyPageOf } = await import('../files/page.ts');
    put(html, await whyPageOf(result));
  }
  if (hasStdout) {
    return;
  }
  if (json) {
    terminal.data(whyJson(result));
  } else {
    const { width, style } = terminal;
    terminal.out(whyText(result, { width, style }));
  }
}
