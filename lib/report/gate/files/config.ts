import type { z } from 'zod';
import { TraceError } from '../../../etl/index.ts';
import { closest } from '../../../syntax/index.ts';
import { RULES } from '../../../wsk/index.ts';
import { parseThreshold } from '../threshold/parse.ts';
import { type Config, configSchema } from './config-schema.ts';
import { parseJsonWithComments } from './json.ts';

/**
 * Reads a configuration.
 * @param file what to call it in messages
 * @throws TraceError of kind `usage` that names every mistake and where it stands
 */
export function parseConfig(text: string, file: string): Config {
  const result = configSchema.safeParse(parseJsonWithComments(text, file));
  if (!result.success) {
    const faults = result.error.issues.flatMap(describeIssue);
    throw new TraceError('usage', faults, { file }, result.error);
  }
  result.data.thresholds?.forEach((threshold, index) => {
    try {
      parseThreshold(threshold);
    } catch (cause) {
      const [first = '', ...details] = cause instanceof TraceError ? cause.lines : [String(cause)];
      throw new TraceError('usage', [`thresholds[${index}]: ${first}`, ...details], { file }, cause);
    }
  });
  return result.data;
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const where = path.replace(/^\./, '') || 'the whole';
  if (issue.code === 'unrecognized_keys') {
    const what = where === 'rules' ? 'rule' : 'setting';
    return issue.keys.map((key) => `${where}: no such ${what}: ${key}${hint(key, where)}`);
  }
  return [`${where}: ${issue.message}`];
}

function hint(word: string, where: string): string {
  const known = where === 'rules' ? RULES : where === 'the whole' ? Object.keys(configSchema.shape) : [];
  const guess = closest(word, known);
  return guess === null ? '' : `; did you mean ${guess}?`;
}
