import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../cli/commands/index.ts';
import { fixture, wsktrace } from '../support/cli.ts';

interface Part {
  readonly part: string;
  readonly health: string;
  readonly fixes: readonly string[];
}

async function partsOf(name: string): Promise<Map<string, Part>> {
  const { code, out } = await wsktrace('doctor', fixture(name), '--json');
  expect(code).toBe(0);
  return new Map((JSON.parse(out) as Part[]).map((one) => [one.part, one]));
}

describe('wsktrace doctor', () => {
  test('finds nothing missing in a whole recording but the kernel’s events, and names the command for those', async () => {
    const { code, out } = await wsktrace('doctor', fixture('host-clean-operations.etl'));
    expect(code).toBe(0);
    expect(out).toContain('Nothing is missing for what the report tells.');
    const parts = await partsOf('host-clean-operations.etl');
    expect([...parts.values()].filter(({ health }) => health === 'missing')).toEqual([]);
    expect(parts.get('kernel')?.fixes[0]).toContain('WskTraceWhy');
  });

  test('tells of lost events, and of keywords of which nothing is in the trace', async () => {
    expect((await partsOf('host-session-lost-event.etl')).get('losses')?.health).toBe('missing');
    const parts = await partsOf('host-session-without-data.etl');
    expect(parts.get('keyword 0x20 DATA')).toMatchObject({ health: 'none' });
    expect(parts.get('keyword 0x2 CALL')).toMatchObject({ health: 'ok' });
  });
});

describe('wsktrace completion', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])(
    '%s knows every command and its options',
    async (shell) => {
      const { code, out } = await wsktrace('completion', shell);
      expect(code).toBe(0);
      for (const { name } of COMMANDS) {
        expect(out).toContain(name);
      }
      expect(out).toMatch(/source-root/);
    },
  );

  test.skipIf(!existsSync('/bin/bash'))(
    'bash completes commands, options and the values of options',
    async () => {
      const { out } = await wsktrace('completion', 'bash');
      const complete = (...words: string[]) => {
        const script = `${out}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _wsktrace; printf '%s\\n' "\${COMPREPLY[@]}"`;
        return spawnSync('/bin/bash', ['-c', script], { encoding: 'utf8', cwd: '/' })
          .stdout.trim()
          .split('\n');
      };
      expect(complete('wsktrace', 'rep')).toEqual(
        ['report', 'replay'].filter((name) => name.startsWith('rep')),
      );
      expect(complete('wsktrace', 'report', '--ht')).toEqual(['--html']);
      expect(complete('wsktrace', 'latency', '--by', 'sock')).toEqual(['socket']);
    },
  );
});
