import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { ByteSource, ReadAhead } from '../byte-source.ts';
import { TraceError } from '../error.ts';
import { startReadAhead, type ThreadedReadAhead } from './read-ahead.ts';

/** A source over a file on disk. */
export class FileSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly descriptor: number;
  readonly #release: () => void;
  #isClosed = false;
  #ahead: ThreadedReadAhead | null = null;

  /**
   * Opens the file at a path.
   * @throws TraceError of kind `usage` where nothing is at the path, `unreadable` where it can't be read
   */
  static open(path: string): FileSource {
    return new FileSource(openFile(path), path);
  }

  /**
   * @param descriptor an open file's
   * @param name what to call it in messages
   * @param release gives the descriptor back when the source is closed
   */
  constructor(descriptor: number, name: string, release = () => closeSync(descriptor)) {
    this.name = name;
    this.size = fstatSync(descriptor).size;
    this.descriptor = descriptor;
    this.#release = release;
  }

  /** @throws TraceError of kind `usage` once it is closed: the system gives its descriptor to the next file */
  read(target: Uint8Array, offset: number): number {
    if (this.#isClosed) {
      throw new TraceError('usage', 'the trace was closed', { file: this.name });
    }
    let had = 0;
    while (had < target.length) {
      const count = this.#readOnce(target, had, offset + had);
      if (count === 0) {
        break;
      }
      had += count;
    }
    return had;
  }

  readAhead(slots: number, bytes: number): ReadAhead | null {
    this.#ahead?.end();
    this.#ahead = startReadAhead(this.descriptor, this.name, slots, bytes);
    return this.#ahead;
  }

  close(): void {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#ahead?.end();
      this.#release();
    }
  }

  #readOnce(target: Uint8Array, at: number, offset: number): number {
    try {
      return readSync(this.descriptor, target, at, target.length - at, offset);
    } catch (cause) {
      throw new TraceError('unreadable', reasonOf(cause), { file: this.name, offset }, cause);
    }
  }
}

function openFile(path: string): number {
  try {
    // Asked before it is opened: opening a pipe waits for somebody who writes to it.
    const status = statSync(path);
    if (!status.isFile()) {
      const what = status.isDirectory() ? 'a folder, not a trace' : 'not a regular file';
      throw new TraceError('unreadable', what, { file: path });
    }
    return openSync(path, 'r');
  } catch (cause) {
    if (cause instanceof TraceError) {
      throw cause;
    }
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'no such file' : reasonOf(cause);
    throw new TraceError(isMissing ? 'usage' : 'unreadable', reason, { file: path }, cause);
  }
}

/** The system's own words without the call's name and the path, which the message has already. */
function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code === undefined ? message : (message.split(': ')[1]?.split(',')[0] ?? code);
}
