#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { MAX_INPUT_BYTES } from './mutate.ts';
import { targets } from './targets.ts';
import type { Finding, Message, WorkerOptions } from './worker.ts';

const usage = `Usage: npm run fuzz -- [--seconds N] [--seed N] [--target NAME]
Feeds changed traces to the reader, the decoder, the analysis (with what is outstanding kept and paged out) and the decompressors, changed types, .tmf files and manifests
to the decoder, questions to the filter, and names to every output, and keeps those inputs that reach new code. What throws another error than a
TraceError, breaks an invariant or takes more than ten seconds of the processor is a finding: its input is written to test/fuzz/regressions/, where the tests take it up, and the exit code is 1.

  --seconds N   how long (300)
  --seed N      for the same run again (taken from the clock)
  --target NAME only this of ${Object.keys(targets).join(', ')} (may be repeated)`;

/** Of the processor: no input of this size takes a hundredth of this. A busy machine, or a stop of all processes, is no hang. */
const HANG_MS = 10_000;
/** By the clock, for what waits for ever. */
const WAIT_MS = 600_000;
const LOOK_MS = 1000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    seed: { type: 'string' },
    target: { type: 'string', multiple: true },
    help: { type: 'boolean' },
  },
});
const seconds = Number(values.seconds ?? 300);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const names = values.target ?? Object.keys(targets);
const isKnown = names.every((name) => targets[name] !== undefined);
if (values.help || !(seconds > 0) || !Number.isInteger(seed) || !isKnown) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const regressions = 'test/fuzz/regressions';
mkdirSync(regressions, { recursive: true });
const current = new SharedArrayBuffer(4 + MAX_INPUT_BYTES);
const beat = new SharedArrayBuffer(8);
const options: WorkerOptions = { seconds, seed, names, regressions, current, beat };
const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: options });
let findings = 0;

function keep({ target, input, error }: Finding): void {
  findings++;
  const name = `${target}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}`;
  writeFileSync(`${regressions}/${name}`, input);
  console.log(`FINDING ${regressions}/${name} (${input.length} bytes)\n${error}`);
}

/** The run that was seen last, and since when: 0 while the worker is starting, which takes long on a busy machine. */
let last = { runs: 0, cpuMs: 0, at: 0 };
const watch = setInterval(() => {
  const [runs, target] = new Int32Array(beat) as unknown as [number, number];
  const { user, system } = process.cpuUsage();
  const now = { runs, cpuMs: (user + system) / 1000, at: Date.now() };
  if (runs === 0 || runs !== last.runs) {
    last = now;
  } else if (now.cpuMs - last.cpuMs > HANG_MS || now.at - last.at > WAIT_MS) {
    const input = new Uint8Array(current, 4, new Uint32Array(current, 0, 1)[0]).slice();
    const error = `no end after ${Math.round((now.cpuMs - last.cpuMs) / 1000)} s of the processor’s time`;
    keep({ target: names[target]!, input, error });
    process.exit(1);
  }
}, LOOK_MS);

console.log(`seed ${seed}, ${seconds} s`);
worker.on('message', (message: Message) => {
  if ('finding' in message) {
    keep(message.finding);
  } else {
    const { runs, inputs, blocks } = message.progress;
    console.log(`${runs} runs, ${inputs} inputs kept, ${blocks} blocks of code reached`);
  }
});
worker.on('error', (error) => {
  clearInterval(watch);
  throw error;
});
worker.on('exit', (code) => {
  clearInterval(watch);
  console.log(findings === 0 ? 'no finding' : `${findings} findings`);
  process.exitCode = findings > 0 || code !== 0 ? 1 : 0;
});
