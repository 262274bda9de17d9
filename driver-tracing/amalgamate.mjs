// Makes the tracing library's two files, for drivers that do not want its folder:
//
//     node amalgamate.mjs DIR      writes DIR/wsktrace.c, DIR/wsktrace.h and DIR/wsktrace.wprp
//
// The sources follow each other layer by layer (internal.h names the layers); a header stands where it is included
// first. Line directives make a compiler's messages point at the sources.

import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const [out] = process.argv.slice(2);
if (out === undefined) {
  console.error('usage: node amalgamate.mjs DIR');
  process.exit(2);
}

/** A file's lines, with what it includes by name in quotes in their place, each once. */
function inlined(folder, name, seen) {
  seen.add(name);
  const lines = [`#line 1 "driver-tracing/${folder}/${name}"`];
  const text = readFileSync(join(here, folder, name), 'utf8').trimEnd();
  text.split('\n').forEach((line, index) => {
    const included = /^#include "([\w.]+)"/.exec(line)?.[1];
    if (included === undefined || included === 'wsktrace.h') {
      lines.push(line);
      return;
    }
    if (!seen.has(included)) lines.push(...inlined(folder, included, seen));
    lines.push(`#line ${index + 2} "driver-tracing/${folder}/${name}"`);
  });
  return lines;
}

function layers() {
  const text = readFileSync(join(here, 'src/internal.h'), 'utf8');
  return [...text.matchAll(/^ \* +\d+ {2}(\w+(?: \w+)*)/gm)].flatMap(([, names]) => names.split(' '));
}

const version = JSON.parse(readFileSync(join(here, '../package.json'), 'utf8')).version;
const licence = readFileSync(join(here, '../LICENSE'), 'utf8').trimEnd().split('\n');
const opening = (what) => [
  '/*',
  ` * wsktrace ${version}, the tracing library for drivers that use Winsock Kernel: ${what}`,
  ' * Made by driver-tracing/amalgamate.mjs of the sources that its line directives name.',
  ' *',
  ...licence.map((line) => ` * ${line}`.trimEnd()),
  ' */',
];

const sources = layers().filter((name) => readdirSync(join(here, 'src')).includes(`${name}.c`));
const seen = new Set();
mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, 'wsktrace.c'),
  `${[...opening('the one source. Beside it lies its header, wsktrace.h.'), ...sources.flatMap((name) => inlined('src', `${name}.c`, seen))].join('\n')}\n`,
);
writeFileSync(
  join(out, 'wsktrace.h'),
  `${[...opening('the one header.'), ...inlined('include', 'wsktrace.h', new Set())].join('\n')}\n`,
);
copyFileSync(join(here, 'windows/wsktrace.wprp'), join(out, 'wsktrace.wprp'));
