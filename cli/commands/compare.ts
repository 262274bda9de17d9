import { Command } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { refuseClashes } from '../../lib/output/index.ts';
import {
  COMPARE_REPORTERS,
  type CompareFormat,
  type CompareInput,
  comparedTrace,
  DEFAULT_LATENCY_OPTIONS,
  type GateFlags,
  settingsOf,
} from '../../lib/report/index.ts';
import { type ComparisonOptions, runComparison } from '../check/comparison.ts';
import { loadConfig } from '../check/config-file.ts';
import { countOnce } from '../check/count-once.ts';
import { expandTraces } from '../check/expand.ts';
import { addGateOptions, type GateOptions, readRequest } from '../check/options.ts';
import { outputFiles, parseOutputs } from '../check/outputs.ts';
import { type ReadTraces, readTraces } from '../check/read-traces.ts';
import { packageVersion } from '../files/version.ts';
import { parsePositiveShare, parseShare } from '../options/share.ts';
import type { Terminal } from '../terminal.ts';

interface CompareOptions extends GateOptions, ComparisonOptions {
  readonly base?: string[];
  readonly head?: string[];
}

const FORMATS = Object.keys(COMPARE_REPORTERS) as CompareFormat[];
const { minEffect, alpha } = DEFAULT_LATENCY_OPTIONS;

const EXAMPLES = `
Ten traces a side show a change of a fifth; one trace against one shows its differences, and claims nothing.

Examples:
  wsktrace compare before.etl after.etl
  wsktrace compare --base main/*.etl --head branch/*.etl
  wsktrace compare --base main --head branch --min-effect 5% --format markdown=compare.md`;

export function compareCommand(terminal: Terminal): Command {
  const command = new Command('compare')
    .argument('[before]', 'a trace of before, with one of after: the same as --base and --head')
    .argument('[after]', 'the trace of after')
    .option('--base <trace...>', 'traces of before: files, folders or patterns')
    .option('--head <trace...>', 'traces of after')
    .option('--min-effect <share>', 'changes smaller than this are of no interest', parseShare, minEffect)
    .option(
      '--alpha <share>',
      'accepted chance of a false claim, over all tests together',
      parsePositiveShare,
      alpha,
    )
    .option(
      '--format <name=file,…>',
      `what to write, of ${FORMATS.join(', ')} (may be repeated; without a file: to stdout)`,
      parseOutputs(FORMATS),
    )
    .addHelpText('after', EXAMPLES)
    .action((before: string | undefined, after: string | undefined, options: CompareOptions) =>
      runCompare(sidesOf([before, after], options), options, packageVersion(), terminal),
    );
  return addGateOptions(command);
}

interface Sides {
  readonly base: readonly string[];
  readonly head: readonly string[];
}

/** @throws TraceError of kind `usage` unless both sides are named, in one of the two ways */
function sidesOf([before, after]: readonly (string | undefined)[], { base, head }: CompareOptions): Sides {
  if (before !== undefined && after !== undefined && base === undefined && head === undefined) {
    return { base: [before], head: [after] };
  }
  if (before === undefined && base !== undefined && head !== undefined) {
    return { base, head };
  }
  throw new TraceError(
    'usage',
    'compare takes two traces, before and after, or sets of them by --base and --head',
  );
}

async function runCompare(
  sides: Sides,
  options: CompareOptions,
  version: string,
  terminal: Terminal,
): Promise<void> {
  const { config, file: configFile } = await loadConfig(options.config);
  const settings = settingsOf(config, flagsOf(options));
  const request = readRequest(config, options);
  const [baseFiles, headFiles] = [expandTraces(sides.base), expandTraces(sides.head)];
  refuseClashes(
    [
      ...baseFiles,
      ...headFiles,
      ...(request.analysis.mapping ?? []),
      ...(configFile === null ? [] : [configFile]),
    ],
    outputFiles(options.format),
  );
  runComparison(
    {
      base: sideOf(await readTraces(baseFiles, request, options.jobs, terminal), terminal),
      head: sideOf(await readTraces(headFiles, request, options.jobs, terminal), terminal),
      settings,
      version,
    },
    options,
    terminal,
  );
}

function sideOf({ traces, unreadable }: ReadTraces, terminal: Terminal): CompareInput['base'] {
  return { traces: countOnce(traces, terminal).map(comparedTrace), unreadable };
}

function flagsOf({ rule, failOn, minSamples, inconclusive }: CompareOptions): GateFlags {
  return {
    ...(rule === undefined ? {} : { rules: rule }),
    ...(failOn === undefined ? {} : { failOn }),
    ...(minSamples === undefined ? {} : { minSamples }),
    ...(inconclusive === undefined ? {} : { inconclusive }),
  };
}
