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

test('a trace of a session that was stopped has no such edges', () => {
  expect(read({}, SOUND.events).edges).toBeNull();
  expect(LAST - FIRST).toBeGreaterThan(SECOND / 1000n);
});
