import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GzipWriter } from '../../lib/output/gzip.ts';

function compressed(texts: readonly string[]): Buffer {
  const pieces: Uint8Array[] = [];
  const writer = new GzipWriter((bytes) => pieces.push(Uint8Array.from(bytes)));
  for (const text of texts) {
    writer.write(text);
  }
  writer.end();
  return Buffer.concat(pieces);
}

/** As a browser does it, which takes nothing behind the first member. */
async function inBrowser(bytes: Buffer): Promise<string> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return await new Response(stream).text();
}

test('what is compressed piece by piece is the whole text again', async () => {
  const property = fc.asyncProperty(
    fc.array(fc.string({ unit: 'grapheme', maxLength: 40 })),
    async (texts) => {
      const bytes = compressed(texts);
      expect(gunzipSync(bytes).toString()).toBe(texts.join(''));
      expect(await inBrowser(bytes)).toBe(texts.join(''));
    },
  );
  await fc.assert(property, { numRuns: 50 });
});

test('a text of several pieces is one member, and small', async () => {
  const lines = Array.from({ length: 300_000 }, (_, at) => `{"call":${at},"op":"Send"}\n`);
  const bytes = compressed(lines);
  expect(await inBrowser(bytes)).toBe(lines.join(''));
  expect(bytes.length).toBeLessThan(lines.join('').length / 4);
});
