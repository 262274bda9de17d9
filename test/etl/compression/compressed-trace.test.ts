import { expect, test } from 'vitest';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import { type Compression, eventHeaderEvent, on, writeTrace } from '../../support/etl-writer/index.ts';

const formats: readonly Compression[] = ['xpress', 'xpress-huffman', 'lznt1'];

test.each(formats)('a synthetic trace compressed with %s gives all of its events', (compression) => {
  const events = Array.from({ length: 500 }, (_, i) =>
    eventHeaderEvent({
      ticks: 1000 + i,
      provider: 'a511d51a-8bc8-56a3-6285-b3d506efe6d1',
      id: i,
      payload: new Uint8Array(100).fill(i),
    }),
  );
  const { bytes } = writeTrace(on(0, ...events), { compression, bufferSize: 4096 });
  const trace = Trace.open(bytesSource(bytes));
  const pass = trace.events();
  const ids: number[] = [];
  for (let event = pass.next(); event !== null; event = pass.next()) {
    ids.push(event.id);
  }
  expect(trace.index.compressed).toBeGreaterThan(1);
  expect(pass.damage.list).toEqual([]);
  // The file's own first record comes before them.
  expect(ids.slice(1)).toEqual(Array.from({ length: 500 }, (_, i) => i));
});
