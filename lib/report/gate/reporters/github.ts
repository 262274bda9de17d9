import { printable } from '../../../text/index.ts';
import { escapeCommandData, escapeCommandProperty } from '../../markup/escape.ts';
import type { CheckResult } from '../check.ts';
import { findingExtent, findingTitle, headline, thresholdFinding } from '../describe.ts';
import type { JudgedFinding } from '../findings.ts';

/** GitHub shows ten annotations of a step. */
const MAX_ANNOTATIONS = 10;

interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly text: string;
  readonly place: { readonly file: string; readonly line: number } | null;
}

/** Workflow commands that make GitHub annotate the ten worst; the last one counts the others where there are more. */
export function githubReport(result: CheckResult): string {
  const all = annotations(result);
  const shown = all.length > MAX_ANNOTATIONS ? all.slice(0, MAX_ANNOTATIONS - 1) : all;
  const more = all.length - shown.length;
  const lines = shown.map(command);
  if (more > 0) {
    const level = all.slice(shown.length).some((one) => one.level === 'error') ? 'error' : 'warning';
    lines.push(
      command({ level, title: 'wsktrace', text: `+${more} more: ${headline(result)}`, place: null }),
    );
  }
  return lines.map((line) => `${line}\n`).join('');
}

function annotations(result: CheckResult): Annotation[] {
  const { findings, thresholds, traces, doubts, verdict } = result;
  const told = findings.filter(({ standing }) => standing === 'failing' || standing === 'warning');
  const doubtLevel = verdict === 'inconclusive' ? 'error' : 'warning';
  const plain = (level: Annotation['level'], title: string, text: string) => ({
    level,
    title,
    text: printable(text),
    place: null,
  });
  const isError = ({ level }: Annotation) => level === 'error';
  const all: Annotation[] = [
    ...traces
      .filter(({ unreadable }) => unreadable !== null)
      .map(({ file, unreadable }) => plain('error', 'unreadable trace', `${file}: ${unreadable}`)),
    ...told.map((finding) => findingAnnotation(finding, traces.length)),
    ...thresholds
      .filter((threshold) => threshold.verdict === 'broken')
      .map((threshold) => plain('error', threshold.text, thresholdFinding(threshold))),
    ...doubts.map((doubt) => plain(doubtLevel, 'can’t tell for sure', doubt)),
  ];
  return [...all.filter(isError), ...all.filter((one) => !isError(one))];
}

function findingAnnotation(finding: JudgedFinding, allTraces: number): Annotation {
  const { standing, message, anchor } = finding;
  return {
    level: standing === 'failing' ? 'error' : 'warning',
    title: findingTitle(finding),
    text: `${printable(message)}\n${printable(findingExtent(finding, allTraces))}`,
    place: anchor.isSource ? { file: anchor.path, line: anchor.line } : null,
  };
}

function command({ level, title, text, place }: Annotation): string {
  const properties = [
    ...(place === null ? [] : [`file=${escapeCommandProperty(place.file)}`, `line=${place.line}`]),
    `title=${escapeCommandProperty(printable(title))}`,
  ];
  return `::${level} ${properties.join(',')}::${escapeCommandData(text)}`;
}
