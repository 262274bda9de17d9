import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { sarifReport } from '../../../lib/report/gate/reporters/sarif.ts';
import { analysis, checkAnalyses, finding } from '../../support/check.ts';
import { useFolder } from '../../support/folder.ts';

const MULTITOOL = createRequire(import.meta.url)('@microsoft/sarif-multitool') as string;

interface Result {
  readonly baselineState: string;
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

const folder = useFolder();

/** What Microsoft's SARIF Multitool says of each result, by its fingerprint, against an older log. */
function statesOf(before: string, after: string): Record<string, string> {
  const [old, now, out] = [folder.at('old.sarif'), folder.at('new.sarif'), folder.at('out.sarif')];
  writeFileSync(old, before);
  writeFileSync(now, after);
  const ended = spawnSync(
    MULTITOOL,
    ['match-results-forward', now, '--previous', old, '--output-file-path', out],
    {
      encoding: 'utf8',
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    },
  );
  expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  const { runs } = JSON.parse(readFileSync(out, 'utf8')) as { runs: { results: Result[] }[] };
  return Object.fromEntries(
    runs[0]!.results.map(({ partialFingerprints, baselineState }) => [
      Object.values(partialFingerprints)[0]!,
      baselineState,
    ]),
  );
}

describe('a baseline of SARIF Multitool', () => {
  beforeAll(() => {
    // Its install script does that, where npm is allowed to run it.
    chmodSync(MULTITOOL, 0o755);
  });

  const site = (name: string | null) => ({ function: name, line: null });
  const known = finding({ rule: 'irp-leak', site: site('OnReceive'), fingerprint: 'aaaaaaaaaaaaaaaa' });
  const log = (...findings: readonly ReturnType<typeof finding>[]) =>
    sarifReport(checkAnalyses([analysis('run.etl', { findings: [...findings] })]));

  test.each([
    ['another function', { rule: 'irp-leak', site: site('OnAccept') }],
    ['another operation', { rule: 'irp-leak', site: site('OnReceive'), op: 'Send' }],
    ['another driver', { rule: 'irp-leak', site: site('OnReceive'), provider: 'OtherDriver' }],
    ['another rule', { rule: 'double-free', site: site('OnReceive') }],
  ] as const)('takes a finding of %s at the same line for a new one', (_, other) => {
    const added = finding({ ...other, fingerprint: 'bbbbbbbbbbbbbbbb' });

    expect(statesOf(log(known), log(added, known))).toEqual({
      aaaaaaaaaaaaaaaa: 'unchanged',
      bbbbbbbbbbbbbbbb: 'new',
    });
  });

  test('knows a finding again, and tells which is gone', () => {
    const gone = finding({ rule: 'irp-leak', site: site('OnAccept'), fingerprint: 'bbbbbbbbbbbbbbbb' });

    expect(statesOf(log(gone, known), log(known))).toEqual({
      aaaaaaaaaaaaaaaa: 'unchanged',
      bbbbbbbbbbbbbbbb: 'absent',
    });
  });
});
