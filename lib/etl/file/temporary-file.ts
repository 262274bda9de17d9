import { closeSync, openSync, write } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { TemporaryFolder } from './temporary.ts';

/**
 * An open file without a name: it is removed as soon as it is made, so that nothing stays behind however the process
 * ends. Where the system keeps open files (Windows), it is removed when it is closed.
 */
export class TemporaryFile {
  /** Closed by `close`, or by whoever takes it over. */
  readonly descriptor: number;
  readonly #folder = new TemporaryFolder('wsktrace-');
  #isRemoved: boolean;

  constructor() {
    this.descriptor = openSync(join(this.#folder.path, 'trace.etl'), 'wx+', 0o600);
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
      this.#folder.remove();
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
