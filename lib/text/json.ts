/** What JSON.stringify leaves as it is, though it acts on a terminal or turns the reading direction. */
const UNFIT = /[\u007f-\u009f\p{Zl}\p{Zp}\p{Bidi_Control}]|##(?=\[|[vV][sS][oO]\[)/gu;

/**
 * JSON whose text reads back the same, but whose lines are fit for a terminal and for a build's log: outside of strings
 * there is none of what is escaped here.
 * @param indent spaces of an inner level; none: all on one line
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNFIT, (found) =>
    found === '##' ? '#\\u0023' : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
