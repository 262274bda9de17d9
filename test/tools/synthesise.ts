#!/usr/bin/env node
import { parseArgs } from 'node:util';
import type { Compression } from '../support/etl-writer/index.ts';
import {
  type FileOptions,
  narrowSchema,
  type Rule,
  type SynthesiserOptions,
  synthesiseFile,
} from '../support/synthesiser/index.ts';

const usage = `Usage: synthesise -o FILE [options]
Writes a synthesised trace of a WSK driver, and prints what is true of it as JSON.

  -o, --output FILE       the .etl to write
  --events N              about how many events, noise included (100000)
  --processors N          1 to 64 and more (8)
  --buffer BYTES          buffer size (65536)
  --noise SHARE           events of other providers, 0 to below 1 (0)
  --concurrency N         things the driver does at the same time (64)
  --compress              compressed buffers, in --format xpress, lznt1 or xpress-huffman (xpress)
  --seed N                (1)
  --fault RULE=N          injects a fault so many times; may be repeated
  --near-misses N         plays each rule's near miss so many times (0)
  --ending HOW            unload, drained or cut (unload)
  --late HOW              begins late: rundown or bare
  --capture-states N      rundowns in the middle of the trace (0)
  --lose SHARE            events that never reach the file; --undeclared keeps quiet about them
  --id-base N             added to every id (0)
  --narrow                the schema of an older driver: 32-bit ids, no optional fields

Example: node dist/test/tools/synthesise.js --events 5000000 --noise 0.9 --fault irp-leak=3 -o big.etl`;

const { values } = parseArgs({
  options: {
    output: { type: 'string', short: 'o' },
    events: { type: 'string', default: '100000' },
    processors: { type: 'string', default: '8' },
    buffer: { type: 'string', default: '65536' },
    noise: { type: 'string', default: '0' },
    concurrency: { type: 'string', default: '64' },
    compress: { type: 'boolean' },
    format: { type: 'string', default: 'xpress' },
    seed: { type: 'string', default: '1' },
    fault: { type: 'string', multiple: true, default: [] },
    'near-misses': { type: 'string', default: '0' },
    ending: { type: 'string', default: 'unload' },
    late: { type: 'string', default: 'none' },
    'capture-states': { type: 'string', default: '0' },
    lose: { type: 'string', default: '0' },
    undeclared: { type: 'boolean', default: false },
    'id-base': { type: 'string', default: '0' },
    narrow: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});

function number(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value) || value < 0) fail(`not a number: ${text}`);
  return value;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

if (values.help) {
  console.log(usage);
  process.exit(0);
}
if (!values.output) fail(usage);

const faults: Partial<Record<Rule, number>> = {};
for (const fault of values.fault) {
  const [rule, count = '1'] = fault.split('=');
  faults[rule as Rule] = number(count);
}
const options: Partial<SynthesiserOptions> = {
  seed: number(values.seed),
  events: number(values.events),
  processors: number(values.processors),
  noise: number(values.noise),
  concurrency: number(values.concurrency),
  faults,
  nearMisses: number(values['near-misses']),
  ending: values.ending as SynthesiserOptions['ending'],
  lateStart: values.late as SynthesiserOptions['lateStart'],
  captureStates: number(values['capture-states']),
  idBase: BigInt(values['id-base']),
  ...(values.narrow ? { schema: narrowSchema } : {}),
};
const file: FileOptions = {
  bufferSize: number(values.buffer),
  lose: number(values.lose),
  declareLoss: !values.undeclared,
  compression: values.compress ? (values.format as Compression) : 'none',
};
console.log(JSON.stringify(synthesiseFile(values.output, options, file), null, 2));
