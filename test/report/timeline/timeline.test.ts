import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import { TimelineWriter } from '../../../lib/report/index.ts';
import { analyze } from '../../../lib/wsk/index.ts';
import { fixture, wsktrace } from '../../support/cli.ts';
import { useFolder } from '../../support/folder.ts';
import { synthesise } from '../../support/synthesiser/index.ts';
import { brokenRules, type Event } from './trace-event-rules.ts';

const FIXTURES = readdirSync(resolve(import.meta.dirname, '../../../fixtures')).filter((name) =>
  name.endsWith('.etl'),
);

const folder = useFolder();

interface TimelineFile {
  readonly displayTimeUnit: string;
  readonly traceEvents: Event[];
}

async function timelineOf(name: string, ...flags: string[]): Promise<TimelineFile> {
  const file = folder.at('trace.json');
  const { code, out } = await wsktrace('timeline', fixture(name), '-o', file, ...flags);
  expect({ code, out }).toEqual({ code: 0, out: '' });
  return JSON.parse(readFileSync(file, 'utf8')) as TimelineFile;
}

/** A call's own slice: not that of the time inside its function, nor one of an explained call's lanes. */
function isCall({ ph, name, cat }: Event): boolean {
  return ph === 'X' && cat === undefined && !String(name).startsWith('inside ');
}

async function reportOf(name: string) {
  const { out } = await wsktrace('report', fixture(name), '--json');
  return JSON.parse(out) as {
    calls: { issued: number; completed: number };
    findings: { count: number; rule: string }[];
    operations: { op: string; issued: number }[];
  };
}

describe('a timeline', () => {
  test.each(FIXTURES)('of %s keeps to the format’s rules and has a slice for each call', async (name) => {
    const { traceEvents } = await timelineOf(name);
    expect(brokenRules(traceEvents)).toEqual([]);
    const calls = traceEvents.filter(isCall);
    const { operations, findings } = await reportOf(name);
    for (const { op, issued } of operations) {
      // A completion before its call by the clock gives the call no length.
      const slices = calls.filter((slice) => slice.name === op).length;
      expect({ op, slices: slices <= issued, most: slices >= issued - 1 }).toEqual({
        op,
        slices: true,
        most: true,
      });
    }
    const instants = traceEvents.filter(({ cat }) => cat === 'finding');
    expect(instants).toHaveLength(findings.reduce((sum, { count }) => sum + count, 0));
  });

  test('is never written over the trace that it is made from, nor before there is one', async () => {
    const [trace, out] = [folder.at('trace.etl'), folder.at('trace.json')];
    copyFileSync(fixture('wine-ok.etl'), trace);
    expect(await wsktrace('timeline', trace, '-o', trace)).toEqual({
      code: 2,
      out: '',
      err: `wsktrace: ${trace}: is a file to read, and would be overwritten\n`,
    });
    expect(readFileSync(trace)).toEqual(readFileSync(fixture('wine-ok.etl')));
    writeFileSync(out, 'kept');
    expect((await wsktrace('timeline', folder.at('missing.etl'), '-o', out)).code).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('kept');
  });

  test.skipIf(process.platform !== 'linux')('that no disk has room for ends with 2', async () => {
    const { code, err } = await wsktrace('timeline', fixture('wine-ok.etl'), '-o', '/dev/full');
    expect(code).toBe(2);
    expect(err).toContain('/dev/full: can’t be written: no space is left on the disk');
  });

  test('has a track for each socket, named after it', async () => {
    const { traceEvents } = await timelineOf('wine-echo-concurrent.etl');
    const names = traceEvents
      .filter(({ name }) => name === 'thread_name')
      .map(({ args }) => String(args?.name));
    expect(names).toEqual(
      expect.arrayContaining([
        'calls without a socket',
        'socket 1 (listening)',
        expect.stringMatching(/^socket 4 \(connection\)/),
      ]),
    );
  });

  test('marks the end of each call with what is known of it, and gives slices no arguments', async () => {
    const { traceEvents } = await timelineOf('wine-echo-concurrent.etl');
    const marks = traceEvents.filter(({ ph, cat }) => ph === 'i' && cat === undefined);
    const calls = traceEvents.filter(isCall);
    expect(marks).toHaveLength(calls.length);
    const ends = new Set(
      calls.map(({ tid, ts, dur }) => `${tid} ${Math.round((Number(ts) + Number(dur)) * 1000)}`),
    );
    for (const { tid, ts, args } of marks) {
      expect(ends).toContain(`${tid} ${Math.round(Number(ts) * 1000)}`);
      expect(args).toMatchObject({ call: expect.stringMatching(/^\d+$/), status: expect.any(String) });
    }
    expect(traceEvents.filter(({ ph, args }) => ph === 'X' && args !== undefined)).toEqual([]);
  });

  test('takes some 130 bytes for each of many calls, those that failed with all that is known', () => {
    let text = '';
    const writer = new TimelineWriter((piece) => {
      text += piece;
    });
    const synthesis = synthesise({ seed: 7, events: 200_000 });
    const { bytes } = synthesis.write();
    const trace = Trace.open(bytesSource(bytes, 'many.etl'));
    writer.end(analyze(trace, { observers: [writer.observer()] }));
    const { traceEvents } = JSON.parse(text) as TimelineFile;
    expect(brokenRules(traceEvents)).toEqual([]);
    const calls = traceEvents.filter(isCall);
    expect(calls.length).toBeGreaterThan(0.99 * synthesis.truth.calls.issued);
    const beyond = text.split('\n').filter((line) => /"ph":"[Xi]"/.test(line) && !line.includes('"args"'));
    const each = beyond.reduce((sum, line) => sum + line.length + 1, 0) / (beyond.length / 2);
    expect(each).toBeLessThan(150);
    const failed = traceEvents.filter(
      ({ ph, name, cat }) => ph === 'i' && cat === undefined && name !== 'completed',
    );
    expect(failed.filter(({ args }) => args === undefined)).toEqual([]);
  }, 60_000);

  test('counts the calls in flight down to none, and the bytes up', async () => {
    const { traceEvents } = await timelineOf('wine-echo-concurrent.etl');
    const counters = (name: string) => traceEvents.filter((event) => event.ph === 'C' && event.name === name);
    expect(counters('calls in flight').at(-1)?.args).toEqual({ calls: 0 });
    expect(counters('bytes').at(-1)?.args).toEqual({ sent: 16_000, received: 16_000 });
  });

  test.each([
    ['host-clean-busy.etl', 8, 0],
    ['machine-slow-calls.etl', 4, 0],
    ['wine-echo-concurrent.etl', 5, 0],
    ['wine-client-clean.etl', 1, 0],
    ['host-never-completed.etl', 1, 1],
  ])('of %s has %i calls in flight at most, and %i at the end', async (name, most, atEnd) => {
    const { traceEvents } = await timelineOf(name);
    const calls = traceEvents
      .filter((event) => event.ph === 'C' && event.name === 'calls in flight')
      .map(({ args }) => Number(args?.calls));
    expect({ most: Math.max(...calls), atEnd: calls.at(-1) }).toEqual({ most, atEnd });
  });

  test('ends a refused call with its return, by the error that it returned', async () => {
    const { traceEvents } = await timelineOf('wine-socketconnect-not-completed.etl');
    const marks = traceEvents.filter(({ ph, cat }) => ph === 'i' && cat === undefined);
    const refused = marks.filter(({ name }) => name === 'STATUS_NOT_IMPLEMENTED');
    expect(refused.map(({ args }) => args?.status)).toEqual(['STATUS_NOT_IMPLEMENTED']);
    expect(marks.filter(({ name }) => name === 'pending at the end')).toEqual([]);
    const connect = traceEvents.find((event) => isCall(event) && event.name === 'SocketConnect');
    expect(Number(connect?.dur)).toBeLessThan(100_000);
  });

  test('leaves out what lies outside of the time asked for', async () => {
    const whole = await timelineOf('wine-echo-concurrent.etl');
    const part = await timelineOf('wine-echo-concurrent.etl', '--from', '200ms', '--to', '220ms');
    expect(part.traceEvents.length).toBeLessThan(whole.traceEvents.length / 2);
    expect(brokenRules(part.traceEvents)).toEqual([]);
    for (const { ph, ts, dur } of part.traceEvents.filter(isCall)) {
      expect(ph).toBe('X');
      expect(Number(ts)).toBeLessThanOrEqual(220_000);
      expect(Number(ts) + Number(dur)).toBeGreaterThanOrEqual(200_000);
    }
  });

  test('is refused where the file can’t be written', async () => {
    const { code, err } = await wsktrace('timeline', fixture('wine-ok.etl'), '-o', '/dev/null/trace.json');
    expect(code).toBe(2);
    expect(err).toContain('can’t be written');
  });
});

describe('the rules that timelines are checked by', () => {
  const slice = (ts: number, dur: number): Event => ({
    ph: 'X',
    cat: 'call',
    name: 'Send',
    pid: 1,
    tid: 1,
    ts,
    dur,
  });

  test('see slices that cross', () => {
    expect(brokenRules([slice(0, 10), slice(5, 10)])).toHaveLength(1);
    expect(brokenRules([slice(0, 10), slice(5, 5), slice(10, 1)])).toEqual([]);
  });

  test('see a counter of words', () => {
    expect(
      brokenRules([{ ph: 'C', name: 'bytes', pid: 1, tid: 0, ts: 0, args: { sent: 'many' } }]),
    ).not.toEqual([]);
  });
});
