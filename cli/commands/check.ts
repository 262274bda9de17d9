import { Command, Option } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { refuseClashes } from '../../lib/output/index.ts';
import {
  CHECK_REPORTERS,
  type CheckFormat,
  type CheckInput,
  type CheckResult,
  check,
  checkText,
  createLocator,
  type GateFlags,
  settingsOf,
  type Threshold,
} from '../../lib/report/index.ts';
import { type BaselineChanges, readBaseline, writeBaseline } from '../check/baseline-file.ts';
import { CONFIG_NAME, initConfig, loadConfig } from '../check/config-file.ts';
import { countOnce } from '../check/count-once.ts';
import { checkDataset, type DatasetCheckOptions, refuseMixtures } from '../check/dataset.ts';
import { expandTraces } from '../check/expand.ts';
import { addGateOptions, collectThreshold, type GateOptions, readRequest } from '../check/options.ts';
import { type Output, outputFiles, parseOutputs, writeOutputs } from '../check/outputs.ts';
import { readTraces } from '../check/read-traces.ts';
import { readSources } from '../check/source-files.ts';
import { EndWith, ExitCode } from '../exit-code.ts';
import { packageVersion } from '../files/version.ts';
import { parsePositiveShare, parseShare } from '../options/share.ts';
import type { Terminal } from '../terminal.ts';

interface CheckOptions extends GateOptions, BaselineChanges, DatasetCheckOptions {
  readonly threshold?: Threshold[];
  readonly aggregate?: 'median' | 'worst';
  readonly init?: boolean;
  readonly baseline?: string;
  readonly sourceRoot?: string;
  readonly format?: Output<CheckFormat>[];
}

const FORMATS = Object.keys(CHECK_REPORTERS) as CheckFormat[];

const CODES = {
  failed: ExitCode.Found,
  inconclusive: ExitCode.Inconclusive,
  unreadable: ExitCode.Unreadable,
} as const;

const EXAMPLES = `
Examples:
  wsktrace check traces/*.etl
  wsktrace check trace.etl --threshold "latency{op=Send}: p(99) < 5ms" --format junit=out/junit.xml,sarif=out/wsk.sarif
  wsktrace check traces --baseline wsktrace.baseline.json --update-baseline
  wsktrace check --dataset fleet --build 43 --against 41 42`;

export function checkCommand(terminal: Terminal): Command {
  const command = new Command('check')
    .argument('[trace...]', 'trace files, folders of them, or patterns')
    .option(
      '--threshold <text>',
      'a bound to keep, as "latency{op=Send}: p(99) < 5ms" (may be repeated)',
      collectThreshold,
    )
    .addOption(
      new Option(
        '--aggregate <how>',
        'how the values of several traces become one (default: median)',
      ).choices(['median', 'worst']),
    )
    .option('--baseline <file>', 'findings that are known, and fail nothing')
    .option('--update-baseline', 'take up into the baseline what is found, and pass with it')
    .option('--prune-baseline', 'take out of the baseline what is not found any more')
    .option('--init', `only write a ${CONFIG_NAME} with every setting as a comment, and end`)
    .option('--source-root <folder>', 'the driver’s sources, to point into')
    .option(
      '--format <name=file,…>',
      `what to write, of ${FORMATS.join(', ')} (may be repeated; without a file: to stdout)`,
      parseOutputs(FORMATS),
    )
    .option('--dataset <dir>', 'instead of traces: judge a build by a dataset (export --dataset makes one)')
    .option('--build <name>', 'in a dataset: the build to judge')
    .option('--against <build...>', 'in a dataset: the builds that it is held against')
    .option(
      '--min-effect <share>',
      'in a dataset: smaller changes are of no interest (default: 10%)',
      parseShare,
    )
    .option(
      '--alpha <share>',
      'in a dataset: accepted chance of a false claim, over all tests together (default: 5%)',
      parsePositiveShare,
    )
    .addHelpText('after', EXAMPLES)
    .action((traces: string[], options: CheckOptions) =>
      runCheck(traces, options, packageVersion(), terminal),
    );
  return addGateOptions(command);
}

async function runCheck(
  patterns: readonly string[],
  options: CheckOptions,
  version: string,
  terminal: Terminal,
): Promise<void> {
  if (options.init === true) {
    if (patterns.length > 0) {
      throw new TraceError('usage', '--init takes no traces: it writes a configuration, and checks nothing');
    }
    terminal.out(`wrote ${await initConfig()}\n`);
    return;
  }
  refuseMixtures(patterns, options);
  const { config, file: configFile } = await loadConfig(options.config);
  const settings = settingsOf(config, flagsOf(options));
  const baselineFile = options.baseline ?? config.baseline;
  const sourceRoot = options.sourceRoot ?? config.sourceRoot;
  if (options.dataset !== undefined) {
    await checkDataset(options, { settings, configFile, baselineFile, sourceRoot, version }, terminal);
    return;
  }
  const baseline = await readBaseline(baselineFile, options);
  const sources = sourceRoot === undefined ? [] : readSources(sourceRoot);
  const locate = createLocator(sources);
  const request = readRequest(config, options, settings.thresholds);
  const files = expandTraces(patterns);
  const changesBaseline = options.updateBaseline === true || options.pruneBaseline === true;
  refuseClashes(
    [
      ...files,
      ...sources.map(({ path }) => path),
      ...(request.analysis.mapping ?? []),
      ...[configFile, changesBaseline ? null : (baselineFile ?? null)].filter((file) => file !== null),
    ],
    [...outputFiles(options.format), changesBaseline ? baselineFile : undefined],
  );
  const { traces, unreadable } = await readTraces(files, request, options.jobs, terminal);
  const input: CheckInput = {
    traces: countOnce(traces, terminal),
    unreadable,
    settings,
    baseline,
    locate,
    now: new Date(),
    version,
  };
  const result = check(input);
  if (baselineFile !== undefined && changesBaseline) {
    refuseDoubtful(result, options, terminal);
    const after = writeBaseline(baselineFile, baseline ?? [], result, options, terminal);
    // What is in doubt was taken as it is; a threshold that is broken is in no baseline.
    const taken = { ...settings, inconclusive: 'pass' } as const;
    finish(check({ ...input, settings: taken, baseline: after }), options, terminal);
    return;
  }
  finish(result, options, terminal);
}

/**
 * Writes what is asked for, and ends as the verdict says.
 * @throws EndWith unless it passed
 */
function finish(result: CheckResult, { format }: CheckOptions, terminal: Terminal): void {
  const { width, style } = terminal;
  writeOutputs(result, format ?? [], CHECK_REPORTERS, () => checkText(result, { width, style }), terminal);
  if (result.verdict !== 'passed') {
    throw new EndWith(CODES[result.verdict]);
  }
}

function flagsOf({ threshold, rule, failOn, minSamples, aggregate, inconclusive }: CheckOptions): GateFlags {
  return {
    ...(threshold === undefined ? {} : { thresholds: threshold }),
    ...(rule === undefined ? {} : { rules: rule }),
    ...(failOn === undefined ? {} : { failOn }),
    ...(minSamples === undefined ? {} : { minSamples }),
    ...(aggregate === undefined ? {} : { aggregate }),
    ...(inconclusive === undefined ? {} : { inconclusive }),
  };
}

/** A baseline is not written from traces that may lack what it is about. */
function refuseDoubtful({ traces, doubts }: CheckResult, options: CheckOptions, terminal: Terminal): void {
  const unreadable = traces.filter((trace) => trace.unreadable !== null);
  if (unreadable.length > 0) {
    const names = unreadable.map(({ file, unreadable: reason }) => `${file}: ${reason}`);
    terminal.warn(`wsktrace: the baseline is left as it is: ${names.join('; ')}`);
    throw new EndWith(ExitCode.Unreadable);
  }
  if (options.pruneBaseline && doubts.length > 0 && options.inconclusive !== 'pass') {
    terminal.warn(
      `wsktrace: the baseline is left as it is, for what is missing may only be lost: ${doubts[0]}`,
    );
    throw new EndWith(ExitCode.Inconclusive);
  }
}
