import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Another commit's command line, built in a folder beside this build; it is there already where it was built before.
 * @returns the path of its dist/cli/main.js
 */
export function buildOf(commit: string, folder: string): string {
  const id = execFileSync('git', ['rev-parse', '--short', '--verify', `${commit}^{commit}`])
    .toString()
    .trim();
  const built = resolve(folder, id);
  if (!existsSync(built)) {
    const making = `${built}.part`;
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    const files = execFileSync('git', ['archive', id], { maxBuffer: 1 << 30 });
    execFileSync('tar', ['-x', '-C', making], { input: files });
    addPackages(id, making);
    // All of it: pages are made of more than the bundle.
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: making, stdio: 'inherit' });
    renameSync(making, built);
  }
  return join(built, 'dist/cli/main.js');
}

/** Those of this checkout, where the commit asks for the same ones. */
function addPackages(id: string, folder: string): void {
  const isSame = ['package-lock.json'].every(
    (file) => execFileSync('git', ['diff', '--name-only', id, '--', file]).length === 0,
  );
  if (isSame) {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  } else {
    execFileSync('npm', ['ci', '--silent'], { cwd: folder, stdio: 'inherit' });
  }
}
