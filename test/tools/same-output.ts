#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { differences, RUNS } from './same-output/compare.ts';
import { inputs } from './same-output/traces.ts';

const usage = `Usage: node dist/test/tools/same-output.js [options] BASE [MAIN]
Runs the commands of two builds (each its dist/cli/main.js; MAIN is this checkout's unless told) over the fixtures and
synthesised traces, and tells where anything that they print or write differs by a byte.

  --corpus FOLDER  over the traces of this folder, too
  --cache FOLDER   where the synthesised traces are kept (.cache/same-output)
  --only PATTERN   only traces whose name this regular expression fits
  --run TEXT       only commands whose name begins so

Ends with 1 where something differs.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string' },
    cache: { type: 'string', default: '.cache/same-output' },
    only: { type: 'string', default: '' },
    run: { type: 'string', default: '' },
    help: { type: 'boolean', short: 'h' },
  },
});
const root = resolve(import.meta.dirname, '../../..');
const [base, main = join(root, 'dist/cli/main.js')] = positionals;
if (values.help || base === undefined) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const pattern = new RegExp(values.only);
const folder = mkdtempSync(join(tmpdir(), 'wsktrace-same-'));
let compared = 0;
let different = 0;
try {
  for (const input of inputs(root, values.corpus, values.cache)) {
    const isPlain = input.files.length === 1 && input.mapping === undefined;
    const runs = RUNS.filter((run) => (isPlain || !run.isPlain) && run.name.startsWith(values.run));
    for (const run of pattern.test(input.name) ? runs : []) {
      const found = await differences([resolve(base), resolve(main)], run, input, folder);
      compared++;
      if (found.length > 0) {
        different++;
        console.log(`${run.name} of ${input.name}: ${found.join(', ')}`);
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${compared} runs compared, ${different} differ`);
process.exitCode = different === 0 && compared > 0 ? 0 : 1;
