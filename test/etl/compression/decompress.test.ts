import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decompress, decompressorOf } from '../../../lib/etl/compression/index.ts';
import { type Compression, compress, compressionFormat } from '../../support/etl-writer/index.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'));
const ascii = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

function decompressAll(decompress: Decompress, packed: Uint8Array, size: number): string {
  const output = new Uint8Array(size);
  return ascii(output.subarray(0, decompress(packed, output)));
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';
const abc = 'abc'.repeat(100);

/** The worked examples of MS-XCA, section 3. */
describe('the published examples of MS-XCA', () => {
  const xpress = decompressorOf(compressionFormat.xpress);
  const huffman = decompressorOf(compressionFormat['xpress-huffman']);
  const lznt1 = decompressorOf(compressionFormat.lznt1);

  test('XPRESS: an alphabet of literals', () => {
    const packed = Uint8Array.from([0x3f, 0, 0, 0, ...Buffer.from(alphabet)]);
    expect(decompressAll(xpress, packed, 26)).toBe(alphabet);
  });

  test('XPRESS: one long match', () => {
    expect(decompressAll(xpress, bytesOf('ffffff1f 61626317 000fff26 01'), 300)).toBe(abc);
  });

  test('XPRESS Huffman: an alphabet of literals', () => {
    const table = new Uint8Array(256);
    table.set(bytesOf('50555555 55555555 55555545 4404'), 48);
    table[128] = 0x04;
    const packed = Uint8Array.from([...table, ...bytesOf('d8523ed7 94115be9 195ff9d6 7cdf8d04 00000000')]);
    expect(decompressAll(huffman, packed, 26)).toBe(alphabet);
  });

  test('XPRESS Huffman: one long match', () => {
    const table = new Uint8Array(256);
    table.set(bytesOf('3023'), 48);
    table.set(bytesOf('02'), 128);
    table.set(bytesOf('20'), 143);
    const packed = Uint8Array.from([...table, ...bytesOf('a8dc0000 ff2601')]);
    expect(decompressAll(huffman, packed, 300)).toBe(abc);
  });

  test('LZNT1: a tune', () => {
    const packed = bytesOf(
      '38b08846232000204720410010a24701a045204400084501507900c045200524138805b4024a44ef0358028c091601484500be009e000401189000',
    );
    const tune =
      'F# F# G A A G F# E D D E F# F# E E F# F# G A A G F# E D D E F# E D D E E F# D E F# G F# D E F# G F# E D E A ' +
      'F# F# G A A G F# E D D E F# E D D\0';
    expect(decompressAll(lznt1, packed, tune.length)).toBe(tune);
  });
});

const formats: readonly Exclude<Compression, 'none'>[] = ['xpress', 'xpress-huffman', 'lznt1'];

/** Bytes with repetitions near and far, as event buffers have them. */
const repetitive = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 300 })), {
    maxLength: 30,
  })
  .map((parts) =>
    Uint8Array.from(
      parts.flatMap(([bytes, times]) =>
        Array(times)
          .fill([...bytes])
          .flat(),
      ),
    ),
  );

describe.each(formats)('%s', (format) => {
  const decompress = decompressorOf(compressionFormat[format]);

  test('gives back what was compressed', () => {
    fc.assert(
      fc.property(fc.oneof(repetitive, fc.uint8Array({ maxLength: 10_000 })), (plain) => {
        const output = new Uint8Array(plain.length);
        expect(decompress(compress(plain, format), output)).toBe(plain.length);
        expect(output).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  test('gives back more than one block of output', () => {
    const plain = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) >> 7);
    const output = new Uint8Array(plain.length);
    expect(decompress(compress(plain, format), output)).toBe(plain.length);
    expect(output).toEqual(plain);
  });

  test('stops where the output is full', () => {
    const packed = compress(new Uint8Array(5000).fill(7), format);
    const output = new Uint8Array(123);
    expect(decompress(packed, output)).toBe(123);
    expect(output).toEqual(new Uint8Array(123).fill(7));
  });

  test('gives a beginning of the plain bytes where its input is cut', () => {
    fc.assert(
      fc.property(repetitive, fc.double({ min: 0, max: 1, noNaN: true }), (plain, share) => {
        const packed = compress(plain, format);
        const output = new Uint8Array(plain.length);
        const made = decompress(packed.subarray(0, Math.floor(packed.length * share)), output);
        expect(output.subarray(0, made)).toEqual(plain.subarray(0, made));
      }),
      { numRuns: 60 },
    );
  });

  test('never throws on any bytes, and never tells of more than there is room for', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.nat(70_000), (input, room) => {
        expect(decompress(input, new Uint8Array(room))).toBeLessThanOrEqual(room);
      }),
    );
  });
});

test('a format that is not known is read as XPRESS, which all known traces are', () => {
  expect(decompressorOf(0)).toBe(decompressorOf(compressionFormat.xpress));
});
