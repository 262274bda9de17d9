import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type BufferPlace, NOT_COMPRESSED } from '../../lib/etl/buffer-place.ts';
import { serveReadAhead, shareSlots, ThreadedReadAhead } from '../../lib/etl/file/read-ahead.ts';
import { type ByteSource, bytesSource, type Damage, type EventPass } from '../../lib/etl/index.ts';
import { type PlacedEvent, scrambleBuffer, systemEvent, writeTrace } from '../support/etl-writer/index.ts';
import { useFolder } from '../support/folder.ts';
import { random } from '../support/random.ts';

/** The door as it is built, whose thread starts, and that of the sources, whose thread can't: it is no JavaScript. */
type Door = typeof import('../../lib/etl/file/index.ts');
const BUILT = resolve(import.meta.dirname, '../../dist/lib/etl/file/index.js');
const doors: readonly (readonly [string, Door])[] = [
  ['with its thread', (await import(/* @vite-ignore */ BUILT)) as Door],
  ['where the thread does not start', await import('../../lib/etl/file/index.ts')],
];

const folder = useFolder();

function fileOf(bytes: Uint8Array, name = 'trace.etl'): string {
  const path = folder.at(name);
  writeFileSync(path, bytes);
  return path;
}

/** Worth a thread: 34 MB, of events that can't be compressed. */
const large = (() => {
  const rng = random(7);
  const noise = Uint8Array.from({ length: 64_000 }, () => rng.below(256));
  const events: PlacedEvent[] = Array.from({ length: 34_000 }, (_, i) => {
    const from = (i * 9973) % 63_000;
    const payload = noise.subarray(from, from + 1000);
    return {
      processor: i % 3,
      ...systemEvent({ ticks: 1_000_000 + 10 * i, group: 200, opcode: 1, payload }),
    };
  });
  const trace = writeTrace(events, { compression: 'xpress' });
  expect(trace.bytes.length).toBeGreaterThan(32 * 1024 * 1024);
  return trace;
})();

/** All that a pass tells: each event's time, processor and bytes, as a checksum, and the damage. */
function walk(pass: EventPass): { events: number; checksum: string; damage: readonly Damage[] } {
  const hash = createHash('md5');
  let events = 0;
  for (let event = pass.next(); event !== null; event = pass.next()) {
    events++;
    hash.update(`${event.ticks} ${event.processor} `).update(event.bytes.subarray(event.start, event.end));
  }
  return { events, checksum: hash.digest('hex'), damage: pass.damage.list };
}

describe.each(doors)('a large compressed trace, %s', (_, { openTrace }) => {
  test('gives the events that it gives without, in the order of time and of the file', async () => {
    const trace = await openTrace(fileOf(large.bytes));
    const alone = walk(trace.events(false));
    expect(alone.events).toBe(34_001);
    expect(walk(trace.events())).toEqual(alone);
    expect(walk(trace.eventsInFileOrder()).events).toBe(34_001);
    trace.close();
  });

  test('gives them out of a .gz as well', async () => {
    const trace = await openTrace(fileOf(gzipSync(large.bytes, { level: 1 }), 'trace.etl.gz'));
    expect(walk(trace.events())).toEqual(walk(trace.events(false)));
    trace.close();
  });

  test('tells of bad compressed blocks as it does without', async () => {
    let { bytes } = large;
    for (const buffer of [1, 40, 41, 200, large.buffers.length - 1]) {
      bytes = scrambleBuffer({ ...large, bytes }, buffer, buffer, true);
    }
    const trace = await openTrace(fileOf(bytes));
    const alone = walk(trace.events(false));
    expect(alone.damage.length).toBeGreaterThanOrEqual(5);
    expect(walk(trace.events())).toEqual(alone);
    trace.close();
  });

  test('tells of a file that became shorter as it does without', async () => {
    const path = fileOf(large.bytes);
    const trace = await openTrace(path);
    truncateSync(path, 5_000_000);
    const alone = walk(trace.events(false));
    expect(alone.damage.length).toBeGreaterThan(100);
    expect(walk(trace.events())).toEqual(alone);
    trace.close();
  });

  test('goes on with a pass when another has begun, which the thread then helps', async () => {
    const trace = await openTrace(fileOf(large.bytes));
    const alone = walk(trace.events(false));
    const first = trace.events();
    first.next();
    expect(walk(trace.events())).toEqual(alone);
    expect(walk(first).events).toBe(alone.events - 1);
    trace.close();
  });
});

const place: BufferPlace = { offset: 8, size: 100, fill: 100, format: NOT_COMPRESSED };

describe('reading ahead', () => {
  test('is done by another thread', async () => {
    const [, { FileSource }] = doors[0]!;
    const file = FileSource.open(fileOf(Uint8Array.from({ length: 300 }, (_, i) => i)));
    const ahead = file.readAhead(2, 128)!;
    let end = -1;
    for (let waited = 0; end < 0 && waited < 10_000; waited += 20) {
      ahead.ask(1, place);
      await setTimeout(20);
      end = ahead.take(1);
    }
    expect(end).toBe(100);
    expect(new Uint8Array(ahead.memoryOf(1))[0]).toBe(8);
    file.close();
  });

  test('leaves to the reading thread what was never asked for, or not yet begun', () => {
    const ahead = new ThreadedReadAhead(shareSlots(2, 128));
    ahead.ask(1, place);
    expect([ahead.take(0), ahead.take(1), ahead.take(1)]).toEqual([-1, -1, -1]);
  });

  test('ends when it is told to, and leaves to the reading thread what can not be read', () => {
    const slots = shareSlots(3, 128);
    const ahead = new ThreadedReadAhead(slots);
    const source: ByteSource = {
      ...bytesSource(Uint8Array.from({ length: 200 }, (_, i) => i)),
      read(target, offset) {
        ahead.end();
        if (offset === 0) {
          throw new Error('the disk is gone');
        }
        return bytesSource(new Uint8Array(200).fill(5)).read(target, offset);
      },
    };
    ahead.ask(0, place);
    ahead.ask(2, { ...place, offset: 0 });
    serveReadAhead(source, slots);
    expect([ahead.take(0), ahead.take(1), ahead.take(2)]).toEqual([100, -1, -1]);
    expect(new Uint8Array(ahead.memoryOf(0))[99]).toBe(5);
  });

  test('takes no more than 32 MB of memory', () => {
    const [, { FileSource }] = doors[0]!;
    const file = FileSource.open(fileOf(new Uint8Array(100)));
    expect(file.readAhead(64, 2 ** 20)).toBeNull();
    file.close();
  });

  test.each([
    ['the program ends', ''],
    ['the program throws', 'throw new Error("stop")'],
    ['the program exits', 'process.exit(7)'],
    ['the trace is closed', 'trace.close()'],
  ])('lets the process end where a pass was given up and %s', (_, end) => {
    const path = fileOf(large.bytes);
    const program = `import { openTrace } from ${JSON.stringify(pathToFileURL(BUILT).href)};
      const trace = await openTrace(${JSON.stringify(path)});
      trace.events().next();
      const pass = trace.events();
      for (let i = 0; i < 3000; i++) pass.next();
      console.log('read');
      ${end}`;
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(ended.signal).toBeNull();
    expect(ended.stdout).toBe('read\n');
  });
});
