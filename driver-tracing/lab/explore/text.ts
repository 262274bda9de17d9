import { wrap } from '../../../lib/report/index.ts';
import type { FieldReplay } from './replay-field.ts';
import type { LabResult, ToldFinding } from './result.ts';
import type { SiteTable } from './sites.ts';
import { scriptWords } from './words.ts';

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

/** How far a run followed a trace from the field. */
export function fieldText(replay: FieldReplay, sites: SiteTable, trace: string): string {
  const { field, guessed, followed, same, missing, runs, unasked } = replay;
  const lines = [
    `${followed} of the trace’s ${field.calls.length} calls are made here, too (${runs} runs tried)`,
    ...(guessed.length === 0 ? [] : [wrap(`guessed: ${scriptWords(guessed, sites)}`, WIDTH, '  ')]),
    ...same.map((text) => wrap(`the same here: ${text}`, WIDTH, '  ')),
    ...missing.map((text) => wrap(`not here: ${text}`, WIDTH, '  ')),
    ...field.unknown.map((text) => wrap(`free: ${text}`, WIDTH, '  ')),
    ...(unasked.length === 0
      ? []
      : [`  ${unasked.length} answers of the trace that this run did not ask for`]),
    `The trace of the run: ${trace}`,
  ];
  return `${lines.join('\n')}\n`;
}

export function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
