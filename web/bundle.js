// Bundles the page onto which traces are dropped: its own script, and the worker that reads. `wsktrace web` makes one file of them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { licencesOf } from '../licences/licences.js';

const OUT = 'dist/web';

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const [, worker] = await Promise.all([bundle('page'), bundle('worker')]);
writeFileSync(join(OUT, 'LICENSES.txt'), licencesOf(worker));

async function bundle(name) {
  const { output } = await build({
    input: `web/${name}/main.ts`,
    platform: 'browser',
    // An address that zip.js would load workers from, which it is told not to use.
    transform: { define: { 'import.meta': '{}' } },
    external: ['util', 'os'],
    // Nothing happens on import but in the entries. Of Vega, which draws, what compiles its grammar takes a few functions.
    treeshake: {
      moduleSideEffects: [{ external: false, test: /\.ts$|[\\/]vega[^\\/]*[\\/]/, sideEffects: false }],
    },
    output: { file: join(OUT, `${name}.js`), format: 'iife', minify: true, codeSplitting: false },
  });
  return output;
}
