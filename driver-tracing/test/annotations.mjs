// Checks that a function whose declaration has annotations repeats them where it is defined, or says
// _Use_decl_annotations_: the WDK's code analysis warns otherwise (C28252, C28253), and its warnings are errors.
//
//     node annotations.mjs [FOLDER...]      src, include and sample of this folder unless told
//
// Ends with 1 and a line for each definition that does neither, and when it finds no definitions to look at.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('../', import.meta.url));
const folders =
  process.argv.length > 2
    ? process.argv.slice(2)
    : ['src', 'include', 'sample'].map((name) => join(here, name));

const annotation = /\b_[A-Z][a-zA-Z]*(?:_[a-z]+)*_\b|\b__drv_\w+/g;
const annotationsOf = (text) => [...new Set(text.match(annotation) ?? [])].sort().join(' ');

/** A file's lines at its outermost level, without comments, strings and directives: declarations, and heads of definitions. */
function statements(text) {
  const bare = text
    .replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, ' ')
    .replace(/^[ \t]*#(?:\\\n|[^\n])*/gm, ' ')
    .replace(/"(?:\\.|[^"\\])*"/g, '""')
    .replace(/extern ""\s*\{/g, ' ');
  const found = [];
  let depth = 0;
  let statement = '';
  for (const character of bare) {
    if (character === '{' && depth++ === 0) {
      found.push({ text: statement.trim(), defines: true });
      statement = '';
    } else if (character === '}') {
      depth = Math.max(0, depth - 1);
      statement = '';
    } else if (depth === 0 && character === ';') {
      found.push({ text: statement.trim(), defines: false });
      statement = '';
    } else if (depth === 0) statement += character;
  }
  return found;
}

/** The function's name: what stands before the first parenthesis that is not an annotation's. */
function nameOf(text) {
  const plain = text.replace(/\b(?:_[A-Z]\w*_|__drv_\w+)\s*(?:\((?:[^()]|\([^()]*\))*\))?/g, ' ');
  return /^(?!typedef\b)[\w\s*]*?\b(\w+)\s*\(/.exec(plain)?.[1];
}

const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.[ch]$/.test(name))
    .map((name) => join(folder, name)),
);
const types = new Map(); // annotated function types: WDK's, and those declared here
for (const name of ['DRIVER_INITIALIZE', 'DRIVER_UNLOAD', 'KSTART_ROUTINE', 'IO_COMPLETION_ROUTINE'])
  types.set(name, 'of the WDK');
const declared = new Map();
const definitions = [];
for (const file of files) {
  for (const { text, defines } of statements(readFileSync(file, 'utf8'))) {
    const type = /^typedef\b.*?\b(\w+)\(/s.exec(text.replace(annotation, ' '))?.[1];
    if (type !== undefined && annotationsOf(text) !== '') types.set(type, annotationsOf(text));
    const name = nameOf(text);
    const of = /^(?:static\s+)?(\w+)\s+(\w+)$/.exec(text);
    if (name !== undefined && defines) definitions.push({ file, name, says: annotationsOf(text) });
    else if (name !== undefined && annotationsOf(text) !== '') declared.set(name, annotationsOf(text));
    else if (of !== null && types.has(of[1])) declared.set(of[2], types.get(of[1]));
  }
}

let looked = 0;
for (const { file, name, says } of definitions) {
  const told = declared.get(name);
  if (told === undefined) continue;
  looked++;
  if (says.includes('_Use_decl_annotations_') || says === told) continue;
  console.error(
    `${file.slice(here.length)}: ${name} is declared with ${told}, and defined with ${says || 'nothing'}`,
  );
  process.exitCode = 1;
}
if (looked === 0) {
  console.error('no definitions found');
  process.exitCode = 1;
}
console.log(`${looked} definitions`);
