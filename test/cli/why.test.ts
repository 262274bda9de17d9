import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture, runOn, wsktrace } from '../support/cli.ts';
import { corpusPath, describeCorpus } from '../support/corpus.ts';
import { BASE_TICKS } from '../support/synthesiser/machine/logs.ts';
import { synthesiseMachine, withoutClasses } from '../support/synthesiser/machine/scenario.ts';
import { traceEventsOf } from '../support/trace-events.ts';

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-why-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));
const machine = synthesiseMachine({ seed: 5, callers: 4, calls: 20 });
const whole = at('whole.etl');
const driver = at('driver.etl');
const kernel = at('kernel.etl');
const other = at('other.etl');
const kernelClasses = ['switch', 'ready', 'dpc', 'interrupt', 'image', 'thread', 'process'] as const;

beforeAll(() => {
  writeFileSync(whole, machine.write().bytes);
  const ofDriver = withoutClasses(machine.events, ...kernelClasses);
  const ofKernel = machine.events.filter((event) => !ofDriver.includes(event));
  const boot = { bootTime: 132_000_000_000_000_000n };
  writeFileSync(driver, machine.write(ofDriver, { ...boot, loggerName: 'Driver' }).bytes);
  writeFileSync(kernel, machine.write(ofKernel, { ...boot, loggerName: 'NT Kernel Logger' }).bytes);
  const reboot = { bootTime: boot.bootTime + 36_000_000_000n, loggerName: 'NT Kernel Logger' };
  writeFileSync(other, machine.write(ofKernel, reboot).bytes);
});

async function told(...argv: string[]) {
  const { out, code } = await wsktrace('why', ...argv, '--json');
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe('wsktrace why', () => {
  test('explains the slowest call of each operation unless told', async () => {
    const { calls, matched } = await told(whole);
    expect(matched).toBe(80);
    expect(calls.map(({ op }: { op: string }) => op).sort()).toEqual(['Connect', 'Receive', 'Send']);
  });

  test('explains the calls above a bound, the worst, one by its id, of an operation, of a function', async () => {
    const over = await told(whole, '--over', '300us');
    expect(over.calls.length).toBe(over.matched);
    expect(over.calls.every(({ latencyNs }: { latencyNs: number }) => latencyNs > 300e3)).toBe(true);
    expect((await told(whole, '--worst', '7')).calls).toHaveLength(7);
    expect((await told(whole, '--call', '26')).calls).toMatchObject([{ callId: '26' }]);
    const sends = await told(whole, '--op', 'send', '--worst', '1000');
    expect(new Set(sends.calls.map(({ op }: { op: string }) => op))).toEqual(new Set(['Send']));
    expect((await told(whole, '--function', 'ClientStep', '--worst', '1000')).matched).toBe(80);
    expect((await told(whole, '--function', 'Nobody', '--worst', '1000')).matched).toBe(0);
  });

  test('explains all calls with a bound of 0', async () => {
    const { calls, matched } = await told(whole, '--over', '0');
    expect([calls.length, matched]).toEqual([80, 80]);
  });

  test('says what was asked for where no call fits it', async () => {
    const of = async (...args: string[]) => (await wsktrace('why', whole, ...args)).out.replace(/\s+/g, ' ');
    expect(await of('--call', '999999')).toContain(
      'Of 80 calls in the trace none fits what was asked for: the id 999999.',
    );
    expect(await of('--op', 'accept', '--function', 'Nobody', '--over', '2s')).toContain(
      'none fits what was asked for: the operation Accept, issued by Nobody, longer than 2.00 s.',
    );
  });

  test('refuses an id that is none', async () => {
    for (const id of ['abc', '-1', '1.5', '18446744073709551616', '']) {
      const { code, err } = await wsktrace('why', whole, `--call=${id}`);
      expect(code).toBe(2);
      expect(err).toContain('An id is a whole number');
    }
    expect((await told(whole, '--call', '0026')).calls).toMatchObject([{ callId: '26' }]);
  });

  test('fits 80 columns', async () => {
    const { out } = await runOn({ place: 'pipe', width: 80 }, ['why', whole, '--worst', '10']);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(out).toContain('Where the time went');
    expect(out).toContain('DPCs: ');
    expect(out).toContain('Switches that took the processor');
  });

  test('writes Markdown', async () => {
    const file = at('why.md');
    await wsktrace('why', whole, '--md', file);
    expect(readFileSync(file, 'utf8')).toContain('### Where the time went');
  });

  test('writes a page of its own, and a section of the report’s where the trace tells what the machine did', async () => {
    const file = at('page.html');
    expect((await wsktrace('why', whole, '--worst', '14', '--html', file)).code).toBe(0);
    const page = readFileSync(file, 'utf8');
    expect(page.match(/<details class="slow-call"/g)).toHaveLength(14);
    expect(page.match(/<figure class="chart picture"/g)).toHaveLength(12);
    await wsktrace('report', whole, '--html', file);
    expect(readFileSync(file, 'utf8')).toContain('<section id="why">');
    await wsktrace('report', driver, '--html', file);
    expect(readFileSync(file, 'utf8')).not.toContain('<section id="why">');
  });

  test('writes no page over what it reads, nor two outputs to one place', async () => {
    expect((await wsktrace('why', whole, '--html', whole)).code).toBe(2);
    expect((await wsktrace('why', whole, '--html', at('both'), '--md', at('both'))).code).toBe(2);
  });

  test('tells of a call that never completed where it is asked for', async () => {
    const cut = at('cut.etl');
    const { id } = machine.calls[7]!;
    const last = machine.events.findIndex(
      ({ class: kind, ticks }) => kind === 'driver' && ticks - BASE_TICKS >= BigInt(machine.calls[7]!.to),
    );
    writeFileSync(cut, machine.write(machine.events.slice(0, last)).bytes);
    const { calls } = await told(cut, '--call', String(id));
    expect(calls).toMatchObject([{ callId: String(id), isPending: true, completedNs: null }]);
    const { out } = await wsktrace('why', cut, '--call', String(id));
    expect(out.replace(/\s+/g, ' ')).toContain('not completed by the trace’s end');
  });

  test('reads the driver’s and the kernel’s events from two files of one recording', async () => {
    const one = await told(whole, '--worst', '1000');
    const two = await told(driver, kernel, '--worst', '1000');
    expect(two.calls).toEqual(one.calls);
    expect(two.dpcs).toEqual(one.dpcs);
  });

  test('refuses a kernel’s trace of another recording', async () => {
    const { code, err } = await wsktrace('why', driver, other);
    expect(code).toBe(2);
    expect(err).toContain('on another machine');
  });

  test('says so where there is no driver, and tells what the machine did', async () => {
    const { out, code } = await wsktrace('why', kernel);
    expect(code).toBe(0);
    expect(out).toContain('No WSK driver’s events are in the trace');
    expect(out).toContain('ndis.sys');
  });

  test('says so where there is no kernel, and what to record', async () => {
    const { out, code } = await wsktrace('why', fixture('wine-echo-clean.etl'));
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain('The trace has no events of the kernel’s');
    expect(out).toContain('CSWITCH');
  });
});

test('the timeline has lanes for the slowest calls: segments, processors, modules, TCP', async () => {
  const file = at('timeline.json');
  await wsktrace('timeline', whole, '-o', file);
  const traceEvents = traceEventsOf(readFileSync(file, 'utf8'));
  const groups = traceEvents.filter(
    ({ name, args }) => name === 'process_name' && args?.name?.startsWith('why '),
  );
  expect(groups).toHaveLength(20);
  const lanes = traceEvents.filter(({ name, pid }) => name === 'thread_name' && pid === groups[0]!.pid);
  const names = lanes.map(({ args }) => args!.name!);
  expect(names).toContain('segments');
  expect(names.some((name) => /^processor \d+$/.test(name))).toBe(true);
  expect(names.some((name) => /^ndis\.sys on processor \d+$/.test(name))).toBe(true);
  expect(names.some((name) => /thread \d+: issues$/.test(name))).toBe(true);
  expect(names).toContain('network');
  // The segments follow each other.
  const segments = traceEvents.filter(
    ({ pid, tid, ph }) => pid === groups[0]!.pid && tid === 1 && ph === 'X',
  );
  for (const [index, one] of segments.slice(1).entries()) {
    const before = segments[index]!;
    expect(one.ts).toBeCloseTo(before.ts + before.dur, 6);
  }
});

describe('a threshold on what calls were spent on', () => {
  const check = async (file: string, threshold: string) =>
    (
      await wsktrace(
        'check',
        file,
        '--jobs',
        '1',
        '--fail-on',
        'certain',
        '--threshold',
        threshold,
        '--format',
        'json',
      )
    ).out;
  const verdictOf = async (file: string, threshold: string) =>
    JSON.parse(await check(file, threshold)).thresholds[0] as { verdict: string; value: number | null };

  test('is judged by the call that spent the most', async () => {
    const { calls } = await told(whole, '--worst', '1000');
    const spent = (
      calls as { segments: { cause: string; module: string; startNs: number; endNs: number }[] }[]
    ).map(({ segments }) =>
      segments
        .filter(({ cause, module }) => cause === 'dpc' && module === 'storport.sys')
        .reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0),
    );
    const most = Math.max(...spent);
    expect(most).toBeGreaterThan(0);
    expect(await verdictOf(whole, 'why{cause=dpc,module=storport.sys}: max < 1ms')).toMatchObject({
      verdict: 'met',
    });
    const broken = await verdictOf(whole, 'why{cause=dpc,module=storport.sys}: max < 1us');
    expect(broken.verdict).toBe('broken');
    expect(broken.value).toBeCloseTo(most, 3);
  });

  test('is inconclusive where what is not recorded could break it', async () => {
    expect(await verdictOf(driver, 'why{cause=dpc}: max < 1us')).toMatchObject({
      verdict: 'inconclusive',
      value: null,
    });
    expect(await check(driver, 'why{cause=dpc}: max < 1us')).toContain(
      'do not record what is needed to tell',
    );
    expect(await verdictOf(driver, 'why{cause=dpc}: max < 10s')).toMatchObject({ verdict: 'met' });
  });
});

describeCorpus('wsktrace why on a real trace of the kernel alone', () => {
  test('tells the DPCs by module and routine', async () => {
    const { dpcs, calls } = await told(corpusPath('randomascii__bigfiles__slow_ppt_trace.etl'));
    expect(calls).toEqual([]);
    expect(dpcs[0]).toMatchObject({ module: 'ndis.sys', routine: 'ndis.sys+0x1a00', count: 572 });
  });
});
