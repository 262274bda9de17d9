// Checks the layers of src/: a file includes headers of layers below its own, and its own header. The layers stand in
// the opening comment of internal.h, lowest first.
//
//     node layers.mjs
//
// Ends with 1 and a line for each include that goes up or sideways, and for each file that is in no layer.

import { readdirSync, readFileSync } from 'node:fs';

const src = new URL('../src/', import.meta.url);
const layers = new Map();
for (const [, number, names] of readFileSync(new URL('internal.h', src), 'utf8').matchAll(
  /^ \* +(\d+) {2}(\w+(?: \w+)*)/gm,
)) {
  for (const name of names.split(' ')) layers.set(name, Number(number));
}

const faults = [];
for (const file of readdirSync(src)) {
  const name = file.replace(/\.[ch]$/, '');
  const layer = layers.get(name);
  if (layer === undefined) {
    faults.push(`${file} is in no layer of internal.h`);
    continue;
  }
  for (const [, header] of readFileSync(new URL(file, src), 'utf8').matchAll(/^#include "(\w+)\.h"/gm)) {
    if (header === 'wsktrace' || header === name) continue;
    if ((layers.get(header) ?? 0) >= layer) faults.push(`${file} (layer ${layer}) includes ${header}.h`);
  }
}
for (const fault of faults) console.error(fault);
if (layers.size === 0) faults.push('no layers found');
process.exitCode = faults.length === 0 ? 0 : 1;
