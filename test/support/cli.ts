import { resolve } from 'node:path';
import { run } from '../../cli/program.ts';
import { PLAIN } from '../../lib/report/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a command line printed, and what it ended with. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, as on a pipe: no colours, no progress. */
export async function wsktrace(...argv: string[]): Promise<CommandResult> {
  let out = '';
  let err = '';
  const code = await run(argv, {
    out: (text) => {
      out += typeof text === 'string' ? text : Buffer.from(text).toString();
    },
    warn: (text) => {
      err += `${text}\n`;
    },
    width: 100,
    style: PLAIN,
    hasProgress: false,
  });
  return { code, out, err };
}

/** The path of a trace in fixtures/, relative as a user would type it at the project's root. */
export function fixture(name: string): string {
  return resolve(ROOT, 'fixtures', name);
}
