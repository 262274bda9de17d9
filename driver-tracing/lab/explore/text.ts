import { wrap } from '../../../lib/report/index.ts';
import type { LabResult, ToldFinding } from './result.ts';

const WIDTH = 100;

/** What a terminal shows. */
export function labText(result: LabResult): string {
  const { findings, stages, points, coverage, remarks, doubts, faults } = result;
  const lines = [
    `${result.driver}: ${result.runs} runs, seed ${result.seed}, ${result.build} build`,
    `  ${points.length} points in the run without deviations`,
    ...stages.map(({ name, runs, possible }) => `  ${name}: ${runs} of ${possible}`),
    ...coverageLine(coverage),
    ...remarks.map((text) => `  without a deviation: ${text}`),
    ...doubts.map((text) => `  note: ${text}`),
    '',
    ...(findings.length === 0 ? ['Nothing found.'] : findings.flatMap(findingLines)),
    ...faults.flatMap(({ script, text }) => [
      '',
      `The lab itself failed in the run ${script}:`,
      ...text.split('\n').map((line) => `  ${line}`),
    ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function coverageLine(coverage: LabResult['coverage']): string[] {
  const covered = coverage.reduce((sum, file) => sum + file.covered, 0);
  const all = coverage.reduce((sum, file) => sum + file.lines, 0);
  return all === 0
    ? []
    : [`  ${covered} of ${all} lines of the driver ran (${Math.floor((100 * covered) / all)} %)`];
}

function findingLines(finding: ToldFinding): string[] {
  const { severity, rule, confidence, deviation, message, script, run, runs, known } = finding;
  const place = finding.file === null ? '' : `  ${finding.file}:${finding.line} ${finding.function}`;
  return [
    `${severity} ${rule} (${confidence}${known ? ', in the baseline' : ''})${place}`,
    wrap(`${capital(deviation)} → ${message}`, WIDTH, '    '),
    `    run ${run}${runs > 1 ? ` and ${runs - 1} more` : ''}; --replay ${run}, or --script '${script}'`,
    '',
  ];
}

export function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
