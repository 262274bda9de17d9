import { type Command, InvalidArgumentError, Option } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import {
  type Config,
  durationNs,
  parseThreshold,
  RULE_LEVELS,
  type RuleLevel,
  type Threshold,
} from '../../lib/report/index.ts';
import { didYouMean } from '../../lib/syntax/index.ts';
import { RULES, type RuleName } from '../../lib/wsk/index.ts';
import { type AnalysisOptions, addAnalysisOptions } from '../analysis.ts';
import { parseCount } from '../options/integer.ts';
import type { ReadRequest } from './read-trace.ts';

type Rules = Readonly<Partial<Record<RuleName, RuleLevel>>>;

/** Options that `check` and `compare` have in common. */
export interface GateOptions extends AnalysisOptions {
  readonly config?: string | false;
  readonly rule?: Rules;
  readonly failOn?: 'certain' | 'likely' | 'possible';
  readonly minSamples?: number;
  readonly inconclusive?: 'pass' | 'fail';
  readonly jobs?: number;
}

export function addGateOptions(command: Command): Command {
  return addAnalysisOptions(command)
    .option('--config <file>', 'configuration (default: the nearest wsktrace.config.json upwards)')
    .option('--no-config', 'look for no configuration')
    .option('--rule <name=level>', `a rule ${RULE_LEVELS.join(', ')} (may be repeated)`, parseRule)
    .addOption(
      new Option(
        '--fail-on <confidence>',
        'least confidence of a finding that fails (default: likely)',
      ).choices(['certain', 'likely', 'possible']),
    )
    .option('--min-samples <n>', 'fewest calls that a latency is judged by', parseCount)
    .addOption(
      new Option(
        '--inconclusive <how>',
        'whether what can’t be told passes (default: fail, with code 4)',
      ).choices(['pass', 'fail']),
    )
    .option(
      '--jobs <n>',
      'traces read at the same time (default: as many as processors, few where they are small)',
      parseCount,
    );
}

export function parseRule(text: string, before: Rules = {}): Rules {
  const [name = '', level = ''] = text.split('=', 2);
  if (!RULES.some((rule) => rule === name)) {
    throw new InvalidArgumentError(`No rule is called ${name}${didYouMean(name, RULES)}`);
  }
  if (!RULE_LEVELS.some((known) => known === level)) {
    throw new InvalidArgumentError(`Write ${name}=LEVEL with one of ${RULE_LEVELS.join(', ')}.`);
  }
  return { ...before, [name]: level };
}

/** Reads a threshold; its errors point at the column. */
export function collectThreshold(text: string, before: readonly Threshold[] = []): Threshold[] {
  try {
    return [...before, parseThreshold(text)];
  } catch (error) {
    throw error instanceof TraceError ? new InvalidArgumentError(error.message) : error;
  }
}

/** How traces are to be read: as the command line has it, and the configuration where it says nothing. */
export function readRequest(
  config: Config,
  { provider = config.providers, mapping = config.mappings, stuckAfter }: GateOptions,
  thresholds: readonly Threshold[] = [],
): ReadRequest {
  const stuckAfterNs =
    stuckAfter ?? (config.stuckAfter === undefined ? undefined : durationNs(config.stuckAfter));
  return {
    analysis: {
      ...(provider === undefined ? {} : { provider }),
      ...(mapping === undefined ? {} : { mapping }),
      ...(stuckAfterNs === undefined ? {} : { stuckAfter: stuckAfterNs }),
    },
    thresholds,
  };
}
