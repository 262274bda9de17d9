import { constants, crc32, deflateRawSync } from 'node:zlib';

/** Characters that are compressed at a time: the window begins anew with each such piece, which costs little of so much. */
const PIECE = 1 << 20;
/** The header that says: deflate, no name, no time, written on an unknown system (RFC 1952, 2.3). */
const HEADER = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty block that is the last (RFC 1951, 3.2.4): the pieces before it end on a byte and are not last. */
const LAST_BLOCK = new Uint8Array([0x01, 0x00, 0x00, 0xff, 0xff]);

/**
 * Compresses text as it comes, into one gzip member, without waiting for anything: some readers take no file of several
 * members.
 */
export class GzipWriter {
  readonly #write: (bytes: Uint8Array) => void;
  #text = '';
  #crc = 0;
  #size = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
    write(HEADER);
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length >= PIECE) {
      this.#flush();
    }
  }

  end(): void {
    this.#flush();
    this.#write(LAST_BLOCK);
    const trailer = new DataView(new ArrayBuffer(8));
    trailer.setUint32(0, this.#crc, true);
    trailer.setUint32(4, this.#size >>> 0, true);
    this.#write(new Uint8Array(trailer.buffer));
  }

  #flush(): void {
    const bytes = Buffer.from(this.#text);
    this.#text = '';
    this.#crc = crc32(bytes, this.#crc);
    // Modulo 2^32, as the trailer has it.
    this.#size = (this.#size + bytes.length) % 0x1_0000_0000;
    this.#write(deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }));
  }
}
