import { Catalog } from '../../lib/decode/index.ts';
import { bytesSource, Trace, TraceError } from '../../lib/etl/index.ts';
import { EventFilter, EventReader, type Expression, parseWhere } from '../../lib/events/index.ts';

/** Questions of each form. */
const QUESTIONS: readonly string[] = [
  'Length > 65536 and Status = STATUS_CANCELLED',
  'a = 5 or b like "t?x*" and not (pid in (4, 0x1f8) or `Count` != 3)',
  "Pairs.Text = 'ab' or Kind = One or not Kind",
  'not not (name not like Ev*ent and tid <> -1)',
  'timeNs >= 1e3 and processor == 0 and level < 5 and keyword = 0x8000000000000000',
  'Size = 18446744073709551615 or UserSID like S-1-5-* or headerType = EVENT_HEADER64',
  "provider = fuzz and (id not in ('3', 7, STATUS_PENDING) or version <= .5)",
];

/** Their words: more of what is made of these can be read than of changed letters. */
const WORDS = [...new Set(QUESTIONS.flatMap(wordsOf))];

/** As letters, behind a 0, and as numbers of words, behind a 1: from these mutation makes others. */
export function questionSeeds(): Uint8Array[] {
  return QUESTIONS.flatMap((text) => [
    Uint8Array.from([0, ...new TextEncoder().encode(text)]),
    Uint8Array.from([1, ...wordsOf(text).map((word) => WORDS.indexOf(word))]),
  ]);
}

function textOf([form = 0, ...question]: Uint8Array): string {
  return form % 2 === 0
    ? new TextDecoder().decode(Uint8Array.from(question))
    : question.map((word) => WORDS[word % WORDS.length]).join(' ');
}

/**
 * A text is a question, or refused with its place; and what one keeps follows from how it is written, whatever it asks
 * for: in parentheses it keeps the same, and nothing is kept by it and by what `not` makes of it.
 * @param bytes of the trace that is asked
 */
export function askedOf(bytes: Uint8Array): (question: Uint8Array) => void {
  const trace = Trace.open(bytesSource(bytes));
  const catalog = new Catalog();
  catalog.collect(trace);
  const reader = new EventReader(trace, catalog);
  return (question) => {
    const text = textOf(question);
    const asked = read(text);
    if (asked === null) {
      return;
    }
    const parenthesized = read(`(${text})`);
    const kept = keptBy(asked);
    if (parenthesized !== null && keptBy(parenthesized) !== kept) {
      throw new Error(`parentheses around it change what ${JSON.stringify(text)} keeps`);
    }
    const negated = keptBy({ kind: 'not', part: asked });
    if ((kept & negated) !== 0n) {
      throw new Error(`${JSON.stringify(text)} and its contrary keep one event`);
    }
  };

  /** A bit for each event. */
  function keptBy(where: Expression): bigint {
    const filter = new EventFilter({ where }, reader);
    const pass = trace.events();
    let kept = 0n;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      const identity = catalog.identityOf(event);
      kept = 2n * kept + (filter.includes(event, identity, 0) ? 1n : 0n);
    }
    return kept;
  }
}

function read(text: string): Expression | null {
  try {
    return parseWhere(text);
  } catch (error) {
    if (error instanceof TraceError && error.kind === 'usage' && /column \d+: /.test(error.message)) {
      return null;
    }
    throw error;
  }
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[()]|[^\s()]+/g) ?? [];
}
