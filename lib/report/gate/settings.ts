import type { Confidence, RuleName } from '../../wsk/index.ts';
import type { Config, Suppression } from './files/config-schema.ts';
import { parseThreshold } from './threshold/parse.ts';
import type { Threshold } from './threshold/threshold.ts';

export const RULE_LEVELS = ['on', 'off', 'warning', 'error'] as const;
export type RuleLevel = (typeof RULE_LEVELS)[number];

/** What a check is judged by. */
export interface GateSettings {
  readonly rules: Readonly<Partial<Record<RuleName, RuleLevel>>>;
  readonly thresholds: readonly Threshold[];
  /** The least confidence of a finding that fails the check. */
  readonly failOn: Confidence;
  /** Fewest calls that a latency is judged by; null: as many as its percentile needs. */
  readonly minSamples: number | null;
  readonly aggregate: 'median' | 'worst';
  readonly inconclusive: 'pass' | 'fail';
  readonly suppressions: readonly Suppression[];
}

/** What the command line says; it wins over the configuration. */
export interface GateFlags {
  readonly rules?: Readonly<Partial<Record<RuleName, RuleLevel>>>;
  readonly thresholds?: readonly Threshold[];
  readonly failOn?: Confidence;
  readonly minSamples?: number;
  readonly aggregate?: 'median' | 'worst';
  readonly inconclusive?: 'pass' | 'fail';
}

export function settingsOf(config: Config, flags: GateFlags = {}): GateSettings {
  return {
    rules: { ...config.rules, ...flags.rules },
    thresholds: mergeThresholds((config.thresholds ?? []).map(parseThreshold), flags.thresholds ?? []),
    failOn: flags.failOn ?? config.failOn ?? 'likely',
    minSamples: flags.minSamples ?? config.minSamples ?? null,
    aggregate: flags.aggregate ?? config.aggregate ?? 'median',
    inconclusive: flags.inconclusive ?? config.inconclusive ?? 'fail',
    suppressions: config.suppressions ?? [],
  };
}

/** All of both, but for configured ones about a quantity that the command line bounds itself. */
function mergeThresholds(configured: readonly Threshold[], given: readonly Threshold[]): Threshold[] {
  const quantities = new Set(given.map(quantityOf));
  return [...configured.filter((threshold) => !quantities.has(quantityOf(threshold))), ...given];
}

function quantityOf({ metric, labels, aggregate }: Threshold): string {
  return JSON.stringify([metric, Object.entries(labels).sort(), aggregate]);
}
