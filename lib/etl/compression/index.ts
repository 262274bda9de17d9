import { decompressLznt1 } from './lznt1.ts';
import { decompressXpress } from './xpress.ts';
import { decompressXpressHuffman } from './xpress-huffman.ts';

/** Fills `output` from `input` as far as it can, and returns how many bytes came out. Never throws. */
export type Decompress = (input: Uint8Array, output: Uint8Array) => number;

/** By COMPRESSION_FORMAT number, as the header buffer of a compressed file tells it. */
const FORMATS: Readonly<Partial<Record<number, Decompress>>> = {
  2: decompressLznt1,
  3: decompressXpress,
  4: decompressXpressHuffman,
};

/** The decompressor of a format; that of every known trace (XPRESS) for a number that names none. */
export function decompressorOf(format: number): Decompress {
  return FORMATS[format] ?? decompressXpress;
}
