import {
  type CheckInput,
  type CheckResult,
  type Config,
  check,
  type GateFlags,
  settingsOf,
} from '../../lib/report/index.ts';
import type { Analysis, Confidence, Finding, OperationSummary, RuleName } from '../../lib/wsk/index.ts';

/** A finding with what a test cares for, and something sound for the rest. */
export function finding(wanted: Partial<Finding> & { readonly rule: RuleName }): Finding {
  const confidence: Confidence = wanted.confidence ?? 'certain';
  const { rule, op = 'Send', provider = 'Driver', site = { function: 'ClientSend', line: 12 } } = wanted;
  return {
    severity: 'error',
    message: `The ${rule} of a test.`,
    fingerprint: hash(`${rule} ${op} ${site.function} ${provider}`),
    count: wanted.occurrences?.length ?? 1,
    occurrences: [
      {
        load: 1,
        subject: { irpId: '3', callId: '7', socketId: null },
        confidence,
        evidence: [
          { timeNs: 1000, event: 'WskCallIssued', detail: 'Send' },
          { timeNs: 2e6, event: 'IrpFreed' },
        ],
        consequences: [],
      },
    ],
    ...wanted,
    op,
    provider,
    site,
    confidence,
  };
}

function hash(text: string): string {
  let value = 0n;
  for (const character of text) {
    value = BigInt.asUintN(64, value * 31n + BigInt(character.codePointAt(0)!));
  }
  return value.toString(16).padStart(16, '0');
}

/** An operation whose percentiles are all the same. */
export function operation(op: string, latencyNs: number, completed = 5000): OperationSummary {
  const latencies = {
    p50: latencyNs,
    p90: latencyNs,
    p99: latencyNs,
    p999: latencyNs,
    max: latencyNs,
    mean: latencyNs,
  };
  return {
    op,
    issued: completed,
    completed,
    failed: 0,
    cancelled: 0,
    withoutIrp: 0,
    refused: 0,
    bytes: 0,
    latencyNs: latencies,
  };
}

/** An analysis of a sound trace, but for what a test says of it. */
export function analysis(
  file: string,
  wanted: Partial<Omit<Analysis, 'trace'>> & { trace?: object } = {},
): Analysis {
  return {
    providers: ['Driver'],
    calls: {
      issued: 100,
      completed: 100,
      inline: 0,
      withoutIrp: 0,
      refused: 0,
      pendingAtEnd: 0,
      olderThanTrace: 0,
      olderCompleted: 0,
    },
    operations: [operation('Send', 1e6)],
    irps: {
      allocated: 10,
      freed: 10,
      passedDown: 0,
      outstandingAtEnd: 0,
      olderThanTrace: 0,
      olderFreed: 0,
    },
    sockets: { created: 1, closed: 1, openAtEnd: 0, olderThanTrace: 0, olderClosed: 0 },
    maxInFlight: 4,
    edges: null,
    hints: [],
    isLossy: false,
    mapped: [],
    stuckUnloads: [],
    findings: [],
    ...wanted,
    trace: {
      file,
      bytes: 65_536,
      buffers: 1,
      events: 1000,
      eventsLost: 0,
      buffersLost: 0,
      lossyBuffers: 0,
      damage: [],
      damageCount: 0,
      ...wanted.trace,
    },
  } as unknown as Analysis;
}

/** Checks analyses as `check` does, with a configuration, on a given day. */
export function checkAnalyses(
  analyses: readonly Analysis[],
  config: Config = {},
  wanted: Partial<CheckInput> & { flags?: GateFlags } = {},
): CheckResult {
  const { flags = {}, ...input } = wanted;
  return check({
    traces: analyses.map((one) => ({ file: one.trace.file, analysis: one, measurements: [] })),
    unreadable: [],
    settings: settingsOf(config, flags),
    baseline: null,
    locate: () => null,
    now: new Date('2027-01-31T12:00:00Z'),
    version: '0.0.0',
    ...input,
  });
}
