import { describe, expect, test } from 'vitest';
import { RULES } from '../../lib/wsk/index.ts';
import { runOn, wsktrace } from '../support/cli.ts';

describe('wsktrace explain', () => {
  test.each(RULES)('prints the page of %s, without marks of Markdown', async (rule) => {
    const { code, out, err } = await wsktrace('explain', rule);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.startsWith(`${rule}: `)).toBe(true);
    expect(out).toContain('\nHow to fix it\n\n  - ');
    expect(out).not.toMatch(/\*\*|`|\]\(|^#/m);
  });

  test('fits the terminal, but for what is shown as it was printed', async () => {
    for (const [width, topic] of [
      [80, 'irp-leak'],
      [60, 'check'],
      [70, 'recording'],
      [50, 'findings'],
    ] as const) {
      const { out } = await runOn({ place: 'terminal', width }, ['explain', topic]);
      const tooLong = out
        .split('\n')
        .filter((line) => line.length > width && !line.startsWith('    ') && line.trim().includes(' '));
      expect(tooLong).toEqual([]);
    }
  });

  test('without a topic lists the findings, and the other pages by their titles', async () => {
    const { code, out } = await wsktrace('explain');
    expect(code).toBe(0);
    for (const rule of RULES) {
      expect(out).toMatch(new RegExp(`^ {2}${rule} +\\S`, 'm'));
    }
    expect(out).toMatch(/^ {2}recording +Recording a trace$/m);
    expect(out.endsWith('\n')).toBe(true);
  });

  test('names the command where a page points at another one', async () => {
    const { out } = await wsktrace('explain', 'unload-stuck');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('that is not-deregistered.');
    const clocks = await wsktrace('explain', 'clocks');
    expect(clocks.out).toContain('(wsktrace explain clock-anomaly)');
  });

  test('helps with a name that is spelled wrong', async () => {
    const { code, out, err } = await wsktrace('explain', 'irp-leek');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      'wsktrace: no page is called irp-leek; did you mean irp-leak? (wsktrace explain lists them)\n',
    );
  });
});

test('no message or help names a page by a path, which who has installed the package may not find', async () => {
  const { readdirSync, readFileSync } = await import('node:fs');
  const { join, resolve } = await import('node:path');
  const root = resolve(import.meta.dirname, '../..');
  const naming = ['cli', 'lib'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => {
        const code = readFileSync(join(root, folder, file), 'utf8').replaceAll(
          /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm,
          '',
        );
        return /['"`][^'"`\n]*(?<!\$\{)\b(?:see |\()docs\/|docs\/[\w/-]+\.md/.test(code);
      })
      .map((file) => join(folder, file)),
  );
  expect(naming).toEqual([]);
});
