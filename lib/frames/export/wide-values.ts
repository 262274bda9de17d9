/** 2^64 − 1 has 20 digits, which take nine bytes with their sign. */
export const ID_DIGITS = 20;
const ID_BYTES = 9;

/** How values of 64 bits stand in a file: as so many bytes each. */
export interface WideForm {
  readonly bytes: number;
  /** Puts the value at `at`. */
  write(low: number, high: number, bytes: Uint8Array, at: number): void;
}

/** Ids are decimals: whole numbers with the highest byte first; the sign is always plus. */
export const DECIMAL: WideForm = {
  bytes: ID_BYTES,
  write(low, high, bytes, at) {
    bytes[at] = 0;
    writeWord(high, bytes, at + 1);
    writeWord(low, bytes, at + 5);
  },
};

function writeWord(word: number, bytes: Uint8Array, at: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

/** "0x", and 16 digits. */
const ADDRESS_BYTES = 18;

/** Addresses are text. */
export const ADDRESS: WideForm = {
  bytes: ADDRESS_BYTES,
  write(low, high, bytes, at) {
    bytes[at] = 0x30;
    bytes[at + 1] = 0x78;
    writeDigits(high, bytes, at + 2);
    writeDigits(low, bytes, at + 10);
  },
};

function writeDigits(word: number, bytes: Uint8Array, at: number): void {
  for (let digit = 0; digit < 8; digit++) {
    const value = (word >>> (28 - 4 * digit)) & 0xf;
    bytes[at + digit] = value < 10 ? 0x30 + value : 0x57 + value;
  }
}
