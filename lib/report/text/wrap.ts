/** Where one step of a story ends and the next begins, as in "1.2 ms issued → 1.5 ms completed". */
const STEP = / (?=→ )/;
/** A space that a line may end at: not the one behind a number, which stays with its unit or with what it counts. */
const BREAK = /(?<!(?:^|[\s([≤<+−-])\d[\d,.]*) /;

/** Breaks a text at its spaces into lines of at most `width`, each behind `indent`; a step that fits a line stays whole. */
export function wrap(text: string, width: number, indent: string): string {
  const room = width - indent.length;
  const pieces = text.split(STEP).flatMap((step) => (step.length <= room ? [step] : step.split(BREAK)));
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && line.length + 1 + piece.length > room) {
      lines.push(line);
      line = piece;
    } else {
      line = line === '' ? piece : `${line} ${piece}`;
    }
  }
  return [...lines, line].map((one) => indent + one.trimEnd()).join('\n');
}

/** The same for a text that begins on a line which is filled as far as `indent` reaches. */
export function wrapAfter(text: string, width: number, indent: string): string {
  return wrap(text, width, indent).slice(indent.length);
}
