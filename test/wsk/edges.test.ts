import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { edgeLines } from '../../lib/report/edges.ts';
import { type Analysis, analyze } from '../../lib/wsk/index.ts';
import type { TraceOptions } from '../support/etl-writer/index.ts';
import { logFileMode } from '../support/etl-writer/logfile-header.ts';
import { type SynthesisedEvent, synthesise } from '../support/synthesiser/index.ts';

const BUFFERING = 0x400;
/** Ticks of 100 ns a second. */
const SECOND = 10_000_000n;
/** A driver that does nothing wrong, so that whatever is said against it is false. */
const SOUND = synthesise({ seed: 11, events: 30_000, processors: 4 });
const FIRST = SOUND.events[0]!.ticks;
const LAST = SOUND.events.at(-1)!.ticks;

function read(options: TraceOptions, events: readonly SynthesisedEvent[], stuckAfterNs = 1e6): Analysis {
  const { bytes } = SOUND.write({ bufferSize: 4096, ...options }, events);
  return analyze(Trace.open(bytesSource(bytes, 'left-behind.etl')), { stuckAfterNs });
}

function surely(analysis: Analysis): string[] {
  return analysis.findings
    .filter(({ confidence }) => confidence !== 'possible')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

/** The moment a share of the way through the busy part: half of the events come before 0.5. */
function momentAt(share: number): bigint {
  return SOUND.events[Math.floor(share * (SOUND.events.length - 1))]!.ticks;
}

describe('a ring that is taken out of memory', () => {
  const begins = [0.05, 0.3, 0.1, 0.5].map(momentAt);
  const kept = SOUND.events.filter(({ ticks, processor }) => ticks >= begins[processor]!);
  const ring = { logFileMode: logFileMode.circular | BUFFERING };

  test('begins at another moment on each processor, and nothing is said for sure of what began before', () => {
    const analysis = read(ring, kept);
    expect(surely(analysis)).toEqual([]);
    expect(analysis.edges).toMatchObject({ isRing: true, isOpen: false, heardNs: null });
    const last = kept.find(({ processor, ticks }) => processor === 3 && ticks >= begins[3]!)!;
    expect(analysis.edges!.beganNs).toBe(100 * Number(last.ticks - SOUND.options.startTicks));
    expect(edgeLines(analysis.edges)[0]).toMatch(
      /^a ring of the latest events: all processors are in it from /,
    );
  });

  test('without the mode that says so, calls whose completions were overwritten would be blamed', () => {
    const { findings } = read({}, kept);
    expect(findings.length).toBeGreaterThan(0);
  });

  test('with its buffers out of order, and numbered from the midst, says the same', () => {
    const plain = read(ring, kept);
    const mixed = read({ ...ring, rotate: 7, firstSequence: 90_000 }, kept);
    expect({ ...mixed, trace: null }).toEqual({ ...plain, trace: null });
  });

  test('still proves a leak of what began when all processors were in it', () => {
    const leaky = synthesise({ seed: 12, events: 30_000, processors: 4, faults: { 'irp-leak': 20 } });
    const cut = leaky.events[Math.floor(0.1 * leaky.events.length)]!.ticks;
    const events = leaky.events.filter(({ ticks, processor }) => ticks >= cut + BigInt(processor));
    const { bytes } = leaky.write({ ...ring, bufferSize: 4096 }, events);
    const analysis = analyze(Trace.open(bytesSource(bytes, 'ring.etl')));
    const leak = analysis.findings.find(({ rule }) => rule === 'irp-leak');
    expect(leak?.confidence).not.toBe('possible');
  });
});

describe('a session that was never stopped', () => {
  const ends = [0.9, 0.6, 0.95, 0.8].map(momentAt);
  const flushed = SOUND.events.filter(({ ticks, processor }) => ticks <= ends[processor]!);
  const open = { closed: false } as const;

  test('lacks what each processor’s last buffer held, and nothing is said for sure of what waited for that', () => {
    const analysis = read(open, flushed);
    expect(surely(analysis)).toEqual([]);
    expect(analysis.edges).toMatchObject({ isRing: false, isOpen: true, beganNs: null });
    expect(edgeLines(analysis.edges)[0]).toMatch(
      /^the session was never stopped: all processors are in it until /,
    );
  });

  test('of which a processor has no buffer at all proves nothing missing', () => {
    const three = SOUND.events.filter(({ processor }) => processor !== 2);
    const analysis = read(open, three);
    expect(surely(analysis)).toEqual([]);
    expect(analysis.edges).toMatchObject({ heardNs: 0 });
  });

  test('whose ring begins and ends at different moments is both', () => {
    const both = flushed.filter(({ ticks, processor }) => ticks >= momentAt(0.1 * processor));
    const analysis = read({ ...open, logFileMode: BUFFERING, firstSequence: 5000, rotate: 3 }, both);
    expect(surely(analysis)).toEqual([]);
    expect(edgeLines(analysis.edges)).toHaveLength(2);
  });
});

describe('a file of a session that begins another one when it is full', () => {
  const NEW_FILE = 0x9;
  const [begins, ends] = [
    [0.3, 0.35, 0.32, 0.4],
    [0.7, 0.75, 0.6, 0.65],
  ].map((shares) => shares.map(momentAt)) as [bigint[], bigint[]];
  const [before, between, behind] = [
    SOUND.events.filter(({ ticks, processor }) => ticks < begins[processor]!),
    SOUND.events.filter(({ ticks, processor }) => ticks >= begins[processor]! && ticks < ends[processor]!),
    SOUND.events.filter(({ ticks, processor }) => ticks >= ends[processor]!),
  ];

  test('begins and ends at another moment on each processor, and nothing is said for sure of what is in others', () => {
    const analysis = read({ logFileMode: NEW_FILE, firstSequence: 900, flushed: false }, between);
    expect(surely(analysis)).toEqual([]);
    expect(analysis.edges).toMatchObject({ isRing: false, isOpen: false, isPart: true });
    const { beganNs, heardNs } = analysis.edges!;
    const inNs = (ticks: bigint) => 100 * Number(ticks - SOUND.options.startTicks);
    const first = between.find(({ processor, ticks }) => processor === 3 && ticks >= begins[3]!)!;
    const last = between.findLast(({ processor }) => processor === 2)!;
    expect([beganNs, heardNs]).toEqual([inNs(first.ticks), inNs(last.ticks)]);
    expect(edgeLines(analysis.edges)).toEqual([
      expect.stringMatching(
        /^one of several files of its session: all processors are in it from \S+ ms on until \S+ ms; /,
      ),
    ]);
  });

  test('shows by the numbers of its buffers that another file precedes it', () => {
    const { edges } = read({ firstSequence: 900 }, between);
    expect(edges).toMatchObject({ isPart: true, heardNs: null });
    expect(edges!.beganNs).toBeGreaterThan(0);
  });

  test('that is the session’s last, whose buffers were flushed, ends with it', () => {
    const { edges } = read({ logFileMode: NEW_FILE, firstSequence: 900 }, behind);
    expect(edges).toMatchObject({ isPart: true, heardNs: null });
  });

  test('that is its only one is whole', () => {
    expect(read({ logFileMode: NEW_FILE }, SOUND.events).edges).toBeNull();
  });

  test('is completed by the others, where all are given', () => {
    let firstSequence = 1;
    const traces = [before, between, behind].map((events, at) => {
      const options = { logFileMode: NEW_FILE, bufferSize: 4096, firstSequence, flushed: at === 2 };
      const { bytes, buffers } = SOUND.write(options, events);
      firstSequence = buffers.at(-1)!.sequence + 1;
      return Trace.open(bytesSource(bytes, `part${at}.etl`));
    });
    const whole = read({}, SOUND.events);
    const analysis = analyze(traces, { stuckAfterNs: 1e6 });
    expect(analysis.edges).toBeNull();
    expect({ ...analysis, trace: null, clocks: null }).toEqual({ ...whole, trace: null, clocks: null });
    expect(analyze(traces.slice(0, 2), { stuckAfterNs: 1e6 }).edges).toMatchObject({ beganNs: null });
  });
});

test('a trace of a session that was stopped has no such edges', () => {
  expect(read({}, SOUND.events).edges).toBeNull();
  expect(LAST - FIRST).toBeGreaterThan(SECOND / 1000n);
});
