import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();
const ROOT = resolve(import.meta.dirname, '../..');
const COMPAT = resolve(ROOT, 'driver-tracing/compat');
const SHIM = resolve(ROOT, 'driver-tracing/host/nt');

describe('wsktrace library', () => {
  test('writes the library’s two files and the profile into a folder that it makes', async () => {
    const { code, out } = await wsktrace('library', folder.at('a/b'));
    expect(code).toBe(0);
    for (const name of ['wsktrace.c', 'wsktrace.h', 'wsktrace.wprp']) {
      expect(out).toContain(name);
      expect(existsSync(folder.at(`a/b/${name}`))).toBe(true);
    }
    expect(readFileSync(folder.at('a/b/wsktrace.wprp'), 'utf8')).toBe(
      readFileSync(resolve(ROOT, 'driver-tracing/windows/wsktrace.wprp'), 'utf8'),
    );
  });

  test('whose messages point at the library’s sources', async () => {
    await wsktrace('library', folder.at('out'));
    const source = readFileSync(folder.at('out/wsktrace.c'), 'utf8').split('\n');
    const at = source.indexOf('#line 1 "driver-tracing/src/records.c"');
    const records = readFileSync(resolve(ROOT, 'driver-tracing/src/records.c'), 'utf8').split('\n');
    expect(source.slice(at + 1, at + 2)).toEqual(records.slice(0, 1));
    expect(
      source.filter((line) => line.startsWith('#include "')).every((line) => line.includes('wsktrace.h')),
    ).toBe(true);
  });

  test.skipIf(spawnSync('gcc', ['--version']).status !== 0)(
    'which compile, two files and nothing else',
    async () => {
      await wsktrace('library', folder.at('out'));
      writeFileSync(
        folder.at('driver.c'),
        '#include <ntddk.h>\n#include <wsk.h>\n#include "out/wsktrace.h"\n',
      );
      const flags = [
        '-std=gnu11',
        '-Wall',
        '-Wextra',
        '-Werror',
        '-DWSKTRACE_HOST',
        `-I${SHIM}`,
        `-I${COMPAT}`,
      ];
      for (const file of ['out/wsktrace.c', 'driver.c']) {
        const { status, stderr } = spawnSync('gcc', [...flags, '-fsyntax-only', folder.at(file)], {
          encoding: 'utf8',
        });
        expect(stderr).toBe('');
        expect(status).toBe(0);
      }
    },
  );

  test('says where a folder can’t be made', async () => {
    writeFileSync(folder.at('taken'), '');
    const { code, err } = await wsktrace('library', folder.at('taken'));
    expect(code).toBe(2);
    expect(err).toMatch(/taken.*can’t be written/);
  });
});
