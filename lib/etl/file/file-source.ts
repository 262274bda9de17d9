import { closeSync, fstatSync, openSync, readSync, unlinkSync } from 'node:fs';
import type { ByteSource } from '../byte-source.ts';
import { TraceError } from '../error.ts';

/** A source over a file on disk. */
export class FileSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #descriptor: number;
  readonly #temporaryPath: string | undefined;

  /**
   * @param path what to read
   * @param name what to call it in messages
   * @param isTemporary whether the file is removed when the source is closed
   * @throws TraceError of kind `usage` where nothing is at the path, `unreadable` where it can't be read
   */
  constructor(path: string, name = path, isTemporary = false) {
    this.name = name;
    this.#temporaryPath = isTemporary ? path : undefined;
    this.#descriptor = openFile(path, name);
    const status = fstatSync(this.#descriptor);
    if (!status.isFile()) {
      closeSync(this.#descriptor);
      const what = status.isDirectory() ? 'a folder, not a trace' : 'not a regular file';
      throw new TraceError('unreadable', what, { file: name });
    }
    this.size = status.size;
  }

  read(target: Uint8Array, offset: number): number {
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

  close(): void {
    closeSync(this.#descriptor);
    if (this.#temporaryPath !== undefined) {
      unlinkSync(this.#temporaryPath);
    }
  }

  #readOnce(target: Uint8Array, at: number, offset: number): number {
    try {
      return readSync(this.#descriptor, target, at, target.length - at, offset);
    } catch (cause) {
      throw new TraceError('unreadable', reasonOf(cause), { file: this.name, offset }, cause);
    }
  }
}

function openFile(path: string, name: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'no such file' : reasonOf(cause);
    throw new TraceError(isMissing ? 'usage' : 'unreadable', reason, { file: name }, cause);
  }
}

/** The system's own words without the call's name and the path, which the message has already. */
function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code === undefined ? message : (message.split(': ')[1]?.split(',')[0] ?? code);
}
