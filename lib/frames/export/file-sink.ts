import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { TraceError } from '../../etl/index.ts';

/** Where a frame's file is written to, from its beginning to its end. */
export interface ByteSink {
  /** Bytes written so far. */
  readonly bytes: number;
  write(bytes: Uint8Array): void;
}

/** Writes to an open file. */
export class FileSink implements ByteSink {
  readonly #descriptor: number;
  readonly #path: string;
  #bytes = 0;

  /** @param path what the file is called in messages */
  constructor(descriptor: number, path: string) {
    this.#descriptor = descriptor;
    this.#path = path;
  }

  get bytes(): number {
    return this.#bytes;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      at += attempt(this.#path, () => writeSync(this.#descriptor, bytes, at));
    }
    this.#bytes += bytes.length;
  }
}

/**
 * A file being written. It has its name only when it is whole: until then, and where the writing fails, a name with
 * `.part` behind it.
 */
export class PartFile {
  readonly path: string;
  /** To write to. */
  readonly descriptor: number;
  readonly #partPath: string;
  #isOpen = true;
  #isNamed = false;

  constructor(path: string) {
    this.path = path;
    this.#partPath = `${path}.part`;
    this.descriptor = attempt(path, () => openSync(this.#partPath, 'w'));
  }

  /** Ends the file, and gives it its name. */
  close(): void {
    attempt(this.path, () => {
      this.#release();
      renameSync(this.#partPath, this.path);
    });
    this.#isNamed = true;
  }

  /** Throws away what was written, unless it has its name. */
  abandon(): void {
    if (!this.#isNamed) {
      this.#release();
      rmSync(this.#partPath, { force: true });
    }
  }

  #release(): void {
    if (this.#isOpen) {
      this.#isOpen = false;
      closeSync(this.descriptor);
    }
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new TraceError('usage', `can’t be written: ${code ?? message}`, { file: path }, cause);
  }
}
