import { chmodSync, closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { note } from '../etl/file/index.ts';
import { TraceError } from '../etl/index.ts';
import { attempt } from './attempt.ts';
import { makeFolder } from './folder.ts';
import { realPath } from './identity.ts';
import { uniqueName } from './unique-name.ts';

/** Longest name of a file that usual systems take, in bytes, less what is put around it. */
const MAX_NAME_BYTES = 200;

/**
 * A file that is being written. It is written beside its place, under a name that no other run has, and put there by a
 * rename once it is whole: until then, and where anything fails, what was there before stays. A pipe or a device has no
 * place beside it, and is written to as it is.
 */
export class OutputFile {
  /** What the user calls it. */
  readonly path: string;
  /** To write to. */
  readonly descriptor: number;
  /** Where it belongs: behind a link the file that the link leads to. */
  readonly #place: string;
  /** What it is called until then; null for what is written in its place. */
  readonly #temporary: string | null;
  #isOpen = true;
  #isSettled = false;

  /** @throws TraceError of kind `usage` where it can't be written */
  constructor(path: string) {
    this.path = path;
    refuseDevice(path);
    makeFolder(dirname(path));
    const before = attempt(path, () => statSync(path, { throwIfNoEntry: false }));
    if (before?.isDirectory()) {
      throw new TraceError('usage', 'can’t be written: a folder has this name', { file: path });
    }
    this.#place = before === undefined ? resolve(path) : attempt(path, () => realPath(path));
    if (before !== undefined && !before.isFile()) {
      this.#temporary = null;
      this.descriptor = attempt(path, () => openSync(path, 'w'));
      return;
    }
    const temporary = temporaryName(this.#place);
    this.#temporary = temporary;
    note(temporary, true);
    this.descriptor = attempt(path, () => openSync(temporary, 'wx'));
    if (before !== undefined) {
      attempt(path, () => chmodSync(temporary, before.mode & 0o777));
    }
  }

  write(content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let at = 0; at < bytes.length; ) {
      at += attempt(this.path, () => writeSync(this.descriptor, bytes, at));
    }
  }

  /** Where it is written until it has its place. */
  get writtenPath(): string {
    return this.#temporary ?? this.#place;
  }

  /**
   * Leaves the writing to who opens it by its name, and tells that name. Windows refuses a second writer of an open file.
   */
  handOver(): string {
    this.close();
    return this.writtenPath;
  }

  /** Ends the file. It has its place only after `replace`. */
  close(): void {
    attempt(this.path, () => this.#release());
  }

  /** Ends the file, and puts it in its place. */
  replace(): void {
    this.close();
    const temporary = this.#temporary;
    if (temporary !== null) {
      attempt(this.path, () => renameSync(temporary, this.#place));
      note(temporary, false);
    }
    this.#isSettled = true;
  }

  /** Throws away what was written, unless it is in its place. */
  abandon(): void {
    if (this.#isSettled) {
      return;
    }
    this.#isSettled = true;
    try {
      this.#release();
    } catch {
      // It is thrown away.
    }
    if (this.#temporary !== null) {
      rmSync(this.#temporary, { force: true });
      note(this.#temporary, false);
    }
  }

  #release(): void {
    if (this.#isOpen) {
      this.#isOpen = false;
      closeSync(this.descriptor);
    }
  }
}

/** Windows takes these for devices in every folder, with any extension; NUL is one that people write to on purpose. */
const DEVICE = /^(?:con|prn|aux|com[1-9]|lpt[1-9])(?:\.|$)/i;

function refuseDevice(path: string): void {
  if (process.platform === 'win32' && DEVICE.test(basename(path))) {
    throw new TraceError('usage', 'can’t be written: Windows has a device of this name', { file: path });
  }
}

function temporaryName(place: string): string {
  const name = Buffer.from(basename(place)).subarray(0, MAX_NAME_BYTES).toString().replaceAll('\ufffd', '');
  return join(dirname(place), `.${name}.${uniqueName()}.tmp`);
}

const LOCK = '.wsktrace.lock';
/** Milliseconds after which a lock is taken to be left behind: it is held while some files are renamed. */
const STALE_AFTER = 10_000;
const PAUSE = 20;

/**
 * Puts files in their places that belong together, in one folder: no other run puts one of its own between them.
 * @throws TraceError of kind `usage`
 */
export function replaceTogether(folder: string, files: readonly OutputFile[]): void {
  // All that can fail for want of space fails before the first is renamed.
  for (const file of files) {
    file.close();
  }
  const lock = resolve(folder, LOCK);
  attempt(folder, () => take(lock));
  try {
    for (const file of files) {
      file.replace();
    }
  } finally {
    rmSync(lock, { recursive: true, force: true });
    note(lock, false);
  }
}

function take(lock: string): void {
  for (;;) {
    try {
      mkdirSync(lock);
      note(lock, true);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
    const heldSince = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - heldSince > STALE_AFTER) {
      rmSync(lock, { recursive: true, force: true });
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}
