import { closeSync, mkdtempSync, openSync, rmSync, write } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

/**
 * An open file without a name: it is removed as soon as it is made, so that nothing stays behind however the process
 * ends. Where the system keeps open files (Windows), it is removed when it is closed.
 */
export class TemporaryFile {
  /** Closed by `close`, or by whoever takes it over. */
  readonly descriptor: number;
  readonly #folder: string;
  #isRemoved: boolean;

  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'wsktrace-'));
    this.descriptor = openSync(join(this.#folder, 'trace.etl'), 'wx+', 0o600);
    this.#isRemoved = this.#remove();
  }

  /** Appends to the file. A stream of node:fs would close the file when something fails. */
  writer(): Writable {
    const { descriptor } = this;
    return new Writable({
      write(chunk: Buffer, _, done) {
        writeAll(descriptor, chunk, 0, done);
      },
    });
  }

  close(): void {
    closeSync(this.descriptor);
    this.#isRemoved ||= this.#remove();
  }

  #remove(): boolean {
    try {
      rmSync(this.#folder, { recursive: true });
      return true;
    } catch {
      return false;
    }
  }
}

function writeAll(
  descriptor: number,
  chunk: Buffer,
  from: number,
  done: (error?: Error | null) => void,
): void {
  write(descriptor, chunk, from, (error, written) => {
    if (error || from + written >= chunk.length) {
      done(error);
    } else {
      writeAll(descriptor, chunk, from + written, done);
    }
  });
}
