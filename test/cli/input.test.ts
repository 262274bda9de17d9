import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { scrambleBuffer, zeroBuffer } from '../support/etl-writer/index.ts';
import { synthesise } from '../support/synthesiser/index.ts';
import { zipOf } from '../support/zip.ts';

const COMMANDS = ['info', 'events', 'report'];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wsktrace-test-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe.each(COMMANDS)('wsktrace %s', (command) => {
  test('refuses an empty file', async () => {
    const path = file('empty.etl', '');
    expect(await wsktrace(command, path)).toEqual({
      code: 3,
      out: '',
      err: `wsktrace: ${path}: the file is empty\n`,
    });
  });

  test('refuses a text file in one line', async () => {
    const { code, out, err } = await wsktrace(command, file('text.etl', 'not a trace\n'.repeat(10_000)));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^wsktrace: .*text\.etl at offset 0: not an event trace log.*\n$/);
  });

  test('refuses a folder', async () => {
    const path = join(folder, 'folder.etl');
    mkdirSync(path, { recursive: true });
    const { code, err } = await wsktrace(command, path);
    expect({ code, err }).toEqual({ code: 3, err: `wsktrace: ${path}: a folder, not a trace\n` });
  });

  test.skipIf(process.platform === 'win32')('refuses a pipe without waiting for it', async () => {
    const path = join(folder, `${command}.pipe`);
    spawnSync('mkfifo', [path]);
    const { code, err } = await wsktrace(command, path);
    expect({ code, err }).toEqual({ code: 3, err: `wsktrace: ${path}: not a regular file\n` });
  });

  test('takes a missing path for a mistake of the caller', async () => {
    const { code, err } = await wsktrace(command, join(folder, 'missing.etl'));
    expect({ code, err }).toEqual({
      code: 2,
      err: `wsktrace: ${join(folder, 'missing.etl')}: no such file\n`,
    });
  });

  test('tells its usage, and of an option that it does not know', async () => {
    const help = await wsktrace(command, '--help');
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatch(/Examples?:/);
    expect(await wsktrace(command, fixture('wine-ok.etl'), '--nonsense')).toMatchObject({ code: 2, out: '' });
    expect(await wsktrace(command)).toMatchObject({ code: 2, out: '' });
  });

  test('reads what is left of a file that is cut anywhere, and says where', async () => {
    const whole = readFileSync(fixture('wine-ok.etl'));
    for (const size of [40, 72, 100, 430, 65_536, 65_600, 66_000, 70_001, 131_071]) {
      const { code, err } = await wsktrace(command, file('cut.etl', whole.subarray(0, size)));
      expect([0, 3]).toContain(code);
      expect(err).toMatch(/^(?:wsktrace: .*cut\.etl.*\n)+$/);
    }
  });

  test('reads around a zeroed and a scrambled buffer, and says where', async () => {
    const trace = synthesise({ seed: 4, events: 3000, processors: 2 }).write({ bufferSize: 8192 });
    for (const damaged of [zeroBuffer(trace, 5), scrambleBuffer(trace, 5, 9)]) {
      const { code, out, err } = await wsktrace(command, file('damaged.etl', damaged));
      expect(code).toBe(0);
      expect(out.length).toBeGreaterThan(100);
      expect(err).toContain(`damaged at offset ${trace.buffers[5]!.offset}`);
    }
  });

  test('reads .etl.gz and .etl.zip as they are, whatever their names', async () => {
    const plain = await wsktrace(command, fixture('wine-ok.etl'));
    const bytes = readFileSync(fixture('wine-ok.etl'));
    for (const path of [
      file('wine-ok.etl.gz', gzipSync(bytes)),
      file(
        'wine-ok.etl.zip',
        zipOf([
          { name: 'readme.txt', bytes: Buffer.from('hello') },
          { name: 'a/b.etl', bytes },
        ]),
      ),
      file('no-name-at-all', gzipSync(bytes)),
    ]) {
      const { code, out } = await wsktrace(command, path);
      expect(code).toBe(0);
      expect(out.replaceAll(path, fixture('wine-ok.etl'))).toBe(plain.out);
    }
  });

  test('asks which one is meant where a .zip holds two traces, and refuses one that holds none', async () => {
    const bytes = readFileSync(fixture('wine-ok.etl'));
    const two = file(
      'two.zip',
      zipOf([
        { name: 'one.etl', bytes },
        { name: 'two.etl', bytes },
      ]),
    );
    expect(await wsktrace(command, two)).toMatchObject({
      code: 3,
      err: expect.stringContaining('one.etl, two.etl'),
    });
    for (const entries of [[{ name: 'readme.txt', bytes }], []]) {
      const none = file('none.zip', zipOf(entries));
      const told = { code: 3, err: expect.stringContaining('no .etl') };
      expect(await wsktrace(command, none)).toMatchObject(told);
    }
  });

  test('refuses an archive that expands without measure', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    expect(await wsktrace(command, file('bomb.etl.gz', bomb))).toMatchObject({
      code: 3,
      err: expect.stringMatching(/refused: it expands to more than \d+ bytes/),
    });
  });

  test('refuses a .gz that is none behind its first bytes', async () => {
    const { code, err } = await wsktrace(
      command,
      file('bad.etl.gz', Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3)),
    );
    expect(code).toBe(3);
    expect(err).toMatch(/bad\.etl\.gz: can't be decompressed/);
  });
});

test('wsktrace --version tells the package’s version as its first word, then what was built', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  const { code, out, err } = await wsktrace('--version');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^\S+( \(commit [0-9a-f]{12} of \d{4}-\d\d-\d\d(, with changes)?\))?\n$/);
  expect(out.trim().split(' ')[0]).toBe(version);
});

test('wsktrace --help names every command and an example', async () => {
  const { code, out } = await wsktrace('--help');
  expect(code).toBe(0);
  for (const command of COMMANDS) {
    expect(out).toContain(command);
  }
  expect(out).toContain('Example:');
});

test('wsktrace help refuses a command that it does not know, by its name', async () => {
  const { code, out, err } = await wsktrace('help', 'nosuch');
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain("unknown command 'nosuch'");
  expect((await wsktrace('help', 'latency')).out).toContain('Usage: wsktrace latency');
});

test('wsktrace info tells of the files that it can read, and why it can’t read the others', async () => {
  const [good, torn] = [fixture('wine-ok.etl'), file('torn.etl', 'not a trace')];
  for (const files of [
    [torn, good],
    [good, torn],
  ]) {
    const { code, out, err } = await wsktrace('info', ...files, '--json');
    expect(code).toBe(3);
    expect((JSON.parse(out) as { file: string }[]).map((one) => one.file)).toEqual([good]);
    expect(err).toMatch(/^wsktrace: .*torn\.etl at offset 0: not an event trace log.*\n$/);
  }
});
