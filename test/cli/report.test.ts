import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { eventHeaderEvent, on, writeTrace } from '../support/etl-writer/index.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();

interface ReportedFinding {
  readonly rule: string;
  readonly confidence: string;
  readonly count: number;
  readonly fingerprint: string;
  readonly occurrences: readonly {
    readonly subject: { readonly irpId: string | null; readonly callId: string | null };
    readonly consequences: readonly { readonly rule: string }[];
  }[];
}

async function findingsIn(name: string): Promise<ReportedFinding[]> {
  const { code, out } = await wsktrace('report', fixture(name), '--json');
  expect(code).toBe(0);
  return (JSON.parse(out) as { findings: ReportedFinding[] }).findings;
}

describe('wsktrace report', () => {
  test.each([
    [
      'wine-irp-leak.etl',
      '2 IRPs leaked by RequestCreate. Begin in RequestCreate, line 31: wsktrace explain irp-leak.',
    ],
    ['wine-leak-irp.etl', '2 IRPs leaked by line 47. Begin at line 47: wsktrace explain irp-leak.'],
    [
      'host-unload-stuck.etl',
      /stuck: wsktrace explain unload-stuck|How to fix it: wsktrace explain unload-stuck\./,
    ],
    ['wine-ok.etl', 'Nothing found. Where the time of the calls goes: wsktrace latency.'],
    ['host-session-lost-event.etl', /wsktrace (explain|doctor)/],
  ])('says first what was found in %s, and what to do next', async (name, first) => {
    const { out } = await wsktrace('report', fixture(name));
    const verdict = out.split('\n\n')[1]!.replaceAll('\n', ' ');
    expect(verdict).toMatch(first);
  });

  test('names the file of a finding where the driver’s sources are given, as npm start does', async () => {
    const root = resolve(import.meta.dirname, '../..');
    const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
      scripts: { start: string };
    };
    const argv = scripts.start.split('dist/cli/main.js ')[1]!.split(' ');
    const { code, out } = await wsktrace(...argv);
    expect(code).toBe(0);
    expect(out).toContain(
      'error irp-leak (certain)  ×2  in RequestCreate, line 31  driver-tracing/sample/request.c:31\n',
    );
  });

  test('refuses another trace to compare with where nothing shows it', async () => {
    const { code, err } = await wsktrace(
      'report',
      fixture('wine-ok.etl'),
      '--base',
      fixture('wine-leak-irp.etl'),
    );
    expect({ code, err }).toEqual({
      code: 2,
      err: 'wsktrace: --base shows in what --html or --charts writes: give one of them\n',
    });
  });

  test('calls the events of Windows’ own providers by their names', async () => {
    const provider = '2f07e2ee-15db-40f1-90ef-9d7ba282188a';
    const tcpip = eventHeaderEvent({ ticks: 1, provider, id: 1003, payload: new Uint8Array(16) });
    writeFileSync(folder.at('tcpip.etl'), writeTrace(on(0, tcpip)).bytes);
    const { out } = await wsktrace('report', folder.at('tcpip.etl'), '--json');
    expect(out).toContain('TcpInspectConnectComplete');
    expect(out).not.toContain('Event(1003)');
  });

  test('finds nothing in a clean run', async () => {
    expect(await findingsIn('wine-ok.etl')).toEqual([]);
  });

  test('finds exactly the two IRPs that were never freed', async () => {
    const findings = await findingsIn('wine-leak-irp.etl');
    expect(findings).toMatchObject([{ rule: 'irp-leak', confidence: 'certain', count: 2 }]);
    const ids = findings[0]!.occurrences.map(({ subject }) => subject.irpId);
    expect(ids, 'the oldest first').toEqual(['3', '7']);
  });

  test('takes a second completion for the root cause of what the stopped driver left open', async () => {
    const [first, ...others] = await findingsIn('host-recv-double.etl');
    expect(first).toMatchObject({ rule: 'double-completion', count: 1 });
    expect(others.map(({ confidence }) => confidence)).toEqual(others.map(() => 'possible'));
  });

  test('names the call that returned an error without completing, and the IRP that leaked behind it', async () => {
    const findings = await findingsIn('wine-socketconnect-never-completed.etl');
    expect(findings).toMatchObject([
      {
        rule: 'error-return-no-completion',
        confidence: 'certain',
        count: 1,
        occurrences: [{ subject: { callId: '4', irpId: '3' }, consequences: [{ rule: 'irp-leak' }] }],
      },
    ]);
  });

  test('gives a fault the same fingerprint in every trace', async () => {
    const [wine] = await findingsIn('wine-socketconnect-never-completed.etl');
    const [again] = await findingsIn('wine-socketconnect-never-completed.etl');
    expect(wine!.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(again!.fingerprint).toBe(wine!.fingerprint);
  });

  test('keeps as many occurrences as asked for, and counts all', async () => {
    const { out } = await wsktrace(
      'report',
      fixture('wine-leak-irp.etl'),
      '--json',
      '--max-occurrences',
      '1',
    );
    const [finding] = (JSON.parse(out) as { findings: ReportedFinding[] }).findings;
    expect(finding).toMatchObject({ count: 2 });
    expect(finding!.occurrences).toHaveLength(1);
  });

  test('says so where no WSK driver is in the trace, and takes a provider that is named', async () => {
    const unknown = await wsktrace('report', fixture('wine-ok.etl'), '--provider', 'Contoso.Echo');
    expect(unknown.code).toBe(0);
    expect(unknown.out).toContain('Nothing found.');
  });

  test.each(['report', 'latency', 'leaks'])(
    'warns in %s of a provider that is not in the trace',
    async (command) => {
      const trace = fixture('wine-ok.etl');
      const unknown = await wsktrace(command, trace, '--provider', 'Contoso.Echo');
      expect([unknown.code, unknown.err]).toEqual([0, `wsktrace: no provider Contoso.Echo is in ${trace}\n`]);
      expect((await wsktrace(command, trace, '--provider', 'wsktracedriver')).err).toBe('');
    },
  );

  test('fits into 100 columns and carries no colour on a pipe', async () => {
    const { out } = await wsktrace('report', fixture('host-recv-double.etl'));
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(out).not.toContain('\u001b');
  });
});
