import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Catalog, FieldLayout } from '../../../lib/decode/index.ts';
import { nearestRank } from '../../../lib/stats/index.ts';
import { analyze, LatencyCollector, LeakCollector, readMapping } from '../../../lib/wsk/index.ts';
import { describeCorpus, openCorpusTrace } from '../../support/corpus.ts';

const file = resolve(import.meta.dirname, '../../../mappings/kernel-disk-io.json');
const mapping = readMapping(readFileSync(file, 'utf8'), file);
const TRACE = 'microsoft__perfview__net.4.5.2.x86.etl';

/** What the kernel itself measured of each request that it completed: HighResResponseTime, in ticks of the clock. */
function responseTimes(): Map<string, number[]> {
  const trace = openCorpusTrace(TRACE);
  const catalog = new Catalog();
  const times = new Map<string, number[]>();
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const schema = catalog.schemaOf(event, catalog.providerOf(event));
    if (schema?.eventName.startsWith('DiskIo/')) {
      const layout = new FieldLayout(schema, event.pointerSize);
      const index = layout.indexOf('HighResResponseTime');
      if (index >= 0) {
        const ticks = Number(event.view.getBigUint64(layout.locate(index, event), true));
        times.set(schema.eventName, [...(times.get(schema.eventName) ?? []), ticks]);
      }
    }
  }
  return times;
}

describeCorpus('the disk requests of a kernel trace', () => {
  const latency = new LatencyCollector({ slowest: 3 });
  const leaks = new LeakCollector();
  const observers = [...latency.observers(), leaks.observer()];
  const analysis = analyze(openCorpusTrace(TRACE), { mappings: [mapping], observers });
  const times = responseTimes();

  test('are followed by their IRPs, each from its issue to its completion', () => {
    expect(analysis.providers).toEqual(['Kernel disk I/O']);
    expect(
      Object.fromEntries(analysis.operations.map(({ op, issued, completed }) => [op, [issued, completed]])),
    ).toEqual({ IRP_MJ_READ: [2339, 2339], IRP_MJ_WRITE: [50, 50], IRP_MJ_FLUSH_BUFFERS: [4, 4] });
    expect([analysis.calls.pendingAtEnd, analysis.calls.olderThanTrace, analysis.calls.inline]).toEqual([
      0, 0, 0,
    ]);
  });

  test('give no finding: nothing in them is wrong', () => {
    expect(analysis.findings).toEqual([]);
    expect(leaks.result().calls.count).toBe(0);
  });

  test.each([
    ['IRP_MJ_READ', 'DiskIo/Read'],
    ['IRP_MJ_WRITE', 'DiskIo/Write'],
    ['IRP_MJ_FLUSH_BUFFERS', 'DiskIo/FlushBuffers'],
  ])('%s take as long as the kernel measured itself', (op, event) => {
    const measured = Float64Array.from(times.get(event) ?? []).sort();
    const told = latency.result().operations.find((one) => one.op === op)?.latencyNs;
    // The kernel reads its clock for the request a moment before it logs the event, and after: up to 1 % and 20 µs.
    for (const [fraction, ours] of [
      [0.5, told?.p50],
      [0.99, told?.p99],
      [1, told?.max],
    ] as const) {
      const theirs = nearestRank(measured, fraction) * 100;
      expect(Math.abs((ours ?? 0) - theirs)).toBeLessThan(20_000 + 0.01 * theirs);
    }
  });
});

test('a trace without disk events has no such driver', () => {
  expect(mapping.sources.map(({ name, tells }) => [name, tells])).toEqual([
    ['Kernel disk I/O', { returns: false, callIds: false, irps: false, sockets: false }],
  ]);
});
