import { compressLznt1 } from './lznt1.ts';
import { compressXpress } from './xpress.ts';
import { compressXpressHuffman } from './xpress-huffman.ts';

/** RtlCompressBuffer's COMPRESSION_FORMAT numbers, which stand in the State of a compressed file's buffers. */
export const compressionFormat = { lznt1: 2, xpress: 3, 'xpress-huffman': 4 } as const;
export type Compression = 'none' | keyof typeof compressionFormat;

/** Compresses the event bytes of one buffer. */
export function compress(plain: Uint8Array, format: Exclude<Compression, 'none'>): Uint8Array {
  if (format === 'lznt1') return compressLznt1(plain);
  return format === 'xpress' ? compressXpress(plain) : compressXpressHuffman(plain);
}
