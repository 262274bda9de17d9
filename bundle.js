// Bundles the command line, a file for each command and for what several share, and the fault lab as another program: Node
// takes longer to find and load hundreds of modules than to analyse a small trace.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { PROGRAM, PROGRAM_OUTPUT } from './bundle-options.js';
import { licencesOf } from './licences/licences.js';
import { commitOf } from './release/commit.js';

const OUT = 'dist/cli';

// Machine code, WebAssembly, and what is as large as all else together and used by `report --html` and `--charts` alone.
const external = ['@duckdb/node-api', '@resvg/resvg-wasm', 'vega', 'vega-lite'];

const { output } = await build({
  ...PROGRAM,
  external,
  output: { ...PROGRAM_OUTPUT, dir: OUT, sourcemap: true },
});
writeFileSync(join(OUT, 'LICENSES.txt'), licencesOf(output));
// For --version; what is built without git has only its version.
writeFileSync(join(OUT, 'build.json'), `${JSON.stringify({ commit: commitOf('.') })}\n`);

// It is started for each exploration and each replay, and is used from a checkout alone.
await build({
  ...PROGRAM,
  input: { cli: 'driver-tracing/lab/explore/cli.ts' },
  external,
  output: { ...PROGRAM_OUTPUT, codeSplitting: true, dir: 'dist/driver-tracing/lab/explore', sourcemap: true },
});
