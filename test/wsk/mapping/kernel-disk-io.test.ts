import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Catalog, FieldLayout } from '../../../lib/decode/index.ts';
import { frames } from '../../../lib/frames/index.ts';
import { untracedLines } from '../../../lib/report/hints.ts';
import { diagnose } from '../../../lib/report/index.ts';
import { analyze, LeakCollector, type Observer } from '../../../lib/wsk/index.ts';
import { readMapping } from '../../../lib/wsk/mapping/file/index.ts';
import { describeCorpus, openCorpusTrace } from '../../support/corpus.ts';

const file = resolve(import.meta.dirname, '../../../mappings/kernel-disk-io.json');
const mapping = readMapping(readFileSync(file, 'utf8'), file);
const TRACE = 'microsoft__perfview__net.4.5.2.x86.etl';

/** What the kernel itself measured of each request, in the order of completion: HighResResponseTime, in ticks of 100 ns. */
function responseTimes(): number[] {
  const trace = openCorpusTrace(TRACE);
  const catalog = new Catalog();
  const times: number[] = [];
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const schema = catalog.identityOf(event).schema;
    if (schema?.eventName.startsWith('DiskIo/')) {
      const layout = new FieldLayout(schema, event.pointerSize);
      const index = layout.indexOf('HighResResponseTime');
      if (index >= 0) {
        times.push(Number(event.view.getBigUint64(layout.locate(index, event), true)) * 100);
      }
    }
  }
  return times;
}

describeCorpus(
  'the disk requests of a trace that was recorded without their issues (DISK_IO, not DISK_IO_INIT)',
  () => {
    const analysis = analyze(openCorpusTrace('randomascii__bigfiles__slow_ppt_trace.etl'), {
      mappings: [mapping],
    });

    test('are calls of their own, each time that an address completes', () => {
      expect(analysis.findings).toEqual([]);
      expect(analysis.calls).toMatchObject({ issued: 0, completed: 0, pendingAtEnd: 0 });
      expect(analysis.calls.olderCompleted).toBe(analysis.calls.olderThanTrace);
      expect(analysis.calls.olderCompleted).toBe(eventsNamed(/^DiskIo\/(Read|Write|FlushBuffers)$/));
    });

    test('took nobody knows how long, for how many bytes', () => {
      const rows = frames(openCorpusTrace('randomascii__bigfiles__slow_ppt_trace.etl'), {
        mappings: [mapping],
      }).calls.objects() as Record<string, unknown>[];
      expect(rows.length).toBe(analysis.calls.olderCompleted);
      for (const { latencyNs, latencyAtLeastNs, length, flags } of rows) {
        expect({ latencyNs, latencyAtLeastNs, length, flags }).toEqual({
          ...{ latencyNs: null, latencyAtLeastNs: null, length: null, flags: null },
        });
      }
    });

    test('can’t be judged, which is told', () => {
      expect(analysis.isLossy).toBe(true);
      expect(analysis.hints).toMatchObject([{ kind: 'untraced-issues', provider: 'Kernel disk I/O' }]);
      expect(untracedLines(analysis.hints)).toEqual([
        expect.stringMatching(/^\d+ calls completed where another had before, .* record the events that do/),
      ]);
      expect(diagnose(analysis)).toContainEqual(
        expect.objectContaining({ part: 'tracing', health: 'missing' }),
      );
    });

    function eventsNamed(pattern: RegExp): number {
      return analysis.trace.providers
        .flatMap(({ eventNames }) => Object.entries(eventNames))
        .reduce((sum, [name, count]) => sum + (pattern.test(name) ? count : 0), 0);
    }
  },
);

describeCorpus('the disk requests of a kernel trace', () => {
  const leaks = new LeakCollector();
  const latencies: number[] = [];
  const observers: Observer[] = [
    leaks.observer(),
    {
      callCompleted({ latencyNs }) {
        latencies.push(latencyNs);
      },
    },
  ];
  const analysis = analyze(openCorpusTrace(TRACE), { mappings: [mapping], observers });

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

  test('take as long, one by one, as the kernel measured itself', () => {
    const measured = responseTimes();
    expect(latencies.length).toBe(2393);
    expect(measured.length).toBe(2393);
    const apart = latencies.map((ns, at) => Math.abs(ns - measured[at]!)).sort((a, b) => a - b);
    // The two read the clock at moments of their own: nearly always within 1 µs, and never further than 30 µs apart.
    expect(apart[Math.floor(0.95 * apart.length)]).toBeLessThan(1000);
    expect(apart.at(-1)).toBeLessThan(30_000);
  });
});

test('the shipped mapping tells of calls alone, known by their addresses', () => {
  expect(mapping.sources.map(({ name, tells }) => [name, tells])).toEqual([
    ['Kernel disk I/O', { returns: false, callIds: false, irps: false, sockets: false }],
  ]);
});
