// Compiles the walk over a trace's events (lib/etl/walk/assembly, AssemblyScript) to WebAssembly, as a text that a module holds:
// so it is there in Node, in a browser and in an executable alike.
import { writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const SOURCE = 'lib/etl/walk/assembly/index.ts';
const TARGET = 'lib/etl/walk/code.ts';

let code;
const { error, stderr } = await asc.main(
  [
    SOURCE,
    '--outFile=walk.wasm',
    '--runtime=stub',
    '--importMemory',
    '--noExportMemory',
    '--enable=simd',
    '--optimizeLevel=3',
    '--converge',
    // What a load is of was checked: no code for what can't be.
    '--noAssert',
  ],
  {
    writeFile(_name, contents) {
      code = contents;
    },
  },
);
if (error !== null) {
  process.stderr.write(stderr.toString());
  throw error;
}
const text = Buffer.from(code).toString('base64');
writeFileSync(
  TARGET,
  `/** Made of ./assembly by \`npm run assembly\`. */\nexport const WALK_CODE =\n  '${text}';\n`,
);
