import { didYouMean, Scanner } from '../../../syntax/index.ts';
import { DURATION_UNITS } from '../duration.ts';
import { METRICS, type MetricSyntax } from './metrics.ts';
import type { Aggregate, Comparison, MetricName, Threshold } from './threshold.ts';

const WORD = /[A-Za-z_][\w-]*/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const COMPARISON = /<=|>=|==|!=|<|>/y;
/** A label's value: a name as C and C++ write it, or anything but a quote in quotes. */
const VALUE = /"[^"]*"|(?:::|[^\s{},=":])+/y;
const UNIT = /[A-Za-zµμ%]+/y;

/**
 * Reads a threshold: `METRIC{LABEL=VALUE,…}: AGGREGATE COMPARISON BOUND`.
 * @throws TraceError of kind `usage` that names the column and points at it
 */
export function parseThreshold(text: string): Threshold {
  const scanner = new Scanner(text, 'threshold');
  const metric = readMetric(scanner);
  const syntax = METRICS[metric];
  const labels = readLabels(scanner, metric, syntax);
  scanner.expect(/:/y, 'a colon, and behind it what to compare,');
  const aggregate = readAggregate(scanner, metric, syntax);
  const comparison = scanner.expect(COMPARISON, 'a comparison (<, <=, >, >=, ==, !=)') as Comparison;
  const bound = readBound(scanner, syntax);
  if (!scanner.isAtEnd) {
    scanner.fail('nothing more expected here');
  }
  return { text, metric, labels, aggregate, comparison, bound };
}

function readMetric(scanner: Scanner): MetricName {
  const { position } = scanner;
  const names = Object.keys(METRICS);
  const name = scanner.expect(WORD, `a metric (${names.join(', ')})`);
  return isKey(METRICS, name)
    ? name
    : scanner.fail(`no metric is called ${name}${didYouMean(name, names)}`, position);
}

function readLabels(scanner: Scanner, metric: MetricName, syntax: MetricSyntax): Record<string, string> {
  const labels: Record<string, string> = {};
  if (scanner.take(/\{/y) === null || scanner.take(/\}/y) !== null) {
    return labels;
  }
  do {
    const { position } = scanner;
    const name = scanner.expect(WORD, 'a label');
    const allowed = Object.keys(syntax.labels);
    if (!allowed.includes(name)) {
      const hint = allowed.length === 0 ? ' (it has none)' : didYouMean(name, allowed);
      scanner.fail(`${metric} has no label ${name}${hint}`, position);
    }
    if (name in labels) {
      scanner.fail(`${name} is given twice`, position);
    }
    scanner.expect(/=/y, `= and a value for ${name}`);
    labels[name] = readValue(scanner, name, syntax);
  } while (scanner.take(/,/y) !== null);
  scanner.expect(/\}/y, 'a comma or a closing brace');
  return labels;
}

function readValue(scanner: Scanner, label: string, syntax: MetricSyntax): string {
  const { position } = scanner;
  const value = scanner.expect(VALUE, `a value for ${label}`).replaceAll('"', '');
  const known = syntax.labels[label] ?? null;
  // Operations newer than this program show up by number.
  if (known !== null && !known.includes(value) && !/^Op\(\d+\)$/.test(value)) {
    scanner.fail(`no ${label} is called ${value}${didYouMean(value, known)}`, position);
  }
  return value;
}

function readAggregate(scanner: Scanner, metric: MetricName, { aggregates }: MetricSyntax): Aggregate {
  const { position } = scanner;
  const allowed = aggregates.map((name) => (name === 'p' ? 'p(99)' : name)).join(', ');
  const name = scanner.expect(WORD, `what to compare (${allowed})`);
  const found = aggregates.find((aggregate) => aggregate === name);
  if (found === undefined) {
    scanner.fail(`${metric} can't be compared by ${name}; use one of ${allowed}`, position);
  }
  return found === 'p' ? { name: found, fraction: readPercentile(scanner) } : { name: found };
}

function readPercentile(scanner: Scanner): number {
  scanner.expect(/\(/y, 'a percentile in parentheses, as p(99),');
  const { position } = scanner;
  const digits = scanner.expect(NUMBER, 'a percentile');
  const percentile = Number(digits);
  if (percentile <= 0 || percentile > 100) {
    scanner.fail('a percentile lies above 0 and at most at 100', position);
  }
  scanner.expect(/\)/y, 'a closing parenthesis');
  // 99.9 / 100 is a hair more than the number that 0.999 stands for.
  return Number(`${digits}e-2`);
}

function readBound(scanner: Scanner, { isDuration }: MetricSyntax): number {
  const number = Number(scanner.expect(NUMBER, isDuration ? 'a duration, as 5ms,' : 'a number'));
  const { position } = scanner;
  const unit = scanner.take(UNIT)?.replace('μ', 'µ') ?? null;
  if (!isDuration) {
    return unit === null ? number : scanner.fail(`a count has no unit, and so no ${unit}`, position);
  }
  const factor = unit === null ? undefined : DURATION_UNITS[unit];
  if (factor === undefined) {
    const units = Object.keys(DURATION_UNITS).join(', ');
    const what = unit === null ? 'a duration needs a unit' : `${unit} is no unit of time`;
    scanner.fail(`${what}: one of ${units}`, position);
  }
  return number * factor;
}

function isKey<T extends object>(object: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(object, key);
}
