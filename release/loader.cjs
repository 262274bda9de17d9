// In a single executable: loads the program's modules, which are CommonJS there, out of its assets. The executable's script
// and each thread's are this text and a call of load().

const { getAsset } = require('node:sea');
const { compileFunction } = require('node:vm');

const loaded = new Map();

/** The exports of a module of the program, which runs at its first load. */
// biome-ignore lint/correctness/noUnusedVariables: who appends the first call uses it
function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) {
    return known.exports;
  }
  const module = { exports: {} };
  loaded.set(name, module);
  const run = compileFunction(getAsset(`program/${name}`, 'utf8'), ['exports', 'require', 'module'], {
    filename: `wsktrace/${name}`,
  });
  run(module.exports, (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id)), module);
  return module.exports;
}
