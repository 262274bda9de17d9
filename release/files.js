import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packagesIn } from '../licences/licences.js';
import { commitOf } from './commit.js';
import { LINUX_NODE } from './node.js';
import { sbomOf } from './sbom.js';

/** What is released as it was made. */
const MADE = ['dist/executables/wsktrace', 'dist/executables/wsktrace.exe', 'dist/web/wsktrace.html'];
/** What names the packages that are in what is released. */
const LICENCES = ['dist/cli/LICENSES.txt', 'dist/web/LICENSES.txt', 'dist/executables/made/LICENSES.txt'];

/** Puts all that a release has into a folder: the package, what was made before, their list, and their checksums. */
export function gatherFiles(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  npm('pack', '--silent', '--ignore-scripts', '--pack-destination', folder);
  for (const file of MADE) {
    copyFileSync(file, join(folder, basename(file)));
  }
  copyFileSync('dist/executables/made/LICENSES.txt', join(folder, 'LICENSES.txt'));
  writeFileSync(join(folder, `${name}-${version}.cdx.json`), `${JSON.stringify(readSbom(name), null, 2)}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), sumsOf(folder));
}

function readSbom(name) {
  const list = (...options) =>
    JSON.parse(npm('sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', ...options));
  return sbomOf({
    name,
    all: list(),
    production: list('--omit', 'dev'),
    bundled: LICENCES.flatMap((file) => packagesIn(readFileSync(file, 'utf8'))),
    node: JSON.parse(
      execFileSync(LINUX_NODE, ['-p', 'JSON.stringify(process.versions)'], { encoding: 'utf8' }),
    ),
    time: `${commitOf('.')?.date ?? '1970-01-01'}T00:00:00.000Z`,
  });
}

/** As `sha256sum -c` reads them. */
function sumsOf(folder) {
  const lines = readdirSync(folder).map((file) => {
    const sum = createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
    return `${sum}  ${file}\n`;
  });
  return lines.join('');
}

function npm(...argv) {
  return execFileSync('npm', argv, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });
}
