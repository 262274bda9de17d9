import { annotationLines, findingAnnotation, plainAnnotation } from '../gate/index.ts';
import type { CompareResult } from './compare.ts';
import { changeSentence, compareHeadline } from './describe.ts';
import { unreadable } from './text.ts';

/** Workflow commands of GitHub for what became worse, and for what is in doubt. */
export function compareGithub(result: CompareResult): string {
  const { findings, changes, doubts, head, verdict } = result;
  const doubtLevel = verdict === 'inconclusive' || verdict === 'unreadable' ? 'error' : 'warning';
  return annotationLines(
    [
      ...unreadable(result).map((line) => plainAnnotation('error', 'unreadable trace', line)),
      ...findings.new
        .filter(({ standing }) => standing === 'failing' || standing === 'warning')
        .map((finding) => findingAnnotation(finding, head.length)),
      ...changes
        .filter((change) => change.verdict === 'slower')
        .map((change) => plainAnnotation('error', `${change.op} is slower`, changeSentence(change))),
      ...doubts.map((doubt) => plainAnnotation(doubtLevel, 'can’t tell for sure', doubt)),
    ],
    compareHeadline(result),
  );
}
