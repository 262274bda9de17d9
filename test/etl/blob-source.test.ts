import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blobSource, bytesSource, TraceError } from '../../lib/etl/index.ts';

const BLOCK = 4 * 1024 * 1024;
const bytes = Uint8Array.from({ length: 2 * BLOCK + 1000 }, (_, at) => (at * 7 + (at >> 12)) & 0xff);

/** A Blob that a reader reads without waiting, as in a browser's worker. */
const blob = {
  size: bytes.length,
  slice: (from: number, to: number) => bytes.slice(from, to),
} as unknown as Blob;

describe('a source over a Blob', () => {
  test('gives the same bytes as one over memory, at any offset and length', () => {
    const asked: number[] = [];
    const readAsArrayBuffer = (part: Blob) => {
      const { buffer } = part as unknown as Uint8Array<ArrayBuffer>;
      asked.push(buffer.byteLength);
      return buffer;
    };
    const source = blobSource(blob, { readAsArrayBuffer });
    const truth = bytesSource(bytes);
    const offset = fc.oneof(
      fc.nat({ max: bytes.length + 10 }),
      fc.integer({ min: BLOCK - 100, max: BLOCK + 100 }),
      fc.integer({ min: bytes.length - 100, max: bytes.length + 100 }),
    );
    fc.assert(
      fc.property(offset, fc.nat({ max: 300 }), (at, length) => {
        const [read, wanted] = [new Uint8Array(length), new Uint8Array(length)];
        expect(source.read(read, at)).toBe(truth.read(wanted, at));
        expect(read).toEqual(wanted);
      }),
    );
    // Each block once, however often bytes of it were asked for.
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(Math.max(...asked)).toBeLessThanOrEqual(BLOCK);
  });

  test('names file and offset where the file can no longer be read', () => {
    const readAsArrayBuffer = () => {
      throw new Error('A requested file could not be found');
    };
    const source = blobSource(blob, { readAsArrayBuffer }, 'gone.etl');
    const read = () => source.read(new Uint8Array(8), BLOCK + 5);
    expect(read).toThrow(TraceError);
    expect(read).toThrow(`gone.etl at offset ${BLOCK}: can't be read (A requested file could not be found)`);
  });
});
