import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

export function run(command: string, argv: readonly string[], cwd: string): string {
  return execFileSync(command, argv, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Packs the library as npm publishes it, and returns the tarball's path. */
export function pack(folder: string): string {
  const argv = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(run('npm', argv, ROOT)) as [{ filename: string }];
  return join(folder, filename);
}

/** Installs packages, or what package.json asks for, in a folder; the project's own types of Node serve it, too. */
export function install(folder: string, ...packages: readonly string[]): void {
  const quietly = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  run('npm', ['install', ...quietly, ...packages], folder);
  const types = join(folder, 'node_modules/@types');
  mkdirSync(types, { recursive: true });
  if (!existsSync(join(types, 'node'))) {
    symlinkSync(join(ROOT, 'node_modules/@types/node'), join(types, 'node'));
  }
}

/** What the compiler finds fault with, a line each. */
export function compile(folder: string, ...argv: readonly string[]): string[] {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync('node', [compiler, ...argv], { cwd: folder, encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line !== '');
}
