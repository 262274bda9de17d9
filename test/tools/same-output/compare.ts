import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from './traces.ts';

/** A command with all that it writes, into the folder that it runs in. */
export interface Run {
  readonly name: string;
  readonly argv: readonly string[];
  /** Whether it takes one file alone, and no mapping. */
  readonly isPlain?: boolean;
}

export const RUNS: readonly Run[] = [
  { name: 'info', argv: ['info', '--json'], isPlain: true },
  { name: 'events', argv: ['events', '--format', 'ndjson'], isPlain: true },
  { name: 'events --format csv', argv: ['events', '--format', 'csv'], isPlain: true },
  { name: 'report', argv: ['report', '--html', 'report.html', '--md', 'report.md'] },
  { name: 'report --json', argv: ['report', '--json'] },
  { name: 'leaks', argv: ['leaks', '--json'] },
  { name: 'latency', argv: ['latency', '--json', '--slowest', '10'] },
  { name: 'latency --by socket', argv: ['latency', '--by', 'socket'] },
  { name: 'why', argv: ['why', '--json', '--worst', '20'] },
  { name: 'check', argv: ['check', '--no-config', '--format', 'text,sarif=check.sarif'], isPlain: true },
  { name: 'export', argv: ['export', '--out', 'frames', '--format', 'ndjson'] },
  { name: 'timeline', argv: ['timeline', '-o', 'timeline.json'] },
];

/** What differs between what two builds make of one command, by name: exit code, streams and files; empty where nothing does. */
export async function differences(
  mains: readonly [string, string],
  run: Run,
  input: Input,
  folder: string,
): Promise<string[]> {
  const [one, other] = await Promise.all(
    mains.map((main, at) => outcome(main, run, input, join(folder, `${at}`))),
  );
  const names = new Set([...one!.keys(), ...other!.keys()]);
  return [...names].filter((name) => one!.get(name) !== other!.get(name));
}

/** A hash of each thing that the command leaves behind. */
async function outcome(
  main: string,
  { argv }: Run,
  input: Input,
  folder: string,
): Promise<Map<string, string>> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const mapping = input.mapping === undefined ? [] : ['--mapping', input.mapping];
  const child = spawn(process.execPath, [main, ...argv, ...mapping, ...input.files], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = [createHash('sha256'), createHash('sha256')];
  child.stdout.on('data', (chunk) => out.update(chunk));
  child.stderr.on('data', (chunk) => err.update(chunk));
  const code = await new Promise((done) => child.on('close', (code, signal) => done(code ?? signal)));
  const left = new Map([
    ['exit code', String(code)],
    ['stdout', out.digest('hex')],
    ['stderr', err.digest('hex')],
  ]);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      left.set(path.slice(folder.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex'));
    }
  }
  return left;
}
