import { writeSync } from 'node:fs';
import { attempt } from '../../output/index.ts';
import type { ByteSink } from './byte-sink.ts';

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
