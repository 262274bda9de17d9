import { resolve } from 'node:path';
import { run } from '../../cli/program.ts';
import { createTerminal, type Streams } from '../../cli/terminal.ts';
import { PLAIN } from '../../lib/report/index.ts';
import type { OutputPlace } from '../../lib/text/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a command line printed, and what it ended with. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, as on a pipe: no colours, no progress. */
export async function wsktrace(...argv: string[]): Promise<CommandResult> {
  return runOn({ place: 'pipe' }, argv);
}

/** The same on a terminal of a width, or into a file. */
export async function runOn(
  { place, width = 100 }: { readonly place: OutputPlace; readonly width?: number },
  argv: readonly string[],
): Promise<CommandResult> {
  let out = '';
  let err = '';
  const streams: Streams = {
    hasColour: false,
    writeOut: (text) => {
      out += typeof text === 'string' ? text : Buffer.from(text).toString();
    },
    writeError: (text) => {
      err += text;
    },
  };
  const code = await run(argv, createTerminal(streams, { place, width, style: PLAIN, hasProgress: false }));
  return { code, out, err };
}

/** The path of a trace in fixtures/, relative as a user would type it at the project's root. */
export function fixture(name: string): string {
  return resolve(ROOT, 'fixtures', name);
}
