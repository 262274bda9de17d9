import { escapeXml } from './escape.ts';

export type JunitOutcome = 'passed' | 'failure' | 'error' | 'skipped';

export interface JunitCase {
  readonly name: string;
  readonly outcome: JunitOutcome;
  /** What a failed test’s page shows: GitLab drops the message attribute and the properties, so all is in here. */
  readonly body: string;
  /** How long it took, in milliseconds. */
  readonly ms?: number;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/**
 * JUnit XML in the part that Ant’s and Jenkins’ schemas share (Ant’s knows no `skipped`).
 * @param at when, in ISO 8601
 */
export function junitXml(
  suites: readonly JunitSuite[],
  { at, version }: { readonly at: string; readonly version: string },
): string {
  const all = suites.map((one, id) => suiteXml(one, id, at, version));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${all.join('\n')}\n</testsuites>\n`;
}

function suiteXml({ name, cases }: JunitSuite, id: number, at: string, version: string): string {
  const count = (outcome: JunitOutcome) => cases.filter((one) => one.outcome === outcome).length;
  // Ant’s schema asks for a time without zone or fraction, a host and a duration.
  const attributes = {
    name: `wsktrace ${name}`,
    package: 'wsktrace',
    id: String(id),
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    time: seconds(cases.reduce((sum, { ms = 0 }) => sum + ms, 0)),
    timestamp: at.slice(0, 19),
    hostname: 'localhost',
  };
  return [
    `  <testsuite ${attributesText(attributes)}>`,
    `    <properties><property ${attributesText({ name: 'wsktrace', value: version })}/></properties>`,
    ...cases.map((one) => caseXml(one, name)),
    '    <system-out></system-out>',
    '    <system-err></system-err>',
    '  </testsuite>',
  ].join('\n');
}

function caseXml({ name, outcome, body, ms = 0 }: JunitCase, suiteName: string): string {
  const open = `    <testcase ${attributesText({ name, classname: `wsktrace.${suiteName}`, time: seconds(ms) })}`;
  if (outcome === 'passed') {
    return `${open}/>`;
  }
  const [firstLine = ''] = body.split('\n');
  const attributes = outcome === 'skipped' ? '' : ` ${attributesText({ type: outcome, message: firstLine })}`;
  return `${open}><${outcome}${attributes}>${escapeXml(body)}</${outcome}></testcase>`;
}

function seconds(ms: number): string {
  return String(ms / 1000);
}

function attributesText(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escapeXml(value).replace(/[\t\r\n]/g, ' ')}"`)
    .join(' ');
}
