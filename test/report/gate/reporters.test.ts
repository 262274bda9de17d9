import { describe, expect, test } from 'vitest';
import { CHECK_REPORTERS, type CheckFormat, type CheckResult } from '../../../lib/report/index.ts';
import { analysis, checkAnalyses, finding } from '../../support/check.ts';
import { HOSTILE_NAMES } from '../../support/hostile-names.ts';
import { junitFaults, sarifFaults } from '../../support/schemas.ts';

function checkWith(name: string): CheckResult {
  const site = { function: name, line: 12 };
  const findings = [
    finding({ rule: 'irp-leak', site, message: `The IRP allocated in ${name} was never freed.` }),
    finding({ rule: 'status-mismatch', severity: 'warning', site, op: null }),
    finding({
      rule: 'double-free',
      confidence: 'possible',
      provider: name,
      site: { function: null, line: null },
    }),
    finding({ rule: 'close-stuck', site: { function: 'Close', line: 3 } }),
  ];
  const file = `traces/${name}.etl`;
  return checkAnalyses(
    [
      analysis(file, { findings }),
      analysis('b.etl', { findings: findings.slice(0, 1), trace: { eventsLost: 2 } }),
    ],
    {
      thresholds: ['leaks: count == 0', 'inflight: max <= 64', 'latency{op=Send}: p(99) < 5ms'],
      suppressions: [
        { rule: 'close-stuck', match: { function: 'Clo*' }, reason: name },
        { rule: 'irp-leak', match: { op: 'Gone' }, reason: 'old', expires: '2020-01-01' },
      ],
    },
    {
      unreadable: [{ file: `${name}.zip`, reason: `not a trace: ${name}` }],
      baseline: [
        { fingerprint: '0123456789abcdef', rule: 'irp-leak', provider: name, op: null, function: name },
      ],
      locate: ({ function: wanted }) =>
        wanted === name ? { path: `src/${name}.c`, line: 12, isSource: true } : null,
    },
  );
}

const render = (format: CheckFormat, result: CheckResult) => CHECK_REPORTERS[format](result);
const sound = checkAnalyses([analysis('a.etl')], { thresholds: ['inflight: max <= 64'] });

describe.each(['an ordinary name', ...HOSTILE_NAMES])('with %j in a trace', (name) => {
  const result = checkWith(name);

  test('SARIF holds to the official schema, and anchors every result', () => {
    const log = JSON.parse(render('sarif', result));
    for (const { id, helpUri } of log.runs[0].tool.driver.rules) {
      expect(new URL(helpUri ?? 'none:').host, id).toMatch(
        id === 'threshold' ? /^$/ : /^learn\.microsoft\.com$/,
      );
    }
    expect(sarifFaults(log)).toEqual([]);
    const [run] = log.runs;
    expect(run.results).toHaveLength(5);
    for (const one of run.results) {
      const [location] = one.locations;
      expect(location.physicalLocation.artifactLocation.uri).toMatch(/^[\w%./:~!'()*-]+$/);
      expect(location.physicalLocation.region.startLine).toBeGreaterThan(0);
      expect(Object.values(one.partialFingerprints)).toHaveLength(1);
      expect(run.tool.driver.rules[one.ruleIndex].id).toBe(one.ruleId);
    }
  });

  test('JUnit XML holds to the schema of Jenkins, by xmllint', async () => {
    const xml = render('junit', result);
    expect(await junitFaults(xml, 'jenkins-junit.xsd')).toEqual([]);
    expect(xml).toContain('<failure');
    expect(xml).toContain('<skipped>');
    expect(xml).toContain('<error');
  });

  test('GitHub gets one command a line, and no other', () => {
    const lines = render('github', result).trimEnd().split('\n');
    for (const line of lines) {
      expect(line).toMatch(/^::(error|warning) ((file=[^,:]*,line=\d+,)?title=[^,:]*)::[^\r]*$/);
    }
    expect(lines.length).toBeGreaterThan(2);
  });

  test('HTML holds no markup but its own', () => {
    const html = render('html', result);
    expect(html).not.toMatch(/<(script|img|svg|iframe|a|x)\b/i);
    expect(tagsOf(html)).toEqual(tagsOf(render('html', checkWith('an ordinary name'))));
    expect(html).toMatch(
      /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri/,
    );
  });

  test('Markdown holds no markup, link, mention or table cell but its own', () => {
    for (const format of ['markdown', 'github-summary'] as const) {
      const markdown = render(format, result);
      expect(tagsOf(markdown)).toEqual(tagsOf(render(format, checkWith('an ordinary name'))));
      expect(markdown).not.toMatch(/\]\(|!\[|https?:|www\.|@\w/);
      for (const row of markdown.split('\n').filter((line) => line.startsWith('|'))) {
        expect(row.split('|')).toHaveLength(5);
      }
    }
  });

  test('text holds no control characters and no command of a CI system', () => {
    const text = render('text', result);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(text).not.toMatch(/^\s*::|##\[|##vso\[/m);
  });

  test('JSON tells the name as it is', () => {
    const json = JSON.parse(render('json', result));
    expect(json.schema).toBe('wsktrace.check/1');
    expect(json.findings[0].site.function).toBe(name);
  });
});

/** All tags with their attributes, in order: names stand in none. */
function tagsOf(text: string): string[] {
  return [...text.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
}

describe('JUnit XML', () => {
  test('holds to the schema of Ant too where nothing is skipped, which that has no word for', async () => {
    expect(await junitFaults(render('junit', sound), 'JUnit.xsd')).toEqual([]);
    const failed = checkAnalyses([analysis('a.etl', { findings: [finding({ rule: 'irp-leak' })] })]);
    expect(await junitFaults(render('junit', failed), 'JUnit.xsd')).toEqual([]);
    expect(await junitFaults('<testsuites><testsuite/></testsuites>', 'JUnit.xsd')).not.toEqual([]);
  });

  test('says all in a test’s name and body, which is what GitLab shows', () => {
    const xml = render('junit', checkWith('ClientSend'));
    expect(xml).toContain('name="irp-leak: Send in ClientSend, line 12 (certain, ×2)"');
    const [, body] = /<failure[^>]*>([^<]*)<\/failure>/.exec(xml)!;
    expect(body).toContain('was never freed');
    expect(body).toContain('2 of 3 traces');
    expect(body).toContain('fingerprint ');
    expect(xml).toContain('name="leaks: count == 0: is 1, the worst of 2 traces"');
  });

  test('counts its own tests', () => {
    const xml = render('junit', checkWith('ClientSend'));
    for (const [suite, tests, failures, errors] of xml.matchAll(
      /<testsuite [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)"[\s\S]*?<\/testsuite>/g,
    )) {
      expect(suite.match(/<testcase/g)).toHaveLength(Number(tests));
      expect(suite.match(/<failure/g) ?? []).toHaveLength(Number(failures));
      expect(suite.match(/<error/g) ?? []).toHaveLength(Number(errors));
    }
  });
});

describe('SARIF', () => {
  const resultsOf = (result: CheckResult) => JSON.parse(render('sarif', result)).runs[0].results;

  test('points into the sources where they are known, and at the trace otherwise', () => {
    const uris = resultsOf(checkWith('ClientSend')).map(
      (one: { locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }) =>
        one.locations[0].physicalLocation.artifactLocation.uri,
    );
    expect(uris).toContain('src/ClientSend.c');
    expect(uris).toContain('traces/ClientSend.etl');
  });

  test('marks what is suppressed and what is known', () => {
    const leak = finding({ rule: 'irp-leak' });
    const { fingerprint, rule, provider, op } = leak;
    const known = checkAnalyses(
      [analysis('a.etl', { findings: [leak] })],
      {},
      {
        baseline: [{ fingerprint, rule, provider, op, function: null }],
      },
    );
    expect(resultsOf(known)).toMatchObject([{ baselineState: 'unchanged', suppressions: [] }]);
    const suppressed = resultsOf(checkWith('reason')).find(
      (one: { ruleId: string }) => one.ruleId === 'close-stuck',
    );
    expect(suppressed.suppressions).toMatchObject([
      { kind: 'external', status: 'accepted', justification: 'reason' },
    ]);
  });

  test.each([
    ['C:\\traces\\a b.etl', 'file:///C:/traces/a%20b.etl'],
    ['\\\\?\\C:\\traces\\a.etl', 'file:///C:/traces/a.etl'],
    ['\\\\server\\share\\a.etl', 'file://server/share/a.etl'],
    ['\\\\?\\UNC\\server\\share\\a.etl', 'file://server/share/a.etl'],
    ['/traces/a.etl', 'file:///traces/a.etl'],
    ['traces\\a.etl', 'traces/a.etl'],
  ])('has the path %s as the URI %s', (path, uri) => {
    const trace = analysis(path, { findings: [finding({ rule: 'irp-leak' })] });
    const [result] = resultsOf(checkAnalyses([trace]));
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });
});

describe('GitHub', () => {
  const many = (count: number) =>
    checkAnalyses([
      analysis('a.etl', {
        findings: Array.from({ length: count }, (_, index) =>
          finding({
            rule: 'irp-leak',
            site: { function: `Function${index}`, line: index + 1 },
            count: index + 1,
          }),
        ),
      }),
    ]);

  test('gets the ten worst annotations, the last of which counts the others', () => {
    const lines = render('github', many(25)).trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines[0]).toContain('Function24');
    expect(lines.at(-1)).toContain('+16 more');
    expect(render('github', many(10)).trimEnd().split('\n')).toHaveLength(10);
    expect(render('github', many(10))).not.toContain('more');
  });

  test('gets a step summary of less than 1 MiB, whatever there is to tell', () => {
    const summary = render('github-summary', many(6000));
    expect(Buffer.byteLength(render('markdown', many(6000)))).toBeGreaterThan(1024 * 1024);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toContain('The rest does not fit');
    expect(summary).toContain('Function5999');
    expect(render('github-summary', many(3))).toBe(render('markdown', many(3)));
  });

  test('gets nothing where nothing is found', () => {
    expect(render('github', sound)).toBe('');
  });
});

describe('text', () => {
  test('says first what to fix, and why it may not be all', () => {
    const text = render('text', checkWith('ClientSend'));
    expect(text.split('\n\n')[0]!.replaceAll('\n', ' ')).toMatch(
      /^Failed: 1 finding and 1 threshold, in 3 traces \(\d+ calls, \d+ rules\)\. Begin in ClientSend, line 12: wsktrace explain irp-leak\.$/,
    );
    for (const told of [
      'b.etl: lost while recording: 2 events',
      'error irp-leak: Send in ClientSend, line 12',
      'src/ClientSend.c:12',
      'broken  leaks: count == 0  is 1',
      'kept    inflight: max <= 64  is 4',
      'unknown latency{op=Send}: p(99) < 5ms  can’t be told: 0 calls in the fullest trace, 100 needed',
      'close-stuck with function Clo*: 1 finding, 1 occurrence (ClientSend)',
      'irp-leak with op Gone: expired, no hits (old, until 2020-01-01)',
      '--prune-baseline',
    ]) {
      expect(text).toContain(told);
    }
  });

  test('of a sound trace is one line and its thresholds', () => {
    expect(render('text', sound)).toBe(
      'Passed: nothing to fix in 1 trace (100 calls, 18 rules).\n\nThresholds\n  kept    inflight: max <= 64  is 4\n',
    );
  });
});
