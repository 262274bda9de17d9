import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
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

/** One with the libraries that read exported frames. */
export const READERS_PYTHON = pythonWith('pyarrow', 'pandas', 'polars', 'duckdb');

/** The same for a program of this repository that is run by `READERS_PYTHON`. */
export function runPythonFile(program: string, ...args: string[]): unknown {
  const path = join(ROOT, program);
  const output = execFileSync(READERS_PYTHON!, [path, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return JSON.parse(output);
}

/** What a Python program prints as JSON. */
export function runPython(python: string, program: string, ...args: string[]): unknown {
  return JSON.parse(execFileSync(python, ['-c', program, ...args], { encoding: 'utf8' }));
}
