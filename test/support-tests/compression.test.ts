import { expect, test } from 'vitest';
import { compress } from '../support/etl-writer/index.ts';

const bytes = (value: string) => new TextEncoder().encode(value);
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

// The expectations are the worked examples of MS-XCA 3.1.
test('XPRESS packs literals behind a word of flags', () => {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz';
  expect(hex(compress(bytes(alphabet), 'xpress'))).toBe(`3f000000${hex(bytes(alphabet))}`);
});

test('XPRESS carries a long match on in a nibble, a byte and a word', () => {
  expect(hex(compress(bytes('abc'.repeat(100)), 'xpress'))).toBe('ffffff1f' + '616263' + '1700' + '0fff2601');
});

test('XPRESS Huffman writes a table of 512 code lengths before the stream', () => {
  const packed = compress(bytes('abc'.repeat(100)), 'xpress-huffman');
  expect(packed.length).toBe(263);
  expect(hex(packed.subarray(256 + 4))).toBe('ff2601');
});

test('LZNT1 packs each 4096 bytes on their own', () => {
  const packed = compress(new Uint8Array(8192), 'lznt1');
  // One literal, one match of 4095 bytes a chunk: flags 2, the zero, the token 0x0ffc.
  expect(hex(packed)).toBe('03b00200fc0f'.repeat(2));
});
