import { withoutCommands } from '../../markup/escape.ts';
import { PLAIN, type Style } from '../../style.ts';
import type { TextOptions } from '../../text/report.ts';
import { wrap } from '../../text/wrap.ts';
import { printable } from '../../units.ts';
import type { CheckResult, Verdict } from '../check.ts';
import {
  baselineLine,
  byStanding,
  findingExtent,
  findingNote,
  findingProof,
  findingTitle,
  headline,
  STANDING_TITLES,
  suppressionLine,
  thresholdFinding,
} from '../describe.ts';
import type { JudgedFinding } from '../findings.ts';
import type { ThresholdResult } from '../threshold/evaluate.ts';

const PLAIN_WIDTH = 100;

/** The result for a terminal or a build’s log: what to mend first, then what it rests on. */
export function checkText(result: CheckResult, options: TextOptions): string {
  const { style } = options;
  const sections = [
    paintVerdict(result.verdict, style)(headline(result)),
    ...listing(
      'Can’t be read',
      result.traces
        .filter(({ unreadable }) => unreadable !== null)
        .map(({ file, unreadable }) => style.error(printable(`${file}: ${unreadable}`))),
      options,
    ),
    ...listing(
      'What keeps the check from telling',
      result.doubts.map((doubt) => style.warning(printable(doubt))),
      options,
    ),
    ...findings(result, 'failing', options),
    ...listing(
      'Thresholds',
      result.thresholds.map((threshold) => thresholdLine(threshold, style)),
      options,
    ),
    ...findings(result, 'warning', options),
    ...findings(result, 'weak', options),
    ...listing('Known from the baseline', byStanding(result, 'known').map(shortLine), options),
    ...listing('Suppressions', result.suppressions.map(suppressionLine).map(printable), options),
    ...listing(
      'In the baseline, but not found: --prune-baseline takes them out',
      (result.staleBaseline ?? []).map((entry) => printable(baselineLine(entry))),
      options,
    ),
  ];
  return withoutCommands(`${sections.join('\n\n')}\n`);
}

/** The same without colours, for a file. */
export function plainCheckText(result: CheckResult): string {
  return checkText(result, { width: PLAIN_WIDTH, style: PLAIN });
}

function paintVerdict(verdict: Verdict, style: Style): (text: string) => string {
  switch (verdict) {
    case 'passed':
      return style.good;
    case 'inconclusive':
      return style.warning;
    case 'failed':
    case 'unreadable':
      return style.error;
  }
}

function listing(title: string, lines: readonly string[], { style }: TextOptions): string[] {
  return lines.length === 0 ? [] : [[style.heading(title), ...lines.map((line) => `  ${line}`)].join('\n')];
}

function findings(
  result: CheckResult,
  standing: 'failing' | 'warning' | 'weak',
  options: TextOptions,
): string[] {
  const found = byStanding(result, standing);
  if (found.length === 0) {
    return [];
  }
  const texts = found.map((finding) => findingText(finding, result.traces.length, options));
  return [[options.style.heading(STANDING_TITLES[standing]), ...texts].join('\n')];
}

function findingText(finding: JudgedFinding, allTraces: number, { style, width }: TextOptions): string {
  const { standing, level, message, anchor, fingerprint } = finding;
  const paint = standing === 'failing' ? style.error : standing === 'warning' ? style.warning : style.dim;
  const note = findingNote(finding);
  const proof = findingProof(finding);
  const detail = (text: string) => style.dim(wrap(printable(text), width, '    '));
  return [
    `  ${paint(`${level} ${printable(findingTitle(finding))}`)}`,
    wrap(printable(message), width, '    '),
    ...(note === null ? [] : [wrap(printable(note), width, '    ')]),
    detail(findingExtent(finding, allTraces)),
    ...(proof === null ? [] : [detail(proof)]),
    detail(`${anchor.isSource ? `${anchor.path}:${anchor.line}, ` : ''}fingerprint ${fingerprint}`),
  ].join('\n');
}

function thresholdLine(threshold: ThresholdResult, style: Style): string {
  const line = printable(`${threshold.text}  ${thresholdFinding(threshold)}`);
  switch (threshold.verdict) {
    case 'met':
      return `${style.good('kept   ')} ${line}`;
    case 'broken':
      return `${style.error('broken ')} ${line}`;
    case 'inconclusive':
      return `${style.warning('unknown')} ${line}`;
  }
}

function shortLine(finding: JudgedFinding): string {
  return printable(`${findingTitle(finding)}  ×${finding.count}  ${finding.fingerprint}`);
}
