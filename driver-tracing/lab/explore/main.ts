import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { TraceError } from '../../../lib/etl/index.ts';
import { readBaseline, writeBaseline } from './baseline.ts';
import { type BuildKind, build, type Program, scenarioSource } from './build.ts';
import { readCoverage } from './coverage.ts';
import { type Description, readDescription } from './description.ts';
import { explore } from './explore.ts';
import type { JudgeContext } from './judge.ts';
import { replayField } from './replay-field.ts';
import { LAB_REPORTS } from './reporters.ts';
import { type LabResult, resultOf } from './result.ts';
import { scriptText } from './script.ts';
import { Listed, Server } from './server.ts';
import { fieldText, labText } from './text.ts';

const ExitCode = { Fine: 0, Found: 1, Usage: 2, Inconclusive: 4, Internal: 70 } as const;

interface Options {
  readonly driver?: string;
  readonly out: string;
  readonly build: BuildKind;
  readonly seed: number;
  readonly pairs: number;
  readonly schedules: number;
  readonly seconds?: number;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly trace?: string;
  readonly replay?: string;
  readonly script?: string;
  readonly debug?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  lab/run.sh --driver lab.json                      every single deviation, then pairs and schedules within a budget
  lab/run.sh --driver lab.json --seconds 60 --baseline lab.baseline.json
  lab/run.sh --replay 17                            run 17 of the last exploration again: its trace and its report
  lab/run.sh --driver lab.json --trace field.etl    a run that goes as a trace from the field tells
  lab/run.sh --replay 17 --debug                    the same under gdb`;

/** @param root the folder driver-tracing/ */
export async function main(argv: readonly string[], root: string): Promise<number> {
  const command = new Command('lab/run.sh')
    .description('Walks the error paths of a WSK driver, one deviation of its world after the other.')
    .option('--driver <lab.json>', 'what the driver is: sources, scenario, routines')
    .option('--out <folder>', 'where results go', 'lab-out')
    .addOption(
      new Option('--build <kind>', 'asan with AddressSanitizer, UBSan and coverage; plain: faster')
        .choices(['asan', 'plain'])
        .default('asan'),
    )
    .option('--seed <number>', 'decides which pairs and schedules are tried first', number, 1)
    .option('--pairs <number>', 'pairs of deviations at the most', number, 1000)
    .option('--schedules <number>', 'runs with threads switched at the most', number, 1000)
    .option('--seconds <number>', 'begins no run after this', number)
    .option('--baseline <file>', 'findings that are known, and fail nothing')
    .option('--update-baseline', 'write what is found into the baseline, and pass')
    .option(
      '--trace <file.etl>',
      'with --driver: run as a trace from the field tells, and show how far that goes',
    )
    .option('--replay <run>', 'run one of the last exploration again')
    .option('--script <deviations>', 'run these deviations, as findings tell them')
    .option('--debug', 'with --replay or --script: under gdb')
    .option('--json', 'the result as JSON on stdout')
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  try {
    command.parse([...argv], { from: 'user' });
    const options = command.opts<Options>();
    if (options.trace !== undefined) {
      return await replayTrace(options.trace, options, root);
    }
    return options.replay !== undefined || options.script !== undefined
      ? await replay(options, root)
      : await exploreAll(options, root);
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.Fine : ExitCode.Usage;
    }
    if (error instanceof TraceError && error.kind === 'usage') {
      process.stderr.write(`lab: ${error.message}\n`);
      return ExitCode.Usage;
    }
    throw error;
  }
}

async function exploreAll(options: Options, root: string): Promise<number> {
  const description = describedBy(options);
  const program = await buildIn(description, options, root);
  const known = readBaseline(options.baseline, options.updateBaseline === true);
  const context = contextOf(description, program, root);
  const { seed, pairs, schedules, seconds = null } = options;
  const exploration = await explore(
    program,
    description.parameters,
    context,
    { seed, pairs, schedules, seconds },
    showProgress,
  );
  hideProgress();
  const coverage = program.coverage === null ? [] : await readCoverage(program.coverage, description.sources);
  const folder = dirname(description.file);
  const result = resultOf(description, exploration, coverage, {
    sites: program.sites,
    seed,
    build: options.build,
    known,
    root: folder,
  });
  await writeResult(result, description, program, options, root);
  if (options.json !== true) {
    process.stderr.write(`${exploration.runs} runs in ${exploration.seconds.toFixed(1)} s\n`);
  }
  process.stdout.write(options.json === true ? `${JSON.stringify(result, null, 2)}\n` : labText(result));
  if (options.updateBaseline === true && options.baseline !== undefined) {
    writeBaseline(options.baseline, result.findings);
    return ExitCode.Fine;
  }
  if (result.findings.some(({ known: isKnown, severity }) => !isKnown && severity === 'error')) {
    return ExitCode.Found;
  }
  return result.faults.length > 0 ? ExitCode.Inconclusive : ExitCode.Fine;
}

function describedBy({ driver }: Options): Description {
  if (driver === undefined) {
    throw new TraceError('usage', '--driver lab.json is missing (--help tells more)');
  }
  return readDescription(driver);
}

function contextOf(description: Description, { sites }: Program, root: string): JudgeContext {
  const scenario = scenarioSource(description, root);
  return { sites, sources: new Set(description.sources), scenario };
}

function buildIn(description: Description, { out, build: kind }: Options, root: string): Promise<Program> {
  return build(description, { root, folder: resolve(out, 'build', kind), kind });
}

/** The result in every form, and the trace of each finding's shortest run, for `wsktrace report` and `check`. */
async function writeResult(
  result: LabResult,
  description: Description,
  program: Program,
  { out, build: kind, driver }: Options,
  root: string,
): Promise<void> {
  const traces = join(out, 'traces');
  rmSync(traces, { recursive: true, force: true });
  mkdirSync(traces, { recursive: true });
  const server = new Server(program, description.parameters);
  for (const [run, script] of new Map(result.findings.map((finding) => [finding.run, finding.script]))) {
    const { trace } = await server.run(script, Listed.None);
    writeFileSync(join(traces, `run-${run}.etl`), trace);
  }
  server.close();
  writeFileSync(
    join(out, 'lab.json'),
    `${JSON.stringify({ ...result, description: resolve(driver!), kind }, null, 2)}\n`,
  );
  const { sources, file } = description;
  const base = process.cwd();
  const at = new Date().toISOString();
  for (const [name, report] of Object.entries(LAB_REPORTS)) {
    const input = { result, sources, folder: dirname(file), base, at, version: versionOf(root) };
    writeFileSync(join(out, name), report(input));
  }
}

function versionOf(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, '../package.json'), 'utf8')) as { version: string };
  return version;
}

/** Follows a trace from the field; ends well where the run shows all that the trace does. */
async function replayTrace(file: string, options: Options, root: string): Promise<number> {
  const description = describedBy(options);
  const program = await buildIn(description, options, root);
  const context = contextOf(description, program, root);
  const result = await replayField(file, program, description.parameters, context);
  mkdirSync(options.out, { recursive: true });
  const rules = resolve(options.out, 'field.rules');
  const trace = resolve(options.out, 'replay.etl');
  writeFileSync(rules, `${result.field.rules.join('\n')}\n`);
  writeFileSync(trace, result.trace);
  process.stdout.write(fieldText(result, program.sites, trace));
  if (options.debug === true) {
    return debug(program, description, trace, scriptText(result.guessed), { LAB_RULES: rules });
  }
  return result.missing.length === 0 && result.followed === result.field.calls.length
    ? ExitCode.Fine
    : ExitCode.Found;
}

/** Runs one again: under gdb, or with its trace written and its record shown. */
async function replay(options: Options, root: string): Promise<number> {
  const last = lastResult(options);
  const script = options.script ?? last.findings.find(({ run }) => String(run) === options.replay)?.script;
  if (script === undefined) {
    const runs = last.findings.map(({ run }) => run);
    throw new TraceError(
      'usage',
      `no finding is of run ${options.replay}; there are ${runs.join(', ') || 'none'}`,
    );
  }
  const description = readDescription(options.driver ?? last.description);
  const program = await buildIn(description, { ...options, build: last.kind ?? options.build }, root);
  const trace = resolve(options.out, 'replay.etl');
  const args = [program.siteFile, 'run', trace, script === '' ? '-' : script, ...description.parameters];
  if (options.debug === true) {
    return debug(program, description, trace, script, {});
  }
  const run = spawnSync(program.path, args, {
    encoding: 'utf8',
    env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' },
  });
  process.stdout.write(run.stdout);
  process.stderr.write(run.stderr);
  process.stdout.write(`\nThe trace: ${trace}\n`);
  return ExitCode.Fine;
}

function debug(
  program: Program,
  { parameters }: Description,
  trace: string,
  script: string,
  env: Readonly<Record<string, string>>,
): number {
  const run = [program.siteFile, 'run', trace, script === '' ? '-' : script, ...parameters];
  const gdb = spawnSync('gdb', ['-q', '-ex', 'break LabFact', '--args', program.path, ...run], {
    stdio: 'inherit',
    env: { ...process.env, LAB_DEBUG: '1', ASAN_OPTIONS: 'detect_leaks=0', ...env },
  });
  if (gdb.error !== undefined) {
    throw new TraceError('usage', `gdb can’t be run: ${gdb.error.message}`);
  }
  return gdb.status ?? ExitCode.Internal;
}

interface SavedResult extends LabResult {
  readonly description: string;
  readonly kind?: BuildKind;
}

function lastResult({ out, driver, script }: Options): SavedResult {
  const file = join(out, 'lab.json');
  if (!existsSync(file)) {
    if (driver !== undefined && script !== undefined) {
      return { description: driver, findings: [] } as unknown as SavedResult;
    }
    throw new TraceError(
      'usage',
      'there is no exploration to replay from: run with --driver first, or name --out',
      { file },
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as SavedResult;
}

function showProgress(runs: number, findings: number): void {
  if (process.stderr.isTTY && runs % 20 === 0) {
    process.stderr.write(`\r${runs} runs, ${findings} findings`);
  }
}

function hideProgress(): void {
  if (process.stderr.isTTY) {
    process.stderr.write('\r\u001b[K');
  }
}

function number(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw new InvalidArgumentError('a whole number is wanted.');
  }
  return value;
}
