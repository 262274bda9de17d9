#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { parseArgs } from 'node:util';
import { against } from './against.ts';
import { buildOf } from './builds.ts';
import { machineTraceFile } from './machine-trace.ts';
import { median, type Run, run, runNode } from './measure.ts';
import { memoryTable } from './memory.ts';
import { plotRates } from './plot.ts';
import { type Row, table } from './table.ts';
import { type BenchTrace, benchTraces, nameOf, traceFile } from './traces.ts';

const usage = `Usage: npm run bench -- [options]
Synthesises traces, runs wsktrace's commands over each as a user would, and prints what the whole process took.

  --quick         small traces: whether it works at all
  --runs N        of which the median counts (3)
  --only TEXT     only traces whose name contains it
  --cache FOLDER  where the traces are kept (.cache/bench)
  --json FILE     writes the figures and the machine's description
  --base MAIN     another build's dist/cli/main.js, whose memory is told beside this one's
  --against COMMIT  nothing but the times of that commit's build and of this one, run in turns, and their ratios
  --memory        nothing but what outstanding objects take
  --plot FILE     writes a plot (SVG) of the events a second by the trace's size`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    cache: { type: 'string', default: '.cache/bench' },
    json: { type: 'string' },
    plot: { type: 'string' },
    base: { type: 'string' },
    against: { type: 'string' },
    memory: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
if (values.help || !(Number.isInteger(runs) && runs > 0)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const CLI = 'dist/cli/main.js';
/** What the trace with the kernel's and TCPIP's events is called. */
const MACHINE = 'machine';
const commands: Readonly<Record<string, readonly string[]>> = {
  info: ['info', '--json'],
  report: ['report', '--json'],
  events: ['events', '--format', 'ndjson'],
  export: ['export', '--out', `${values.cache}/frames`],
};

/** The plain C loop, where there is a compiler. */
function compileReference(): string | null {
  const program = `${values.cache}/reference`;
  const made = spawnSync('cc', ['-O2', '-o', program, 'test/bench/reference.c']);
  return made.status === 0 ? program : null;
}

async function repeated(once: () => Promise<Run>): Promise<Run> {
  const done: Run[] = [];
  for (let i = 0; i < runs; i++) {
    done.push(await once());
  }
  return median(done);
}

async function measure(trace: BenchTrace): Promise<Row[]> {
  const { path, bytes } = traceFile(trace, values.cache);
  await run('cat', [path]);
  const cat = await repeated(() => run('cat', [path]));
  const reference = compileReference();
  // The reference knows neither compression nor what the other providers' events look like.
  const canRefer = reference !== null && !trace.isCompressed && trace.noise === 0;
  const plain = canRefer ? await repeated(() => run(reference, [path])) : null;
  const rows: Row[] = [];
  for (const [command, args] of Object.entries(commands)) {
    const taken = await repeated(() => runNode(CLI, [...args, path]));
    rows.push({
      trace: nameOf(trace),
      command,
      events: trace.events,
      bytes,
      ...taken,
      ratioToCat: taken.wallMs / cat.wallMs,
      ratioToReference: plain === null || command !== 'report' ? null : taken.wallMs / plain.wallMs,
    });
  }
  return rows;
}

/** Why calls were slow, beside the report on the same trace: the machine's events are read twice. */
async function measureWhy(): Promise<Row[]> {
  const { path, bytes, events } = machineTraceFile(values.quick ? 200_000 : 5_000_000, values.cache);
  await run('cat', [path]);
  const cat = await repeated(() => run('cat', [path]));
  const rows: Row[] = [];
  for (const command of ['report', 'why']) {
    const taken = await repeated(() => runNode(CLI, [command, '--json', path]));
    const ratioToCat = taken.wallMs / cat.wallMs;
    rows.push({ trace: MACHINE, command, events, bytes, ...taken, ratioToCat, ratioToReference: null });
  }
  return rows;
}

const machine = {
  system: `${type()} ${release()}`,
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryBytes: totalmem(),
  node: process.version,
};

if (!existsSync(CLI)) {
  console.error(`${CLI} is missing: npm run build`);
  process.exit(2);
}
if (values.against !== undefined) {
  const { only, quick: isQuick, cache } = values;
  const before = buildOf(values.against, `${cache}/builds`);
  console.log(await against(before, CLI, { runs, only, isQuick, cache }));
  process.exit();
}
const rows: Row[] = [];
const help = await repeated(() => runNode(CLI, ['--help']));
console.log(`${machine.processor}, ${machine.cores} cores, ${machine.system}, node ${machine.node}`);
console.log(`--help: ${help.wallMs.toFixed(0)} ms\n`);
for (const trace of (values.memory ? [] : benchTraces(values.quick)).filter((one) =>
  nameOf(one).includes(values.only),
)) {
  rows.push(...(await measure(trace)));
  console.error(`${nameOf(trace)} done`);
}
if (!values.memory && MACHINE.includes(values.only)) {
  rows.push(...(await measureWhy()));
}
if (rows.length > 0) {
  console.log(table(rows));
}
if (values.memory || values.only === '') {
  const before = values.base === undefined ? [] : [{ name: 'before', main: values.base }];
  const counts = values.quick ? [50_000] : [250_000, 1_000_000, 4_000_000];
  console.log(`\n${await memoryTable([...before, { name: 'now', main: CLI }], counts, values.cache)}`);
}
if (values.json !== undefined) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const result = { version, date: new Date().toISOString(), machine, runs, helpMs: help.wallMs, rows };
  writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
}
if (values.plot !== undefined) {
  writeFileSync(values.plot, await plotRates(rows));
}
