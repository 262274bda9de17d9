import { cleanRules, findingCase, traceCase } from '../gate/index.ts';
import { type JunitCase, junitXml } from '../markup/junit.ts';
import type { CompareResult } from './compare.ts';
import { CHANGE_HEAD, changeCells, changeSentence, percentileName } from './describe.ts';
import type { LatencyChange } from './latency-changes.ts';
import type { LeftOutTrace } from './left-out.ts';

/** A test for each trace, for each finding of the head, for each rule that found nothing, and for each latency. */
export function compareJunit(result: CompareResult): string {
  const { base, head, leftOut, findings, changes, comparedAt, version } = result;
  const found = [...findings.new, ...findings.kept];
  const suites = [
    {
      name: 'traces',
      cases: [
        ...[...base, ...head].map(traceCase),
        ...leftOut.head.map(leftOutCase),
        // An older build’s trace that can’t be read is no error of this one.
        ...leftOut.base.map((trace) => ({ ...leftOutCase(trace), outcome: 'skipped' as const })),
      ],
    },
    {
      name: 'findings',
      cases: [...found.map((one) => findingCase(one, head.length)), ...cleanRules(found)],
    },
    { name: 'latencies', cases: changes.map(changeCase) },
  ];
  return junitXml(suites, { at: comparedAt, version });
}

function leftOutCase({ file, status, reason }: LeftOutTrace): JunitCase {
  return {
    name: `${file} (left out: ${status})`,
    outcome: status === 'unreadable' ? 'error' : 'skipped',
    body: reason,
  };
}

function changeCase(change: LatencyChange): JunitCase {
  const outcomes = { slower: 'failure', faster: 'passed', same: 'passed', inconclusive: 'skipped' } as const;
  const cells = changeCells(change).map((cell, at) => `${CHANGE_HEAD[at]} ${cell}`);
  return {
    name: `${change.op} ${percentileName(change.percentile)}`,
    outcome: outcomes[change.verdict],
    body: [changeSentence(change), ...cells].join('\n'),
  };
}
