import { jsonText } from '../../../text/index.ts';
import { type Config, configSchema } from './config-schema.ts';

/** What a new configuration shows of each setting. */
const EXAMPLES: Required<Omit<Config, '$schema'>> = {
  providers: ['MyDriver'],
  mappings: ['events.mapping.json'],
  stuckAfter: '30s',
  rules: { 'status-mismatch': 'error', 'clock-anomaly': 'off' },
  thresholds: ['latency{op=Send}: p(99) < 5ms', 'leaks: count == 0'],
  failOn: 'likely',
  minSamples: 100,
  aggregate: 'median',
  inconclusive: 'fail',
  baseline: 'wsktrace.baseline.json',
  sourceRoot: 'driver',
  suppressions: [
    {
      rule: 'irp-leak',
      match: { function: 'LegacyConnect*' },
      reason: 'The legacy path goes away with the next release.',
      expires: '2027-03-31',
    },
  ],
};

/**
 * A configuration that changes nothing: each setting with what it is for, as a comment to be taken away.
 * @param schema where the configuration's JSON Schema is, for editors; null where that is not known
 */
export function configTemplate(schema: string | null): string {
  const lines = ['{'];
  if (schema !== null) {
    lines.push(`  "$schema": ${jsonText(schema)},`, '');
  }
  for (const [name, example] of Object.entries(EXAMPLES)) {
    const { description } = configSchema.shape[name as keyof Config];
    const setting = jsonText({ [name]: example }, 2)
      .split('\n')
      .slice(1, -1);
    lines.push(`  // ${description}`, ...setting.map((line) => `  // ${line.slice(2)}`));
    lines[lines.length - 1] += ',';
    lines.push('');
  }
  lines[lines.length - 1] = '}';
  return `${lines.join('\n')}\n`;
}
