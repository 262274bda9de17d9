import { printable } from '../../../text/index.ts';
import { escapeCommandData, escapeCommandProperty } from '../../markup/escape.ts';
import type { CheckResult } from '../check.ts';
import { findingExtent, findingTitle, headline, thresholdFinding } from '../describe.ts';
import type { JudgedFinding } from '../findings.ts';

/** GitHub shows ten annotations of a step. */
const MAX_ANNOTATIONS = 10;

export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly text: string;
  readonly place: { readonly file: string; readonly line: number } | null;
}

export function githubReport(result: CheckResult): string {
  return annotationLines(annotations(result), headline(result));
}

/**
 * Workflow commands that make GitHub annotate the ten worst, errors before warnings; the last one counts the others
 * where there are more, and tells the headline.
 */
export function annotationLines(annotations: readonly Annotation[], head: string): string {
  const isError = ({ level }: Annotation) => level === 'error';
  const all = [...annotations.filter(isError), ...annotations.filter((one) => !isError(one))];
  const shown = all.length > MAX_ANNOTATIONS ? all.slice(0, MAX_ANNOTATIONS - 1) : all;
  const more = all.length - shown.length;
  const lines = shown.map(command);
  if (more > 0) {
    const level = all.slice(shown.length).some((one) => one.level === 'error') ? 'error' : 'warning';
    lines.push(command({ level, title: 'wsktrace', text: `+${more} more: ${head}`, place: null }));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function annotations(result: CheckResult): Annotation[] {
  const { findings, thresholds, traces, doubts, verdict } = result;
  const told = findings.filter(({ standing }) => standing === 'failing' || standing === 'warning');
  const doubtLevel = verdict === 'inconclusive' ? 'error' : 'warning';
  return [
    ...traces
      .filter(({ unreadable }) => unreadable !== null)
      .map(({ file, unreadable }) => plainAnnotation('error', 'unreadable trace', `${file}: ${unreadable}`)),
    ...told.map((finding) => findingAnnotation(finding, traces.length)),
    ...thresholds
      .filter((threshold) => threshold.verdict === 'broken')
      .map((threshold) => plainAnnotation('error', threshold.text, thresholdFinding(threshold))),
    ...doubts.map((doubt) => plainAnnotation(doubtLevel, 'can’t tell for sure', doubt)),
  ];
}

/** One without a place. */
export function plainAnnotation(level: Annotation['level'], title: string, text: string): Annotation {
  return { level, title, text: printable(text), place: null };
}

export function findingAnnotation(finding: JudgedFinding, allTraces: number): Annotation {
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
