import type { Site } from '../site.ts';

/** Every rule, in the order of causes: what stands earlier leaves behind what later rules see. */
export const RULES = [
  'clock-anomaly',
  'double-completion',
  'double-free',
  'free-while-pending',
  'reuse-while-pending',
  'use-after-close',
  'status-mismatch',
  'routine-result',
  'error-return-no-completion',
  'cancel-not-completed',
  'never-completed',
  'indication-not-released',
  'close-stuck',
  'forced-close-ignored',
  'socket-leak',
  'irp-leak',
  'not-deregistered',
  'unload-stuck',
] as const;
export type RuleName = (typeof RULES)[number];

export type Severity = 'error' | 'warning';

/**
 * How sure a finding is: `certain` where the trace itself proves it, `likely` where something is outstanding far
 * longer than its kind ever took, `possible` otherwise.
 */
export type Confidence = 'certain' | 'likely' | 'possible';

const BY_STRENGTH: readonly Confidence[] = ['possible', 'likely', 'certain'];

export function isStronger(a: Confidence, b: Confidence): boolean {
  return BY_STRENGTH.indexOf(a) > BY_STRENGTH.indexOf(b);
}

export function weaker(a: Confidence, b: Confidence): Confidence {
  return isStronger(a, b) ? b : a;
}

export function oneStepDown(confidence: Confidence): Confidence {
  return confidence === 'certain' ? 'likely' : 'possible';
}

/** What a finding is about; ids as decimal text, null where there is none. */
export interface Subject {
  readonly irpId: string | null;
  readonly callId: string | null;
  readonly socketId: string | null;
}

/** An event that proves a finding, with what of its content does. */
export interface Evidence {
  readonly timeNs: number;
  readonly event: string;
  readonly detail?: string;
}

export interface Consequence {
  readonly rule: RuleName;
  readonly subject: Subject;
}

export interface Occurrence {
  /** Which load of the driver in the trace, from 1: ids begin anew with each. */
  readonly load: number;
  readonly subject: Subject;
  confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly consequences: Consequence[];
}

/** One rule broken at one site, with all the times that it was. */
export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** The highest among its occurrences. */
  readonly confidence: Confidence;
  /** Name of the driver's provider. */
  readonly provider: string;
  /** Name of the operation, or null where the rule is about none. */
  readonly op: string | null;
  readonly site: Site;
  /** The same for the same fault in every trace: made of rule, provider, operation and function. */
  readonly fingerprint: string;
  readonly message: string;
  /** How often it occurred; `occurrences` may hold fewer. */
  readonly count: number;
  readonly occurrences: readonly Occurrence[];
}

/** Whether it is likely at least that this is what an unload hangs by: of one load of the driver, or of any. */
export function hangsUnload({ rule, occurrences }: Finding, load: number | null = null): boolean {
  return occurrences.some(
    (occurrence) =>
      occurrence.confidence !== 'possible' &&
      (load === null || occurrence.load === load) &&
      (rule === 'unload-stuck' || occurrence.consequences.some((one) => one.rule === 'unload-stuck')),
  );
}

/** 64 bits of FNV-1a over the parts, as 16 hex digits. */
export function fingerprintOf(rule: RuleName, provider: string, op: string | null, site: Site): string {
  const text = [rule, provider, op ?? '', site.function ?? ''].join('\0');
  let hash = 0xcbf2_9ce4_8422_2325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100_0000_01b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
