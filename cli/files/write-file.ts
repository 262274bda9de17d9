import { existsSync, realpathSync } from 'node:fs';
import { TraceError } from '../../lib/etl/index.ts';
import { OutputFile } from './output-file.ts';

/**
 * Writes a file that the user named, with the folders it needs.
 * @throws TraceError of kind `usage` where it can't be written
 */
export function writeFile(file: string, content: string | Uint8Array): void {
  const output = new OutputFile(file);
  try {
    output.write(content);
  } finally {
    output.close();
  }
}

/**
 * A slip such as `-o trace.etl` must not cost a recording.
 * @throws TraceError of kind `usage` where a file to be written is one of those to be read
 */
export function refuseToOverwrite(inputs: readonly string[], outputs: readonly (string | undefined)[]): void {
  const existing = new Set(inputs.filter((file) => existsSync(file)).map((file) => realpathSync(file)));
  for (const file of outputs) {
    if (file !== undefined && existsSync(file) && existing.has(realpathSync(file))) {
      throw new TraceError('usage', 'is a trace to read, and would be overwritten', { file });
    }
  }
}
