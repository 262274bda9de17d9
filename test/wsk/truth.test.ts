import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { type Analysis, analyze } from '../../lib/wsk/index.ts';
import { type Rule, type SynthesiserOptions, synthesise, type Truth } from '../support/synthesiser/index.ts';

const RULES: Rule[] = [
  'irp-leak',
  'socket-leak',
  'never-completed',
  'double-completion',
  'double-free',
  'error-return-no-completion',
  'free-while-pending',
  'reuse-while-pending',
  'use-after-close',
  'status-mismatch',
  'close-stuck',
  'forced-close-ignored',
  'cancel-not-completed',
  'routine-result',
  'indication-not-released',
  'clock-anomaly',
];

const EACH_TWICE = Object.fromEntries(RULES.map((rule) => [rule, 2]));

function analysed(options: Partial<SynthesiserOptions>): { analysis: Analysis; truth: Truth } {
  const { truth, write } = synthesise(options);
  return { analysis: analyze(Trace.open(bytesSource(write().bytes))), truth };
}

/** What was found, as the truth tells what was injected: rule, function, and the id that the rule is about. */
function found({ findings }: Analysis): string[] {
  return findings
    .flatMap(({ rule, site, occurrences }) =>
      occurrences.map(({ subject }) => `${rule} in ${site.function}: ${about(rule, subject)}`),
    )
    .sort();
}

function injected({ faults }: Truth): string[] {
  return faults
    .map(({ rule, site, subject }) => `${rule} in ${site.function}: ${about(rule, subject)}`)
    .sort();
}

type Ids = { irpId?: string | null; callId?: string | null; socketId?: string | null };

function about(rule: string, { irpId, callId, socketId }: Ids): string {
  switch (rule) {
    case 'irp-leak':
    case 'double-free':
      return `IRP ${irpId}`;
    case 'socket-leak':
    case 'indication-not-released':
      return `socket ${socketId}`;
    case 'unload-stuck':
      return 'driver';
    default:
      return `call ${callId}`;
  }
}

describe('the analysis of a synthesised driver', () => {
  test.each([1, 2, 3, 4, 5, 6])('finds exactly the faults that were injected (seed %i)', (seed) => {
    const { analysis, truth } = analysed({ seed, events: 6000, faults: EACH_TWICE, nearMisses: 2 });
    expect(found(analysis)).toEqual(injected(truth));
  });

  test.each([1, 2, 3])('counts exactly (seed %i)', (seed) => {
    const { analysis, truth } = analysed({
      seed,
      events: 6000,
      faults: EACH_TWICE,
      nearMisses: 2,
      processors: 8,
    });
    expect(analysis.calls).toEqual(truth.calls);
    const { freedOlder: _freedOlder, ...irps } = truth.irps;
    expect(analysis.irps).toEqual(irps);
    expect(analysis.sockets).toMatchObject({
      created: truth.sockets.created,
      closed: truth.sockets.closed,
      openAtEnd: truth.sockets.openAtEnd,
    });
    expect(analysis.maxInFlight).toBe(truth.maxInFlight);
    const expected = truth.operations.map(({ succeeded: _, ...operation }) => operation);
    expect(analysis.operations).toEqual(expected);
  });
});
