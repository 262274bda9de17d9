import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseConfig } from '../../lib/report/gate/files/index.ts';
import type { CheckResult } from '../../lib/report/index.ts';
import { fixture, wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { recordedLater } from '../support/recorded-later.ts';

const CLEAN = fixture('wine-echo-clean.etl');
const LEAKY = fixture('wine-irp-leak.etl');
const OTHER = fixture('wine-socket-leak.etl');
const folder = useFolder();

// A configuration is looked for from the current folder upwards.
const startedIn = process.cwd();
beforeEach(() => process.chdir(folder.path));
afterEach(() => {
  process.chdir(startedIn);
  vi.restoreAllMocks();
});

async function checkJson(...argv: string[]): Promise<CheckResult & { code: number }> {
  const { code, out } = await wsktrace('check', ...argv, '--format', 'json');
  return { code, ...(JSON.parse(out) as CheckResult) };
}

const config = (content: object, ...path: string[]) =>
  writeFileSync(folder.at(...path, 'wsktrace.config.json'), JSON.stringify(content));

describe('wsktrace check --init', () => {
  test('writes a configuration that changes nothing, and each of whose settings is right without its comment signs', async () => {
    const plain = await checkJson(LEAKY);
    expect(await wsktrace('check', '--init')).toMatchObject({ code: 0, out: 'wrote wsktrace.config.json\n' });
    const text = readFileSync('wsktrace.config.json', 'utf8');
    expect((await checkJson(LEAKY)).findings).toEqual(plain.findings);
    // Each setting in turn: from the line that names it to the next empty one.
    const settings = text.split('\n\n').map((part) => part.replace(/^\{\n/, '').replace(/\n\}\n$/, ''));
    expect(settings.length).toBe(12);
    for (const setting of settings) {
      const [description, ...lines] = setting.split('\n');
      expect(description).toMatch(/^ {2}\/\/ [A-Z].*\.$/);
      const plainSetting = `{${lines.map((line) => line.replace('// ', '')).join('\n')}}`;
      expect(() => parseConfig(plainSetting, 'f')).not.toThrow();
    }
  });

  test('leaves one that is there alone, and takes no traces', async () => {
    config({});
    expect(await wsktrace('check', '--init')).toMatchObject({ code: 2 });
    expect(readFileSync('wsktrace.config.json', 'utf8')).toBe('{}');
    expect((await wsktrace('check', '--init', CLEAN)).err).toContain('--init takes no traces');
  });
});

describe('wsktrace check ends with', () => {
  test('0 where nothing is to be fixed', async () => {
    const { code, out } = await wsktrace('check', CLEAN);
    expect(code).toBe(0);
    expect(out).toMatch(/^Passed: nothing to fix in 1 trace \(\d+ calls, 18 rules\)\.\n$/);
  });

  test('1 for a finding, and says what to fix and where', async () => {
    const { code, out } = await wsktrace('check', LEAKY);
    expect(code).toBe(1);
    expect(out).toContain(
      'Failed: 1 finding, in 1 trace (12 calls, 18 rules). Begin in RequestCreate, line 31: wsktrace\nexplain irp-leak.',
    );
    expect(out).toContain('error irp-leak: in RequestCreate, line 31');
    expect(out).toContain('Free it in the completion routine');
  });

  test('1 for a threshold that is not kept', async () => {
    const { code, out } = await wsktrace('check', CLEAN, '--threshold', 'inflight: max <= 1');
    expect(code).toBe(1);
    expect(out).toContain('broken  inflight: max <= 1  is 2');
  });

  test.each([
    ['a trace that is not there', ['check', 'none.etl'], 'none.etl: no such file'],
    ['a pattern that matches nothing', ['check', 'traces/*.etl'], 'traces/*.etl: no file matches'],
    ['a pattern that is none', ['check', '[z-a].etl'], '[z-a].etl: can’t be looked up (Invalid regular'],
    [
      'a threshold that is none',
      ['check', CLEAN, '--threshold', 'latency{op=Snd}: max < 5ms'],
      'column 12: no op is called Snd; did you mean Send?',
    ],
    ['a rule that is none', ['check', CLEAN, '--rule', 'irp-leek=off'], 'did you mean irp-leak?'],
    [
      'a format that is none',
      ['check', CLEAN, '--format', 'junit=a.xml,serif=b'],
      'No format is called serif; did you mean sarif?',
    ],
    [
      'two formats in one file',
      ['check', CLEAN, '--format', 'junit=out/a,sarif=./out/a'],
      'junit and sarif can’t both go to ./out/a.',
    ],
    ['two formats on stdout', ['check', CLEAN, '--format', 'json,sarif'], 'Only one can go to stdout'],
    ['a configuration that is not there', ['check', CLEAN, '--config', 'c.json'], 'c.json: no such file'],
    ['a baseline that is not there', ['check', CLEAN, '--baseline', 'b.json'], 'b.json: no such baseline'],
    ['a baseline to write without its name', ['check', CLEAN, '--update-baseline'], 'name the baseline'],
    [
      'a source folder that is not there',
      ['check', CLEAN, '--source-root', 'src'],
      "src: its sources can't be read",
    ],
    ['a mapping that is not there', ['check', CLEAN, '--mapping', 'm.json'], 'm.json: no such file'],
    ['no trace at all', ['check'], 'check takes traces, or --dataset'],
  ])('2 for %s', async (_, argv, reason) => {
    const { code, err } = await wsktrace(...argv);
    expect(err).toContain(reason);
    expect(code).toBe(2);
  });

  test('2 for a configuration that is wrong, with all that is', async () => {
    config({ failOn: 'surely', tresholds: [] });
    const { code, err } = await wsktrace('check', CLEAN);
    expect(code).toBe(2);
    expect(err).toContain('wsktrace.config.json: ');
    expect(err).toContain('failOn: ');
    expect(err).toContain('did you mean thresholds?');
  });

  test('2 for a report that can’t be written', async () => {
    writeFileSync(folder.at('file'), '');
    const { code, err } = await wsktrace('check', CLEAN, '--format', 'json=file/report.json');
    expect(code).toBe(2);
    expect(err).toContain('file: can’t be written: a part of the path is no folder');
  });

  test('3 for a trace that can’t be read, with the others judged all the same', async () => {
    writeFileSync('torn.etl', 'not a trace');
    const { code, ...result } = await checkJson('torn.etl', CLEAN);
    expect(code).toBe(3);
    expect(result.traces.map(({ unreadable }) => unreadable === null)).toEqual([true, false]);
    expect((await checkJson('torn.etl', LEAKY)).code).toBe(1);
  });

  test('4 for what can’t be told, and 0 when told to let that pass', async () => {
    const argv = ['check', CLEAN, '--threshold', 'latency{op=Send}: p(99) < 5ms'];
    const { code, out } = await wsktrace(...argv);
    expect(code).toBe(4);
    expect(out).toContain('6 calls in the fullest trace, 100 needed');
    expect((await wsktrace(...argv, '--inconclusive', 'pass')).code).toBe(0);
    expect((await wsktrace(...argv, '--min-samples', '6')).code).toBe(0);
  });

  test.each([
    [CLEAN, 'why{cause=dpc}: max < 100us', 'the traces do not record what is needed to tell'],
    [CLEAN, 'why{function=Nowhere}: max < 1ms', 'no call that it asks for is in a trace'],
    [CLEAN, 'latency{op=Send}: p(99) < 5ms', '6 calls in the fullest trace, 100 needed'],
    ['torn.etl', 'inflight: max < 9', 'no trace could be read'],
  ])('of %s says of %s in every format why it can’t be told', async (file, threshold, reason) => {
    writeFileSync('torn.etl', 'not a trace');
    for (const format of ['text', 'json', 'junit', 'sarif', 'github', 'github-summary', 'markdown', 'html']) {
      const { out } = await wsktrace('check', file, '--threshold', threshold, '--format', format);
      const told = out.replaceAll(/\s+/g, ' ');
      expect(told).toContain(reason);
      expect(told).not.toMatch(/\b0 needed/);
    }
  });

  test('70 for a fault of the program, which says so', async () => {
    vi.spyOn(JSON, 'stringify').mockImplementation(() => {
      throw new Error('out of order');
    });
    const { code, err } = await wsktrace('check', CLEAN, '--format', 'json');
    expect(code).toBe(70);
    expect(err).toContain('a fault of the program itself');
    expect(err).toContain('out of order');
  });
});

describe('wsktrace check finds its configuration', () => {
  test('in the folders above, as other tools do, and not when told not to', async () => {
    config({ rules: { 'irp-leak': 'off' } });
    mkdirSync(folder.at('a', 'b'), { recursive: true });
    process.chdir(folder.at('a', 'b'));
    expect((await wsktrace('check', LEAKY)).code).toBe(0);
    expect((await wsktrace('check', LEAKY, '--no-config')).code).toBe(1);
    config({ failOn: 'certain' }, 'a');
    expect((await wsktrace('check', LEAKY)).code).toBe(1);
    expect((await wsktrace('check', LEAKY, '--config', '../../wsktrace.config.json')).code).toBe(0);
  });

  test('and lets the command line win over it', async () => {
    config({ rules: { 'irp-leak': 'off' }, thresholds: ['inflight: max <= 1'], stuckAfter: '1s' });
    expect((await wsktrace('check', LEAKY, '--threshold', 'inflight: max <= 64')).code).toBe(0);
    expect(
      (await wsktrace('check', LEAKY, '--threshold', 'inflight: max <= 64', '--rule', 'irp-leak=error')).code,
    ).toBe(1);
  });

  test('whose paths are beside it, wherever the program is started', async () => {
    await wsktrace('check', LEAKY, '--baseline', 'known.json', '--update-baseline');
    config({ baseline: 'known.json' });
    mkdirSync(folder.at('deep'));
    process.chdir(folder.at('deep'));
    const { code, out } = await wsktrace('check', LEAKY);
    expect(code).toBe(0);
    expect(out).toContain('Known from the baseline');
  });

  test('and names suppressions that are stale or expired', async () => {
    const match = { function: 'Request*' };
    config({
      suppressions: [
        { rule: 'irp-leak', match, reason: 'fixed soon' },
        { rule: 'socket-leak', match, reason: 'long gone' },
      ],
    });
    const { code, out } = await wsktrace('check', LEAKY);
    expect(code).toBe(0);
    expect(out).toContain('irp-leak with function Request*: 1 finding, 2 occurrences (fixed soon)');
    expect(out).toContain('socket-leak with function Request*: stale, no hits (long gone)');
    config({ suppressions: [{ rule: 'irp-leak', match, reason: 'was fixed', expires: '2020-01-01' }] });
    const expired = await wsktrace('check', LEAKY);
    expect(expired.code).toBe(1);
    expect(expired.out).toContain('its suppression expired on 2020-01-01 (was fixed)');
  });
});

describe('wsktrace check with a baseline', () => {
  const baseline = (...argv: string[]) => wsktrace('check', ...argv, '--baseline', 'known.json');

  test('writes it, says what it wrote and passes; then fails only for what is new', async () => {
    const written = await baseline(LEAKY, '--update-baseline');
    expect(written.code).toBe(0);
    expect(written.err).toMatch(
      /known\.json written: 1 added, 0 kept, 0 removed\n {2}\+ irp-leak RequestCreate [0-9a-f]{16}/,
    );
    expect((await baseline(LEAKY)).code).toBe(0);
    const { code, out } = await baseline(LEAKY, OTHER);
    expect(code).toBe(1);
    expect(out).toContain('Failed: 1 finding, in 2 traces (');
    expect(out).toContain('error socket-leak');
  });

  test('names what is not found any more, and prunes it when told', async () => {
    await baseline(LEAKY, OTHER, '--update-baseline');
    const { code, out } = await baseline(LEAKY);
    expect(code).toBe(0);
    expect(out).toContain('In the baseline, but not found');
    const pruned = await baseline(LEAKY, '--prune-baseline');
    expect(pruned.code).toBe(0);
    expect(pruned.err).toContain('0 added, 1 kept, 1 removed\n  - socket-leak');
    expect((await baseline(OTHER)).code).toBe(1);
  });

  test('ends as the headline says: it passes despite doubts, and fails for what it can’t take up', async () => {
    const lossy = fixture('host-session-lost-event.etl');
    const written = await baseline(lossy, LEAKY, '--update-baseline');
    expect([written.code, written.out]).toEqual([0, expect.stringMatching(/^Passed, despite \d+ doubt/)]);
    expect((await baseline(lossy, LEAKY)).code).toBe(4);
    // A threshold is in no baseline, and neither is what --prune-baseline finds anew.
    const broken = await baseline(LEAKY, '--update-baseline', '--threshold', 'inflight: max < 1');
    expect([broken.code, broken.out]).toEqual([1, expect.stringContaining('Failed: 1 threshold')]);
    const pruned = await baseline(OTHER, '--prune-baseline');
    expect([pruned.code, pruned.out]).toEqual([1, expect.stringContaining('Failed: 1 finding')]);
    expect(pruned.err).toContain('0 added, 0 kept, 1 removed');
  });

  test('keeps it as it is where a trace can’t be read or can’t tell', async () => {
    writeFileSync('torn.etl', 'not a trace');
    expect((await baseline(LEAKY, 'torn.etl', '--update-baseline')).code).toBe(3);
    expect(existsSync('known.json')).toBe(false);
    await baseline(LEAKY, '--update-baseline');
    const before = readFileSync('known.json', 'utf8');
    const threshold = ['--threshold', 'latency{op=Send}: p(99) < 5ms'];
    expect((await baseline(CLEAN, '--prune-baseline', ...threshold)).code).toBe(4);
    expect(readFileSync('known.json', 'utf8')).toBe(before);
  });
});

test('wsktrace check writes numbers in one way', async () => {
  const threshold = 'latency{op=Send}: p(99.9) < 1ms';
  const { out } = await wsktrace('check', fixture('machine-slow-calls.etl'), '--threshold', threshold);
  expect(out.match(/[\d,]+ needed/g)).toEqual(['1,000 needed', '1,000 needed']);
});

describe('wsktrace check reads', () => {
  test('folders, patterns and files, each trace once', async () => {
    mkdirSync(folder.at('runs', 'one'), { recursive: true });
    mkdirSync(folder.at('runs', 'folder.etl'));
    for (const [at, name] of ['runs/a.etl', 'runs/b.etl', 'runs/b.txt', 'runs/one/c.etl'].entries()) {
      writeFileSync(folder.at(name), recordedLater(readFileSync(CLEAN), at));
    }
    const files = async (...patterns: string[]) =>
      (await checkJson(...patterns)).traces.map(({ file }) => file.replaceAll('\\', '/'));
    expect(await files('runs')).toEqual(['runs/a.etl', 'runs/b.etl']);
    expect(await files('runs/*.etl')).toEqual(['runs/a.etl', 'runs/b.etl']);
    expect(await files('**/*.etl')).toEqual(['runs/a.etl', 'runs/b.etl', 'runs/one/c.etl']);
    expect(await files('runs/[!a].etl', 'runs/{a,b}.etl', 'runs/?.etl')).toEqual([
      'runs/b.etl',
      'runs/a.etl',
    ]);
    expect(await files(folder.at('runs', '*.etl'))).toEqual([
      folder.at('runs/a.etl'),
      folder.at('runs/b.etl'),
    ]);
    copyFileSync(CLEAN, folder.at('runs', '[x].etl'));
    expect(await files('runs/[x].etl')).toEqual(['runs/[x].etl']);
    expect(await files('runs/a.etl', './runs/a.etl', folder.at('runs', 'a.etl'))).toEqual(['runs/a.etl']);
  });

  test('a trace under several names, packed or not, once, and says so', async () => {
    copyFileSync(CLEAN, folder.at('a.etl'));
    writeFileSync(folder.at('b.etl.gz'), gzipSync(readFileSync(CLEAN)));
    const { out, err } = await wsktrace('check', 'a.etl', 'b.etl.gz', '--no-config');
    expect(out).toContain('in 1 trace (');
    expect(err).toBe('wsktrace: b.etl.gz: the same trace as a.etl, and counts once\n');
  });

  test('nothing from a link that leads nowhere, but says so', async () => {
    symlinkSync('nowhere', folder.at('gone.etl'));
    copyFileSync(CLEAN, folder.at('a.etl'));
    for (const traces of ['.', '*.etl']) {
      const { code, err } = await wsktrace('check', traces);
      expect({ code, err }).toEqual({ code: 2, err: 'wsktrace: gone.etl: no such file\n' });
    }
  });

  test('latencies of one operation and one function, exactly', async () => {
    const { thresholds } = await checkJson(
      CLEAN,
      ...[
        'latency{op=Send}: max < 1s',
        'latency{op=Send}: p(50) < 1s',
        'latency{op=Send,function=None}: max < 1s',
      ].flatMap((text) => ['--threshold', text]),
    );
    const { out } = await wsktrace('report', CLEAN, '--json');
    const { latencyNs } = (
      JSON.parse(out) as { operations: { op: string; latencyNs: { max: number; p50: number } }[] }
    ).operations.find(({ op }) => op === 'Send')!;
    expect(thresholds.map(({ value }) => value)).toEqual([latencyNs.max, latencyNs.p50, null]);
  });
});

describe('wsktrace check writes', () => {
  test('any number of formats at once, into folders that it makes, and text to stdout', async () => {
    const names = ['json', 'junit', 'sarif', 'github', 'github-summary', 'markdown', 'html', 'text'];
    const formats = names.map((name) => `${name}=out/deep/${name}`);
    const { code, out } = await wsktrace(
      'check',
      LEAKY,
      '--format',
      formats.slice(0, 5).join(','),
      '--format',
      formats.slice(5).join(','),
    );
    expect(code).toBe(1);
    expect(out).toContain('Failed: 1 finding');
    for (const name of names) {
      expect(readFileSync(folder.at('out', 'deep', name), 'utf8')).toContain('irp-leak');
    }
  });

  test('GitHub’s annotations beside the text', async () => {
    const { out } = await wsktrace('check', LEAKY, '--format', 'github');
    expect(out).toContain('Failed: 1 finding');
    expect(out).toMatch(/^::error title=irp-leak/m);
  });

  test('places in the driver’s sources, where it is told of them', async () => {
    const root = resolve(import.meta.dirname, '../..');
    process.chdir(root);
    const { findings } = await checkJson(LEAKY, '--source-root', 'driver-tracing/sample');
    expect(findings[0]!.anchor).toEqual({
      path: 'driver-tracing/sample/request.c',
      line: 31,
      isSource: true,
    });
    const format = [
      '--format',
      ['junit', 'markdown', 'html'].map((name) => `${name}=${folder.at(name)}`).join(),
    ];
    for (const [sources, isTold] of [
      [['--source-root', 'driver-tracing/sample'], true],
      [[], false],
    ] as const) {
      const { out } = await wsktrace('check', LEAKY, ...sources, ...format);
      const files = ['junit', 'markdown', 'html'].map((name) => readFileSync(folder.at(name), 'utf8'));
      for (const text of [out, ...files]) {
        expect(text.includes('driver-tracing/sample/request.c')).toBe(isTold);
        // A trace has no lines: its first stands for it in SARIF alone, which asks for one.
        expect(text).not.toMatch(/\.etl(:|&#58;)1\b/);
      }
    }
  });
});

test('a check that fails is not called inconclusive for the doubts beside', async () => {
  const failed = await wsktrace('check', fixture('host-irp-leak.etl'), fixture('host-tracing-lost.etl'));
  expect(failed.code).toBe(1);
  expect(failed.out).not.toContain('inconclusive');
  expect(failed.out).toContain('What the check can’t tell for sure');
  const inconclusive = await wsktrace('check', fixture('host-tracing-lost.etl'));
  expect(inconclusive.out).toContain('Why the check is inconclusive');
});
