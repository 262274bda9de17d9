import { printable, withoutCommands } from '../../text/index.ts';
import { findingExtent, findingProof, findingTitle, type JudgedFinding } from '../gate/index.ts';

import { PLAIN, type Style } from '../style.ts';
import { fitColumns } from '../text/fit.ts';
import type { TextOptions } from '../text/options.ts';
import { textTable } from '../text/table.ts';
import { wrap, wrapAfter } from '../text/wrap.ts';

import type { CompareResult } from './compare.ts';
import {
  CHANGE_HEAD,
  changeCells,
  compareHeadline,
  findingGroups,
  legend,
  notes,
  splitChanges,
} from './describe.ts';

/** Columns that can be missed on a narrow terminal, the first the most: the verdict holds what they say. */
const DISPENSABLE = ['traces', 'p', 'interval'];

/** A comparison for a terminal or a build’s log. */
export function compareText(result: CompareResult, options: TextOptions): string {
  const { style, width } = options;
  const sections = [
    paint(result, style)(compareHeadline(result)),
    ...unreadable(result).map((line) => style.error(wrap(printable(line), width, ''))),
    ...result.doubts.map((doubt) => style.warning(wrap(printable(doubt), width, ''))),
    ...notes(result).map((note) => style.dim(wrap(printable(note), width, ''))),
  ];
  for (const { title, findings, allTraces } of findingGroups(result)) {
    const texts = findings.map((finding) => findingText(finding, allTraces, options));
    sections.push([style.heading(title), ...texts].join('\n'));
  }
  if (result.changes.length > 0) {
    sections.push(latenciesText(result, options));
  }
  return withoutCommands(`${sections.join('\n\n')}\n`);
}

function latenciesText(result: CompareResult, { style, width }: TextOptions): string {
  const { shown, note } = splitChanges(result);
  const rows = shown.map((change) => changeCells(change).map(printable));
  const grid = fitColumns({ head: CHANGE_HEAD, rows }, width, DISPENSABLE);
  const table = rows.length === 0 ? [] : [textTable(grid.head, grid.rows, style, 2)];
  const folded = note === '' ? [] : [wrap(printable(note), width, '  ')];
  return [
    [style.heading('Latencies'), ...table, ...folded].join('\n'),
    wrap(legend(result, grid.head), width, '  '),
  ].join('\n\n');
}

/** The same without colours, for a file. */
export function plainCompareText(result: CompareResult): string {
  return compareText(result, { width: 120, style: PLAIN });
}

/** Why traces can’t be read, each with its name. */
export function unreadable({ base, head }: CompareResult): string[] {
  return [...base, ...head]
    .filter((trace) => trace.unreadable !== null)
    .map((trace) => `${trace.file}: ${trace.unreadable}`);
}

function paint({ verdict }: CompareResult, style: Style): (text: string) => string {
  return verdict === 'fine' ? style.good : verdict === 'inconclusive' ? style.warning : style.error;
}

function findingText(finding: JudgedFinding, allTraces: number, { style, width }: TextOptions): string {
  const proof = findingProof(finding);
  const detail = (text: string) => style.dim(wrap(printable(text), width, '    '));
  return [
    `  ${wrapAfter(printable(`${finding.level} ${findingTitle(finding)}`), width, '    ')}`,
    wrap(printable(finding.message), width, '    '),
    detail(findingExtent(finding, allTraces)),
    ...(proof === null ? [] : [detail(proof)]),
    detail(`fingerprint ${finding.fingerprint}`),
  ].join('\n');
}
