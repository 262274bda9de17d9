import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTrace } from '../../lib/etl/file/index.ts';
import { TraceError } from '../../lib/etl/index.ts';
import { writeTrace } from '../support/etl-writer/index.ts';
import { zipOf } from '../support/zip.ts';
import { numberedEvents } from './reading.ts';

let folder: string;
const before = process.env.TMPDIR;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wsktrace-test-'));
  process.env.TMPDIR = folder;
});

afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

const trace = writeTrace(numberedEvents(50, 2)).bytes;

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function countEvents(path: string): Promise<number> {
  const opened = await openTrace(path);
  const pass = opened.events();
  let events = 0;
  while (pass.next() !== null) events++;
  expect(readdirSync(folder)).toEqual([path.slice(folder.length + 1)]);
  opened.close();
  return events;
}

describe('an archive', () => {
  test.runIf(process.platform !== 'win32')('leaves no file behind, not even while it is read', async () => {
    for (const [name, bytes] of [
      ['a.etl.gz', gzipSync(trace)],
      ['a.etl.zip', zipOf([{ name: 'a.etl', bytes: trace }])],
    ] as const) {
      const at = file(name, bytes);
      expect(await countEvents(at)).toBe(51);
      rmSync(at);
    }
  });

  test('whose paths climb or start at the root is refused', async () => {
    for (const name of ['../../climbs.etl', '/root.etl', 'C:/root.etl', 'a/../../b.etl']) {
      const path = file('climbs.zip', zipOf([{ name, bytes: trace }]));
      await expect(openTrace(path)).rejects.toThrow(/not a readable zip \((invalid relative|absolute) path/);
      rmSync(path);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that is broken anywhere fails with the one error type, and leaves nothing behind', async () => {
    const gzip = gzipSync(trace);
    const zip = zipOf([{ name: 'a.etl', bytes: trace }]);
    for (const [name, whole] of [
      ['b.gz', gzip],
      ['b.zip', zip],
    ] as const) {
      for (let at = 4; at < whole.length; at += Math.ceil(whole.length / 60)) {
        for (const bytes of [whole.slice(0, at), Uint8Array.from(whole).fill(0xa5, at, at + 9)]) {
          const path = file(name, bytes);
          await openTrace(path).then(
            (opened) => opened.close(),
            (error) => expect(error).toBeInstanceOf(TraceError),
          );
          rmSync(path);
        }
      }
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that lies about how far it expands is held to what it says or refused', async () => {
    const path = file('bomb.zip', zipOf([{ name: 'a.etl', bytes: Buffer.alloc(100 * 1024 * 1024) }]));
    await expect(openTrace(path)).rejects.toThrow(/refused: it expands to more than/);
    const lie = readFileSync(path);
    // The uncompressed size in the central directory: 10 bytes.
    lie.writeUInt32LE(10, lie.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    writeFileSync(path, lie);
    await expect(openTrace(path)).rejects.toThrow(TraceError);
    rmSync(path);
    expect(readdirSync(folder)).toEqual([]);
  });
});
