import { execFileSync } from 'node:child_process';

const DIGITS = 12;

/**
 * The commit that a checkout is at, for `wsktrace --version`; null where the folder is none, or none can be asked.
 * @returns {{ id: string, date: string, isChanged: boolean } | null} its first digits, the day of the commit in UTC, and whether
 * tracked files differ from it
 */
export function commitOf(folder) {
  try {
    // In an unpacked tarball inside another project git would answer for that one.
    if (git(folder, 'rev-parse', '--show-prefix') !== '') {
      return null;
    }
    return {
      id: git(folder, 'rev-parse', `--short=${DIGITS}`, 'HEAD'),
      date: git(folder, 'log', '-1', '--format=%cd', '--date=format-local:%Y-%m-%d'),
      isChanged: git(folder, 'status', '--porcelain', '--untracked-files=no') !== '',
    };
  } catch {
    return null;
  }
}

function git(cwd, ...args) {
  const env = { ...process.env, TZ: 'UTC' };
  return execFileSync('git', args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
