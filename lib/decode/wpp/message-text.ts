/** Arguments count from 10: the lower numbers are what the trace prefix shows. */
export const FIRST_ARGUMENT = 10;

/** What a .tmf tells of a message besides its text. */
export interface MessageFacts {
  /** The program's or driver's name, of the line with the GUID. */
  readonly module: string;
  /** The source file of that line. */
  readonly source: string;
  /** `own_c15`: the message's own file and line. */
  readonly name: string;
  /** LEVEL, FLAGS, FUNC and what else stands behind the text, by name. */
  readonly named: ReadonlyMap<string, string>;
}

/** `%%`, `%!FUNC!`, or a number with the format behind it. */
const TOKEN = /%(?:(%)|!(\w+)!|(0|[1-9]\d?)(![^!]*!)?)/g;

/**
 * The text with what the file itself fills in, and with arguments that count from 1. What the prefix would show, by its
 * numbers or by the sign for all of it (%0), is left out but for the names of module and place: events have columns for it.
 */
export function messageText(text: string, facts: MessageFacts): string {
  return text.replace(TOKEN, (whole, percent?: string, name?: string, number?: string, format = '') => {
    if (percent !== undefined) {
      return whole;
    }
    if (name !== undefined) {
      // Symbols that are published leave out what tells of the source: the insert stands as it is.
      return literal(namedInsert(name, facts) ?? whole);
    }
    switch (Number(number)) {
      case 1:
        return literal(facts.module);
      case 2:
        return literal(facts.name);
      default:
        return Number(number) >= FIRST_ARGUMENT ? `%${Number(number) - FIRST_ARGUMENT + 1}${format}` : '';
    }
  });
}

function namedInsert(name: string, { module, source, name: place, named }: MessageFacts): string | undefined {
  const given = named.get(name);
  if (given !== undefined) {
    return given;
  }
  const [, file, extension, line] = place.match(/^(.+)_([a-z]*)(\d+)$/i) ?? [];
  switch (name) {
    case 'FILE':
      return file === undefined || extension === '' ? source : `${file}.${extension}`;
    case 'LINE':
      return line;
    case 'MOD':
    case 'COMPNAME':
      return module;
    case 'STDPREFIX':
      return '';
    default:
      return undefined;
  }
}

/** Text in which no sign is taken for an insert. */
function literal(text: string): string {
  return text.replaceAll('%', '%%');
}
