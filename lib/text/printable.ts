/**
 * What moves the cursor, changes colours, breaks a line or turns the reading direction: control characters (C0, DEL and
 * C1), line and paragraph separators, and bidirectional controls, by which a line can read as another one (Unicode
 * TR 36).
 */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** The same but for the line feed, which a text of several lines has of its own. */
const UNFIT_IN_LINES = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

const ESCAPE = '\u001b';
/** What follows ESCAPE in the colours of cli/style.ts, and in their ends. */
const COLOUR = /^\[(?:1|2|22|31|32|33|39)m/;

/** Text from outside as it stands in a line for people: what is no text in it is shown as an escape, `\x1b`, `\u202e`. */
export function printable(text: string): string {
  return text.replace(UNFIT, escaped);
}

/**
 * The same for a whole text of our own making, line feeds included: the last gate before a stream, behind which no
 * piece that was not made printable acts.
 * @param hasColour whether the text may set colours
 */
export function printableLines(text: string, hasColour = false): string {
  return text.replace(UNFIT_IN_LINES, (character, at: number) =>
    hasColour && character === ESCAPE && COLOUR.test(text.slice(at + 1, at + 5))
      ? character
      : escaped(character),
  );
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
