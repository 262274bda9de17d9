import { describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { corpusPath, describeCorpus } from '../support/corpus.ts';

const echo = fixture('host-clean-echo.etl');
const busy = fixture('host-clean-busy.etl');

describe('wsktrace latency', () => {
  test('shows operations, steps, calls in flight and histograms', async () => {
    const { code, out, err } = await wsktrace('latency', busy);
    expect([code, err]).toEqual([0, '']);
    for (const part of ['Latency', 'Steps', 'Calls in flight', 'over time', 'Latency of ', '█']) {
      expect(out).toContain(part);
    }
  });

  test.each(['socket', 'function', 'remote', 'processor', 'status'])('groups by %s', async (by) => {
    const { code, out } = await wsktrace('latency', busy, '--by', by);
    expect(code).toBe(0);
    expect(out).toContain(`By ${by}, most time spent first`);
    const { groupings } = JSON.parse((await wsktrace('latency', busy, '--by', by, '--json')).out);
    expect(groupings).toMatchObject([{ by, others: null }]);
    expect(groupings[0].groups.length).toBeGreaterThan(0);
  });

  test('draws the calls in flight no wider than the terminal, whatever the slices', async () => {
    const { code, out } = await wsktrace('latency', busy, '--slices', '10000');
    expect(code).toBe(0);
    const [, line = ''] = /^( {2}over time .*)$/m.exec(out) ?? [];
    expect(line.length).toBeGreaterThan(80);
    expect(line.length).toBeLessThanOrEqual(100);
    expect(line).toContain('█');
  });

  test('lists no more slices than anybody reads, and says how many there are besides', async () => {
    const { out } = await wsktrace('latency', busy, '--by', 'time', '--slices', '10000');
    expect(out).toMatch(/ {2}… and [\d,]+ more \(--json has all\)/);
    expect(out.split('\n').length).toBeLessThan(600);
  });

  test('divides the time into no more slices than asked for', async () => {
    const { out } = await wsktrace('latency', busy, '--by', 'time', '--slices', '5');
    expect(out).toContain('Over time, by completion');
    const { timeline } = JSON.parse((await wsktrace('latency', busy, '--slices', '5', '--json')).out);
    expect(timeline.length).toBeLessThanOrEqual(5);
  });

  test('tells in its JSON the same latencies as the report', async () => {
    const latency = JSON.parse((await wsktrace('latency', echo, '--json')).out);
    const report = JSON.parse((await wsktrace('report', echo, '--json')).out);
    expect(latency.schema).toBe('wsktrace.latency/1');
    expect(latency.percentileError).toBeCloseTo(0.0078, 4);
    expect(latency.queueDepth.max).toBe(report.maxInFlight);
    type Told = { op: string; latencyNs: { p50: number; p999: number; max: number } | null };
    const key = ({ op, latencyNs }: Told) => [op, latencyNs?.p50, latencyNs?.p999, latencyNs?.max];
    const timed = ({ latencyNs }: Told) => latencyNs !== null;
    expect(latency.operations.filter(timed).map(key)).toEqual(report.operations.filter(timed).map(key));
  });

  test('lists the slowest calls with what happened meanwhile', async () => {
    const { out } = await wsktrace('latency', busy, '--slowest', '3');
    expect(out).toContain('Slowest calls');
    expect(out.match(/on processor \d+ meanwhile:/g)).toHaveLength(3);
    const { slowest } = JSON.parse((await wsktrace('latency', busy, '--slowest', '3', '--json')).out);
    const times = slowest.map(({ latencyNs }: { latencyNs: number }) => latencyNs);
    expect(times).toEqual([...times].sort((a: number, b: number) => b - a));
  });

  test('of one operation shows that one, in any case', async () => {
    const { operations } = JSON.parse((await wsktrace('latency', busy, '--op', 'send', '--json')).out);
    expect(operations.map(({ op }: { op: string }) => op)).toEqual(['Send']);
  });

  test('says so where there is no such call', async () => {
    const { code, out } = await wsktrace('latency', busy, '--op', 'GetNameInfo');
    expect(code).toBe(0);
    expect(out).toContain('No such call is in this trace.');
  });

  test.each([
    ['an operation that is none', ['--op', 'Sned'], /WSK operation/],
    ['a dimension that is none', ['--by', 'colour'], /Allowed choices/],
    ['no slices', ['--slices', '0'], /whole number/],
    ['more slices than anybody looks at', ['--slices', '999999999'], /whole number from 1 to 10000/],
    ['more of the slowest than anybody reads', ['--slowest', '1000000'], /whole number from 1 to 10000/],
    ['a time without its unit', ['--stuck-after', '30'], /a number with ns, us, ms, s or m/],
    ['a mapping that is not there', ['--mapping', 'nowhere.json'], /nowhere\.json: no such file/],
    ['a mapping that is none', ['--mapping', fixture('README.md')], /README\.md: no JSON/],
  ])('refuses %s with 2', async (_name, args, message) => {
    const { code, err } = await wsktrace('latency', busy, ...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describeCorpus('a kernel trace', () => {
  const kernel = corpusPath('microsoft__perfview__net.4.5.2.x86.etl');
  const mapping = fixture('../mappings/kernel-disk-io.json');

  test('shows its disk requests under the shipped mapping, to latency, leaks and report alike', async () => {
    const latency = await wsktrace('latency', kernel, '--mapping', mapping);
    expect(latency.out).toMatch(/IRP_MJ_READ +2,339/);
    const report = await wsktrace('report', kernel, '--mapping', mapping);
    expect(report.out).toMatch(/Nothing found\.[\s\S]*IRP_MJ_FLUSH_BUFFERS +4 +4/);
    const leaks = await wsktrace('leaks', kernel, '--mapping', mapping);
    expect(leaks.out).toContain('Nothing is outstanding');
  });
});
