import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: "export * from './lib/browser.ts';", resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'wsktrace',
    target: 'es2023',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

describe('the library in a browser', () => {
  test('is bundled without any module of Node', async () => {
    // esbuild fails on an import that the platform does not have.
    expect((await bundled()).length).toBeGreaterThan(10_000);
  });

  test('fails to bundle where a module of Node creeps in', async () => {
    const stdin = { contents: "export * from './lib/index.ts';", resolveDir: ROOT, loader: 'ts' as const };
    await expect(
      build({ stdin, bundle: true, platform: 'browser', write: false, logLevel: 'silent' }),
    ).rejects.toThrow(/Could not resolve "node:/);
  });

  test('analyses a trace with what a browser has, and nothing else', async () => {
    const bytes = readFileSync(resolve(ROOT, 'fixtures/wine-irp-leak.etl'));
    const globals = {
      TextEncoder,
      TextDecoder,
      atob,
      console,
      setTimeout,
      bytes: new Uint8Array(bytes),
      result: {},
    };
    const program = `${await bundled()}
      const trace = wsktrace.Trace.open(wsktrace.bytesSource(new Uint8Array(bytes)));
      const { analysis, irps } = wsktrace.frames(trace);
      result = { rules: analysis.findings.map(({ rule }) => rule), irps: irps.numRows() };`;
    runInNewContext(program, globals);
    expect(globals.result).toEqual({ rules: ['irp-leak'], irps: 8 });
  });

  test('iterates over events', async () => {
    const bytes = readFileSync(resolve(ROOT, 'fixtures/wine-ok.etl'));
    const globals = {
      TextEncoder,
      TextDecoder,
      atob,
      setTimeout,
      bytes: new Uint8Array(bytes),
      count: undefined,
    };
    const program = `${await bundled()}
      count = (async () => {
        let count = 0;
        for await (const event of wsktrace.events(wsktrace.Trace.open(wsktrace.bytesSource(bytes)))) {
          count++;
        }
        return count;
      })();`;
    runInNewContext(program, globals);
    expect(await globals.count).toBe(101);
  });
});
