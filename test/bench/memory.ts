import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Run, runNode } from './measure.ts';
import { OUTSTANDING_KINDS, type OutstandingKind, writeOutstanding } from './outstanding.ts';

const MB = 1e6;
/** What may be taken, whatever is outstanding, and for each object that is. */
const CONSTANT_BYTES = 150 * MB;
const BYTES_AN_OBJECT = 150;

const COMMANDS: Readonly<Record<string, (folder: string) => readonly string[]>> = {
  report: () => ['report'],
  'report --html': (folder) => ['report', '--html', join(folder, 'outstanding.html')],
  leaks: () => ['leaks'],
  check: () => ['check'],
};

/** A build's command line, and what its column is called. */
export interface Build {
  readonly name: string;
  readonly main: string;
}

/** Runs the commands over traces of so many things that never end, and makes a Markdown table of their peak memory. */
export async function memoryTable(
  builds: readonly Build[],
  counts: readonly number[],
  folder: string,
): Promise<string> {
  const titles = [
    'outstanding',
    'command',
    'bar (MB)',
    ...builds.flatMap(({ name }) => [`${name} (MB)`, '(s)']),
  ];
  const lines = [titles, titles.map((_, at) => (at < 2 ? '---' : '--:'))];
  for (const count of counts) {
    for (const kind of OUTSTANDING_KINDS) {
      const path = traceOf(kind, count, folder);
      for (const [command, argv] of Object.entries(COMMANDS)) {
        const bar = Math.round((CONSTANT_BYTES + BYTES_AN_OBJECT * count) / MB).toString();
        const line = [`${count.toLocaleString('en')} ${kind}`, command, bar];
        for (const { main } of builds) {
          line.push(...told(await tried(main, [...argv(folder), path])));
        }
        lines.push(line);
        console.error(line.join(' | '));
      }
    }
  }
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function traceOf(kind: OutstandingKind, count: number, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `outstanding-${count}-${kind}.etl`);
  if (!existsSync(path)) {
    writeOutstanding(path, kind, count);
  }
  return path;
}

/** Any end but one of the command's own is what the figure is about. */
async function tried(main: string, argv: readonly string[]): Promise<Run | string> {
  try {
    return await runNode(main, argv, [0, 1, 4]);
  } catch (error) {
    return (error as Error).message.replace(/^.* ended with /, 'ended with ');
  }
}

function told(run: Run | string): string[] {
  return typeof run === 'string'
    ? [run, '']
    : [(run.peakBytes / MB).toFixed(0), (run.wallMs / 1000).toFixed(1)];
}
