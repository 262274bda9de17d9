import { spawn } from 'node:child_process';

/** What one process took, from its start to its end. */
export interface Run {
  readonly wallMs: number;
  /** Processor time, of user and system; 0 for programs that are not ours. */
  readonly cpuMs: number;
  readonly peakBytes: number;
  /** What it wrote, in bytes. */
  readonly output: number;
}

/** Loaded into each thread of a node process: the main one tells the accounting on file descriptor 3 as it ends. */
const ACCOUNTING = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs';
   import { isMainThread } from 'node:worker_threads';
   if (isMainThread) {
     process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));
   }`,
)}`;

interface Accounting {
  readonly userCPUTime: number;
  readonly systemCPUTime: number;
  /** In kilobytes. */
  readonly maxRSS: number;
}

/** @param fine the exit codes that are no failure */
export async function runNode(
  script: string,
  args: readonly string[],
  fine: readonly number[] = [0],
): Promise<Run> {
  return await run(process.execPath, ['--import', ACCOUNTING, script, ...args], fine);
}

/** Runs a program once; its output is read and thrown away. */
export async function run(
  program: string,
  args: readonly string[],
  fine: readonly number[] = [0],
): Promise<Run> {
  const started = process.hrtime.bigint();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  let output = 0;
  let told = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.length;
  });
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  const code = await new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (number, signal) => resolve(number ?? signal ?? 0));
  });
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  if (typeof code === 'string' || !fine.includes(code)) {
    throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  }
  const usage = told === '' ? null : (JSON.parse(told) as Accounting);
  return {
    wallMs,
    cpuMs: usage === null ? 0 : (usage.userCPUTime + usage.systemCPUTime) / 1000,
    peakBytes: (usage?.maxRSS ?? 0) * 1024,
    output,
  };
}

/** The run of the median wall time. */
export function median(runs: readonly Run[]): Run {
  return runs.toSorted((a, b) => a.wallMs - b.wallMs)[runs.length >> 1]!;
}
