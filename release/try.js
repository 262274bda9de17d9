// Runs the executables that this machine can run: `node release/try.js dist/release`, as npm run release does at its end.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAMS = [
  { file: 'wsktrace', platform: 'linux', system: 'Linux (x64)' },
  { file: 'wsktrace.exe', platform: 'win32', system: 'Windows (x64)' },
];
const TRACE = 'fixtures/wine-irp-leak.etl';

/**
 * Runs them without Node on the path, and tells what came of each; one that can't run here is said to be untried.
 * @returns whether none failed
 */
export function tryExecutables(folder, { platform, arch, tell }) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const results = PROGRAMS.map(({ file, platform: own, system }) => {
    const program = join(folder, file);
    if (platform !== own || arch !== 'x64') {
      tell(`${program}: not tried, for it needs ${system}: node release/try.js ${folder} tries it there\n`);
      return true;
    }
    const fault = faultOf(program, version);
    tell(`${program}: ${fault ?? `runs, and finds the leak in ${TRACE}`}\n`);
    return fault === null;
  });
  return results.every((isFine) => isFine);
}

function faultOf(program, version) {
  const { out: told } = run(program, '--version');
  if (told.split(/\s/)[0] !== version) {
    return `says "${told.trim()}" of its version, which is ${version}`;
  }
  const { code, out } = run(program, 'check', TRACE, '--no-config');
  return code === 1 && out.includes('irp-leak') ? null : `ends with ${code} for a trace with a leak`;
}

function run(program, ...argv) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^path$/i.test(name)));
  const { status, stdout } = spawnSync(program, argv, { encoding: 'utf8', env });
  return { code: status, out: stdout ?? '' };
}

if (process.argv[1] === import.meta.filename) {
  const tell = (text) => process.stdout.write(text);
  const isFine = tryExecutables(process.argv[2] ?? 'dist/release', {
    platform: process.platform,
    arch: process.arch,
    tell,
  });
  process.exitCode = isFine ? 0 : 1;
}
