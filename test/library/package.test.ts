import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, install, pack, ROOT, run as runIn } from './packed.ts';

const consumer = mkdtempSync(join(tmpdir(), 'wsktrace-consumer-'));
const MINUTES = 60_000;
const run = (command: string, argv: readonly string[]) => runIn(command, argv, consumer);

/** What a user of the library writes: every type that the documentation promises is used as it says. */
const PROGRAM = `
import { analyze, events, frames, openTrace, TraceError, type Analysis, type EventRecord, type Finding } from 'wsktrace';
import { bytesSource, Trace } from 'wsktrace/browser';
import { op } from 'arquero';
import { readFileSync } from 'node:fs';

const path = process.argv[2]!;
const trace = await openTrace(path);
const analysis: Analysis = analyze(trace, { stuckAfterNs: 30e9 });
const findings: readonly Finding[] = analysis.findings;
const names = new Map<string, number>();
for await (const { name } of events(trace)) {
  names.set(name, (names.get(name) ?? 0) + 1);
}
const first: EventRecord | undefined = (await events(trace).next()).value ?? undefined;
const { calls, irps } = frames(trace);
const slowest: number = calls.rollup({ slowest: op.max('latencyNs') }).get('slowest', 0);
trace.close();

const again = analyze(Trace.open(bytesSource(readFileSync(path), 'in memory')));
let missing = '';
try {
  await openTrace('nowhere.etl');
} catch (error) {
  missing = error instanceof TraceError ? error.kind : 'other';
}
// @ts-expect-error: a path is text
await openTrace(5).catch(() => {});
console.log(JSON.stringify({
  rules: findings.map(({ rule }) => rule), calls: calls.numRows(), irps: irps.numRows(), slowest,
  completions: names.get('IrpCompleted'), firstNs: first?.timeNs, again: again.calls.issued, missing,
}));
`;

describe('the packed library', () => {
  beforeAll(() => {
    writeFileSync(join(consumer, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    install(consumer, pack(consumer));
    writeFileSync(join(consumer, 'program.ts'), PROGRAM);
  }, 5 * MINUTES);
  afterAll(() => rmSync(consumer, { recursive: true }), MINUTES);

  test('has types that hold in a consumer’s project, and does what they say', {
    timeout: 2 * MINUTES,
  }, () => {
    const options = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes'];
    const module = ['--module', 'nodenext', '--target', 'es2023', '--types', 'node', '--outDir', 'out'];
    const told = compile(consumer, ...options, ...module, 'program.ts');
    // The declarations of arquero 8.0.3 and flechette 2.6.0 have faults of their own, three in all.
    expect(told.filter((line) => !/^node_modules\/(arquero|@uwdata\/flechette)\//.test(line))).toEqual([]);
    const printed = run('node', ['out/program.js', join(ROOT, 'fixtures/wine-irp-leak.etl')]);
    expect(JSON.parse(printed)).toMatchObject({
      rules: ['irp-leak'],
      calls: 12,
      irps: 8,
      completions: 12,
      again: 12,
      missing: 'usage',
    });
  });

  test('gives its consumers one flechette, the same that arquero has', () => {
    const listed = run('npm', ['ls', '@uwdata/flechette', '--json', '--all']);
    const versions = [...listed.matchAll(/"@uwdata\/flechette": \{\s*"version": "([^"]+)"/g)].map(
      ([, v]) => v,
    );
    expect(new Set(versions)).toEqual(new Set(['2.6.0']));
  });

  test('holds what it needs and nothing of the tests', () => {
    const files = readdirSync(join(consumer, 'node_modules/wsktrace'), { recursive: true }).map(String);
    expect(files).toContain('lib/frames/queries/slowest-sockets.sql');
    expect(files).toContain('dist/cli/LICENSES.txt');
    expect(files).toContain('dist/web/worker.js');
    expect(files).toContain('dist/web/LICENSES.txt');
    const licences = ['dist/cli', 'dist/web'].flatMap((place) =>
      readFileSync(join(ROOT, place, 'LICENSES.txt'), 'utf8').split(`\n${'-'.repeat(80)}\n`),
    );
    expect(licences.length).toBeGreaterThan(10);
    for (const licence of licences) {
      // The text of one, not its name.
      expect(licence).toMatch(/permi(?:ssion\s|tted)/i);
      expect(licence).toMatch(/warrant(?:y|ies)/i);
    }
    expect(
      files.filter((file) => /^(test|dist\/test|fixtures\/.*\.etl|driver-tracing)\b/.test(file)),
    ).toEqual([]);
  });

  test('holds every page and picture that its README links', () => {
    const root = join(consumer, 'node_modules/wsktrace');
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const links = [...readme.matchAll(/\]\(([^)#]+)/g)].map(([, link]) => link!);
    const local = links.filter((link) => !link.includes('://'));
    expect(local.length).toBeGreaterThan(10);
    expect(local.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  test('holds the modules that threads start with, beside those that start them', () => {
    const dist = join(consumer, 'node_modules/wsktrace/dist');
    const missing: string[] = [];
    let found = 0;
    for (const file of readdirSync(dist, { recursive: true }).map(String)) {
      const text = file.endsWith('.js') ? readFileSync(join(dist, file), 'utf8') : '';
      for (const [, name] of text.matchAll(/threadModule\(\s*["'`]([\w-]+)["'`]/g)) {
        const module = join(dirname(file), `${name}.js`);
        found++;
        missing.push(...(existsSync(join(dist, module)) ? [] : [module]));
      }
    }
    expect(missing).toEqual([]);
    // The library reads ahead and writes frames; the command line does so too, runs commands, reads large traces, and checks
    // and exports several traces at a time.
    expect(found).toBe(8);
  });

  test('stays small', () => {
    const root = join(consumer, 'node_modules/wsktrace');
    const sizes = readdirSync(root, { recursive: true }).map(
      (file) => statSync(join(root, String(file))).size,
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(15_000_000);
  });

  test('makes the page onto which traces are dropped', () => {
    run('npx', ['--no-install', 'wsktrace', 'web', '-o', 'web.html']);
    expect(readFileSync(join(consumer, 'web.html'), 'utf8')).toContain('Drop a trace here');
  });

  test('runs as a command, too', () => {
    const trace = join(ROOT, 'fixtures/wine-irp-leak.etl');
    expect(run('npx', ['--no-install', 'wsktrace', 'query', '--list'])).toContain('slowest-sockets');
    const printed = run('npx', ['--no-install', 'wsktrace', 'report', trace, '--html', 'report.html']);
    expect(printed).toContain('irp-leak');
    expect(readFileSync(join(consumer, 'report.html'), 'utf8')).toContain('irp-leak');
  });

  test('is installed from a file on every page, for no registry has it', () => {
    const pages = readdirSync(join(ROOT, 'docs'), { recursive: true }).map((name) =>
      join('docs', String(name)),
    );
    const texts = ['README.md', ...pages.filter((name) => name.endsWith('.md'))].map((name) =>
      readFileSync(join(ROOT, name), 'utf8'),
    );
    const commands = texts.flatMap(
      (text) => text.match(/^.*\b(?:npm (?:i|install)|npx)\b.*\bwsktrace\b.*$/gm) ?? [],
    );
    expect(commands.length).toBeGreaterThan(3);
    expect(commands.filter((command) => !command.includes('.tgz'))).toEqual([]);
  });

  test('is installed and run as README says', { timeout: 3 * MINUTES }, () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const lines = [...readme.matchAll(/^ {4}((?:npm install|npx) .*wsktrace-\*\.tgz.*)$/gm)].map(
      ([, line]) => line!,
    );
    expect(lines).toHaveLength(2);
    const env = {
      ...process.env,
      npm_config_prefix: join(consumer, 'global'),
      npm_config_prefer_offline: 'true',
      // DuckDB's machine code is large, and nothing of it is asked.
      npm_config_omit: 'optional',
    };
    const outputs = lines.map((line) =>
      execFileSync('sh', ['-c', line], { cwd: consumer, env, encoding: 'utf8' }),
    );
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(outputs[1]!.split(/\s/)[0]).toBe(version);
    expect(run(join(consumer, 'global/bin/wsktrace'), ['--version'])).toBe(outputs[1]);
  });

  test('tells its version and its commit, or the version alone', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const told = run('npx', ['--no-install', 'wsktrace', '--version']);
    expect(told.split(/\s/)[0]).toBe(version);
    // As the checkout’s own: the commit was baked in when it was built, and is not looked for where it runs.
    expect(told).toBe(run('node', [join(ROOT, 'dist/cli/main.js'), '--version']));
    rmSync(join(consumer, 'node_modules/wsktrace/dist/cli/build.json'));
    expect(run('npx', ['--no-install', 'wsktrace', '--version'])).toBe(`${version}\n`);
  });

  test('prints nothing, reads no environment and does not exit when it is imported', () => {
    const watch = `
      const touched = [];
      process.env = new Proxy({}, { get: (_, name) => { if (typeof name === 'string') touched.push(name); } });
      process.exit = () => { throw new Error('exited'); };
      await import('wsktrace');
      console.log(JSON.stringify(touched));`;
    const touched = JSON.parse(run('node', ['--input-type=module', '-e', watch])) as string[];
    // Node itself looks for its own variables when it loads modules.
    expect(touched.filter((name) => !/^(NODE|WATCH)_/.test(name))).toEqual([]);
  });

  test('has nothing that publint finds fault with', async () => {
    const { messages } = await publint({
      pkgDir: join(consumer, 'node_modules/wsktrace'),
      pack: false,
      strict: true,
    });
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(messages.map((message) => formatMessage(message, manifest, { color: false }))).toEqual([]);
  });
});
