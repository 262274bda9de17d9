// Makes all that a release has, in dist/release. Nothing is published: .github/workflows/release.yml does that with these files.
// --rehearse makes it of a checkout that can't be released yet, and says why it can't; --tag NAME is what is released.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { faultsOf, notesOf } from './checks.js';
import { gatherFiles } from './files.js';
import { tryExecutables } from './try.js';

const OUT = 'dist/release';
const { values } = parseArgs({ options: { rehearse: { type: 'boolean' }, tag: { type: 'string' } } });
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const changelog = readFileSync('CHANGELOG.md', 'utf8');
const faults = faultsOf({
  version,
  lockVersion: JSON.parse(readFileSync('package-lock.json', 'utf8')).version,
  changelog,
  status: execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' }),
  tag: values.tag,
});
for (const fault of faults) {
  process.stderr.write(`release: ${fault}\n`);
}
if (faults.length > 0 && values.rehearse !== true) {
  process.exit(1);
}

rmSync('dist', { recursive: true, force: true });
npmRun('web');
execFileSync(process.execPath, ['release/executables.js'], { stdio: 'inherit' });
gatherFiles(OUT);
// What the workflow publishes beside the files, and no file of the release.
writeFileSync('dist/release-notes.md', notesOf(changelog));
const { platform, arch } = process;
const isFine = tryExecutables(OUT, { platform, arch, tell: (text) => process.stdout.write(text) });
process.stdout.write(readFileSync(`${OUT}/SHA256SUMS`, 'utf8'));
process.exitCode = isFine ? 0 : 1;

function npmRun(script) {
  execFileSync('npm', ['run', '--silent', script], { stdio: 'inherit' });
}
