import {
  COMPARE_REPORTERS,
  type CompareFormat,
  type CompareInput,
  compare,
  compareText,
  DEFAULT_LATENCY_OPTIONS,
  type GateSettings,
} from '../../lib/report/index.ts';
import { EndWith, ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { type Output, writeOutputs } from './outputs.ts';

/** What a comparison is told, whatever it compares. */
export interface ComparisonOptions {
  readonly minEffect?: number;
  readonly alpha?: number;
  readonly format?: Output<CompareFormat>[];
}

const CODES = {
  regression: ExitCode.Found,
  inconclusive: ExitCode.Inconclusive,
  unreadable: ExitCode.Unreadable,
} as const;

/**
 * Compares two sides as they were read, writes what is asked for, and ends as the comparison does.
 * @throws EndWith unless all is fine
 */
export function runComparison(
  input: Omit<CompareInput, 'settings' | 'latency' | 'now'> & { readonly settings: GateSettings },
  { minEffect, alpha, format }: ComparisonOptions,
  terminal: Terminal,
): void {
  const { resamples, ...defaults } = DEFAULT_LATENCY_OPTIONS;
  const result = compare({
    ...input,
    latency: {
      minEffect: minEffect ?? defaults.minEffect,
      alpha: alpha ?? defaults.alpha,
      minSamples: input.settings.minSamples,
      resamples,
    },
    now: new Date(),
  });
  const { width, style } = terminal;
  const text = () => compareText(result, { width, style });
  writeOutputs(result, format ?? [], COMPARE_REPORTERS, text, terminal);
  if (result.verdict !== 'fine') {
    throw new EndWith(CODES[result.verdict]);
  }
}
