import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { TraceError } from '../../lib/etl/index.ts';

/** A file that is written piece by piece, from the first piece on: what was there before stays until there is one. */
export class OutputFile {
  readonly #file: string;
  #descriptor: number | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws TraceError of kind `usage` where it can't be written */
  write(content: string | Uint8Array): void {
    try {
      this.#descriptor ??= this.#open();
      // Not writeSync, which may write a part.
      writeFileSync(this.#descriptor, content);
    } catch (cause) {
      throw new TraceError(
        'usage',
        `can't be written (${(cause as Error).message})`,
        { file: this.#file },
        cause,
      );
    }
  }

  close(): void {
    if (this.#descriptor !== null) {
      closeSync(this.#descriptor);
    }
  }

  #open(): number {
    mkdirSync(dirname(this.#file), { recursive: true });
    return openSync(this.#file, 'w');
  }
}
