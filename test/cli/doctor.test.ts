import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../cli/commands/index.ts';
import { diagnose } from '../../lib/report/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { readMapping } from '../../lib/wsk/mapping/file/index.ts';
import { fixture, wsktrace } from '../support/cli.ts';
import { handCall, handTrace } from '../support/hand-trace.ts';

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

describe('doctor, of a driver that a mapping tells of', () => {
  test('says that it is there, and nothing of the keywords of the library', () => {
    const analysis = analyze(handTrace(handCall({ id: 1, op: 8, issued: 1, completed: 2 })), {
      mappings: [
        readMapping(
          JSON.stringify({
            schema: 'wsktrace.mapping/1',
            sources: [
              {
                name: 'Contoso',
                provider: 'WskTraceDriver',
                events: [
                  { event: 'WskCallIssued', means: 'issue', op: 'Send', fields: { irp: 'Irp' } },
                  { event: 'IrpCompleted', means: 'complete', fields: { irp: 'Irp' } },
                ],
              },
            ],
          }),
          'contoso.json',
        ),
      ],
    });
    const parts = diagnose(analysis);
    expect(parts[0]).toMatchObject({ part: 'driver', health: 'ok', told: 'Contoso, by a mapping: 1 call' });
    expect(parts.map(({ part }) => part).join()).not.toContain('keyword');
  });
});

describe('the commands that doctor prints', () => {
  const library = 'a511d51a-8bc8-56a3-6285-b3d506efe6d1';
  const contoso = '3f0c1d52-9a11-4c0e-8d21-5b6e700a4f13';

  test('record the driver that the trace shows, not the library’s own provider', async () => {
    const { out } = await wsktrace('doctor', fixture('host-own-provider.etl'), '--json');
    expect(out).not.toContain(library);
    const parts = await partsOf('host-own-provider.etl');
    expect(parts.get('keyword 0x10 CALLBACK')?.fixes).toEqual([
      `if it was off: logman create trace wsktrace -p {${contoso}} 0x7f 5 -bs 256 -nb 16 64 -o trace.etl -ets`,
    ]);
    expect(parts.get('kernel')?.fixes.at(-1)).toContain(`an EventProvider of Name="${contoso}"`);
  });

  test('record the library’s own provider where the trace shows that', async () => {
    const parts = await partsOf('host-session-without-data.etl');
    expect(parts.get('keyword 0x20 DATA')?.fixes.join()).toContain(`-p {${library}}`);
    expect(parts.get('kernel')?.fixes).toEqual(['wpr -start wsktrace.wprp!WskTraceWhy -filemode']);
  });

  test('record all drivers of a trace', () => {
    const analysis = analyze(handTrace([{ us: 1, event: 'DriverState' }]));
    const [own] = analysis.trace.providers.filter(({ id }) => id === library);
    const other = { ...own!, id: contoso, name: 'Contoso.Echo.Wsk' };
    const parts = diagnose({
      ...analysis,
      providers: [...analysis.providers, other.name],
      trace: { ...analysis.trace, providers: [...analysis.trace.providers, other] },
    });
    expect(parts.find(({ part }) => part === 'keyword 0x20 DATA')?.fixes).toEqual([
      `if it was off: logman create trace wsktrace -p {${library}} 0x7f 5 -bs 256 -nb 16 64 -o trace.etl -ets`,
      `logman update trace wsktrace -p {${contoso}} 0x7f 5 -ets`,
    ]);
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
