import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXPORT_FORMATS, type ExportFormatName } from '../../../lib/frames/export/index.ts';
import { FRAMES } from '../../../lib/frames/index.ts';
import { synthesiseFile } from '../../support/synthesiser/index.ts';

// The program as it is built: a thread can't load TypeScript.
const CLI = resolve('dist/cli/main.js');
const LIBRARY = pathToFileURL(resolve('dist/lib/index.js')).href;

/** Tells on standard error, at the end, how many threads each thread has started. */
const COUNTING = `data:text/javascript,${encodeURIComponent(
  `let threads = 0;
   process.on('worker', () => threads++);
   process.on('exit', () => console.error('threads: ' + threads));`,
)}`;

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-thread-'));
const trace = join(folder, 'trace.etl');
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  // Large enough that a thread is worth it.
  synthesiseFile(trace, { events: 180_000, seed: 7 });
}, 60_000);

/** Each file's digest: a difference between megabytes is nothing to print. */
function digests(of: string): Record<string, string> {
  const names = readdirSync(of).sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(of, name)))
        .digest('hex'),
    ]),
  );
}

/** Exports in a thread of this process: such a one starts no further threads. */
async function exportAlone(format: ExportFormatName, out: string): Promise<void> {
  const code = `
    const { workerData: { library, trace, folder, format } } = require('node:worker_threads');
    import(library).then(async ({ openTrace, exportFrames }) => exportFrames(await openTrace(trace), { folder, format }));`;
  const workerData = { library: LIBRARY, trace, folder: out, format };
  const worker = new Worker(code, { eval: true, workerData });
  await new Promise((done, fail) => worker.on('exit', done).on('error', fail));
}

describe('files that a thread of their own writes', () => {
  test.each(EXPORT_FORMATS)(
    'are byte for byte what the reading thread writes, as %s',
    async (format) => {
      const [threaded, alone] = [join(folder, `threaded-${format}`), join(folder, `alone-${format}`)];
      const args = ['--import', COUNTING, CLI, 'export', trace, '--out', threaded, '--format', format];
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      // One that runs the command, and the one that it starts.
      expect({ status, stderr }).toEqual({ status: 0, stderr: 'threads: 1\nthreads: 1\n' });
      await exportAlone(format, alone);
      expect(digests(threaded)).toEqual(digests(alone));
      expect(Object.keys(digests(threaded))).toHaveLength(FRAMES.length + 1);
    },
    60_000,
  );

  test.each([
    ['does not start', (worker: string) => writeFileSync(worker, 'throw new Error("not today");')],
    ['is not there', (worker: string) => rmSync(worker)],
  ])(
    'are written by the reading thread where the other %s',
    async (what, spoil) => {
      const [copy, spoilt, alone] = ['copy', 'spoilt', 'alone'].map((name) =>
        join(folder, `${name} ${what}`),
      );
      cpSync(resolve('dist/cli'), join(copy!, 'dist/cli'), { recursive: true });
      cpSync(resolve('package.json'), join(copy!, 'package.json'));
      spoil(join(copy!, 'dist/cli/writing-worker.js'));
      const args = [join(copy!, 'dist/cli/main.js'), 'export', trace, '--out', spoilt!];
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      await exportAlone('parquet', alone!);
      expect(digests(spoilt!)).toEqual(digests(alone!));
    },
    60_000,
  );

  test.skipIf(process.platform === 'win32')(
    'end with 2 where one can’t be written, and leave nothing behind',
    () => {
      const out = join(folder, 'full');
      mkdirSync(out);
      const command = `trap '' XFSZ; ulimit -f 2000; exec "$0" "$@"`;
      const args = ['-c', command, process.execPath, CLI, 'export', trace, '--out', out, '--format', 'csv'];
      const { status, stderr } = spawnSync('bash', args, { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: expect.stringMatching(
          /calls\.csv: can’t be written: the file would be larger than allowed\n$/,
        ),
      });
      expect(readdirSync(out)).toEqual([]);
    },
  );
});
