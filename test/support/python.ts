import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

const CACHE = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');

/** A Python that has these modules: the system's, or the one that the driver's tests set up. null where there is none. */
export function pythonWith(...modules: string[]): string | null {
  const candidates = ['python3', join(CACHE, 'wsktrace-venv', 'bin', 'python')];
  return candidates.find((python) => hasModules(python, modules)) ?? null;
}

function hasModules(python: string, modules: readonly string[]): boolean {
  try {
    execFileSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What a Python program prints as JSON. */
export function runPython(python: string, program: string, ...args: string[]): unknown {
  return JSON.parse(execFileSync(python, ['-c', program, ...args], { encoding: 'utf8' }));
}
