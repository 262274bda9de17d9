import { printable, withoutCommands } from '../../../text/index.ts';

import { PLAIN, type Style } from '../../style.ts';
import type { TextOptions } from '../../text/options.ts';
import { wrap, wrapAfter } from '../../text/wrap.ts';

import type { CheckResult, Verdict } from '../check.ts';
import {
  baselineLine,
  byStanding,
  doubtsTitle,
  findingExtent,
  findingNote,
  findingProof,
  findingTitle,
  headline,
  nextStep,
  STANDING_TITLES,
  sourcePlace,
  suppressionLine,
  thresholdFinding,
} from '../describe.ts';
import type { JudgedFinding } from '../findings.ts';
import type { ThresholdResult } from '../threshold/evaluate.ts';

const PLAIN_WIDTH = 100;

/** The result for a terminal or a build’s log: what to fix first, then what it rests on. */
export function checkText(result: CheckResult, options: TextOptions): string {
  const { style, width } = options;
  const sections = [
    paintVerdict(
      result.verdict,
      style,
    )(wrap(printable(`${headline(result)} ${nextStep(result)}`.trim()), width, '')),
    ...listing(
      'Can’t be read',
      result.traces
        .filter(({ unreadable }) => unreadable !== null)
        .map(({ file, unreadable }) => `${file}: ${unreadable}`),
      options,
      style.error,
    ),
    ...listing(doubtsTitle(result), result.doubts, options, style.warning),
    ...findings(result, 'failing', options),
    ...section(
      'Thresholds',
      result.thresholds.map((threshold) => thresholdLine(threshold, options)),
      style,
    ),
    ...findings(result, 'warning', options),
    ...findings(result, 'weak', options),
    ...listing('Known from the baseline', byStanding(result, 'known').map(shortLine), options),
    ...listing('Suppressions', result.suppressions.map(suppressionLine), options),
    ...listing(
      'In the baseline, but not found: --prune-baseline takes them out',
      (result.staleBaseline ?? []).map(baselineLine),
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

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [[style.heading(title), ...lines].join('\n')];
}

function listing(
  title: string,
  texts: readonly string[],
  { style, width }: TextOptions,
  paint: (text: string) => string = (text) => text,
): string[] {
  const lines = texts.map((text) => paint(`  ${wrapAfter(printable(text), width, '    ')}`));
  return section(title, lines, style);
}

function findings(
  result: CheckResult,
  standing: 'failing' | 'warning' | 'weak',
  options: TextOptions,
): string[] {
  const texts = byStanding(result, standing).map((finding) =>
    findingText(finding, result.traces.length, options),
  );
  return section(STANDING_TITLES[standing], texts, options.style);
}

function findingText(finding: JudgedFinding, allTraces: number, { style, width }: TextOptions): string {
  const { standing, level, message, fingerprint } = finding;
  const paint = standing === 'failing' ? style.error : standing === 'warning' ? style.warning : style.dim;
  const note = findingNote(finding);
  const proof = findingProof(finding);
  const place = sourcePlace(finding);
  const detail = (text: string) => style.dim(wrap(printable(text), width, '    '));
  return [
    `  ${paint(wrapAfter(printable(`${level} ${findingTitle(finding)}`), width, '    '))}`,
    wrap(printable(message), width, '    '),
    ...(note === null ? [] : [wrap(printable(note), width, '    ')]),
    detail(findingExtent(finding, allTraces)),
    ...(proof === null ? [] : [detail(proof)]),
    detail(`${place === null ? '' : `${place}, `}fingerprint ${fingerprint}`),
  ].join('\n');
}

function thresholdLine(threshold: ThresholdResult, { style, width }: TextOptions): string {
  const line = printable(`${threshold.text}  ${thresholdFinding(threshold)}`);
  const state = {
    met: style.good('kept   '),
    broken: style.error('broken '),
    inconclusive: style.warning('unknown'),
  }[threshold.verdict];
  return `  ${state} ${wrapAfter(line, width, ' '.repeat(10))}`;
}

function shortLine(finding: JudgedFinding): string {
  return `${findingTitle(finding)}  ×${finding.count}  ${finding.fingerprint}`;
}
