import { statusNames } from '../../decode/index.ts';
import { didYouMean, Scanner } from '../../syntax/index.ts';
import { Pattern } from '../pattern.ts';
import type { Expression, FieldPath, Literal, Operator } from './expression.ts';
import { textLiteral, wordLiteral } from './literal.ts';

/** A part of a field's name; behind it a dot leads to a member. */
const NAME = /[\p{L}_$@][\p{L}\p{N}_$@#-]*/uy;
const BACKTICKED = /`[^`]*`/y;
const DOT = /\./y;
const OPERATOR = /<=|>=|!=|<>|==|=|<|>/y;
const QUOTED = /'[^']*'|"[^"]*"/y;
/** A value without quotes ends at a blank, a parenthesis, a comma or an operator. */
const WORD = /[^\s()'"`,=<>!]+/y;
const OPEN = /\(/y;
const CLOSE = /\)/y;
const COMMA = /,/y;

/** `not` and parentheses inside of each other: nobody writes so many by hand. */
const MAX_DEPTH = 200;

const OPERATORS: Readonly<Record<string, Operator>> = { '==': '=', '<>': '!=' };

/**
 * Reads what to ask of events: comparisons of fields with values, joined by `and`, `or` and `not` (which binds closest),
 * and parentheses.
 *
 *     Length > 65536 and (Status = STATUS_CANCELLED or not Inline)
 *     ImageName like '*\\driver.sys'     pid in (4, 0x1f8)
 *
 * @param what what the text is, for messages, as in `--where`
 * @throws TraceError of kind `usage` that names the column and points at it
 */
export function parseWhere(text: string, what = '--where'): Expression {
  const parser = new Parser(new Scanner(text, what));
  return parser.whole();
}

class Parser {
  readonly #scanner: Scanner;
  #depth = 0;

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  whole(): Expression {
    const expression = this.#either();
    if (!this.#scanner.isAtEnd) {
      const isClosed = this.#scanner.take(CLOSE) !== null;
      return this.#scanner.fail(
        isClosed ? 'no parenthesis was opened for this one' : '“and”, “or” or the end expected',
        isClosed ? this.#scanner.position - 1 : this.#scanner.position,
      );
    }
    return expression;
  }

  #either(): Expression {
    return this.#joined('or', () => this.#both());
  }

  #both(): Expression {
    return this.#joined('and', () => this.#negated());
  }

  #joined(kind: 'and' | 'or', next: () => Expression): Expression {
    const parts = [next()];
    while (this.#takeWord(kind)) {
      parts.push(next());
    }
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  #negated(): Expression {
    const { position } = this.#scanner;
    if (this.#takeWord('not')) {
      return { kind: 'not', part: this.#inner(position, () => this.#negated()) };
    }
    if (this.#scanner.take(OPEN) === null) {
      return this.#comparison();
    }
    const inner = this.#inner(position, () => this.#either());
    this.#scanner.expect(CLOSE, 'a closing parenthesis');
    return inner;
  }

  #inner(position: number, read: () => Expression): Expression {
    if (++this.#depth > MAX_DEPTH) {
      this.#scanner.fail(`nested more than ${MAX_DEPTH} deep`, position);
    }
    const inner = read();
    this.#depth--;
    return inner;
  }

  #comparison(): Expression {
    const field = this.#field();
    if (this.#takeWord('not')) {
      const list = this.#takeWord('in') ? this.#anyOf(field) : null;
      const part = list ?? (this.#takeWord('like') ? this.#like(field) : null);
      return part === null
        ? this.#scanner.fail('“in” or “like” expected behind “not”')
        : { kind: 'not', part };
    }
    if (this.#takeWord('in')) {
      return this.#anyOf(field);
    }
    if (this.#takeWord('like')) {
      return this.#like(field);
    }
    const operator = this.#scanner.take(OPERATOR);
    if (operator === null) {
      return this.#standsAlone(field);
    }
    return {
      kind: 'compare',
      field,
      operator: OPERATORS[operator] ?? (operator as Operator),
      value: this.#value(`behind ${operator}`),
    };
  }

  /** A field by itself is asked whether it is true. */
  #standsAlone(field: FieldPath): Expression {
    const { position, isAtEnd } = this.#scanner;
    const isFollowed = ['and', 'or'].some((word) => this.#isNext(word)) || this.#isNext(CLOSE);
    if (!isAtEnd && !isFollowed) {
      this.#scanner.fail('a comparison (=, !=, <, <=, >, >=, in, like) expected', position);
    }
    return { kind: 'truth', field };
  }

  #field(): FieldPath {
    const path = [this.#name()];
    while (this.#scanner.take(DOT) !== null) {
      path.push(this.#name());
    }
    return path;
  }

  #name(): string {
    const quoted = this.#scanner.take(BACKTICKED);
    if (quoted !== null) {
      return quoted.slice(1, -1);
    }
    const { position } = this.#scanner;
    const name = this.#scanner.expect(NAME, 'a field');
    return ['and', 'or', 'in', 'like'].includes(name.toLowerCase())
      ? this.#scanner.fail(`a field expected, not “${name}”`, position)
      : name;
  }

  #anyOf(field: FieldPath): Expression {
    this.#scanner.expect(OPEN, 'a list of values in parentheses');
    const parts: Expression[] = [];
    do {
      parts.push({ kind: 'compare', field, operator: '=', value: this.#value('in the list') });
    } while (this.#scanner.take(COMMA) !== null);
    this.#scanner.expect(CLOSE, 'a comma or a closing parenthesis');
    return { kind: 'or', parts };
  }

  #like(field: FieldPath): Expression {
    return { kind: 'like', field, pattern: new Pattern(this.#text('behind like')) };
  }

  #value(place: string): Literal {
    const quoted = this.#scanner.take(QUOTED);
    if (quoted !== null) {
      return textLiteral(quoted.slice(1, -1));
    }
    const { position } = this.#scanner;
    const word = this.#scanner.expect(WORD, `a value ${place}`);
    return isMisspelt(word)
      ? this.#scanner.fail(`no status is called ${word}${didYouMean(word, statusNames())}`, position)
      : wordLiteral(word);
  }

  #text(place: string): string {
    const quoted = this.#scanner.take(QUOTED);
    return quoted?.slice(1, -1) ?? this.#scanner.expect(WORD, `a text ${place}`);
  }

  /** Takes a word of the language, in any case. */
  #takeWord(word: string): boolean {
    return this.#scanner.take(wordPattern(word)) !== null;
  }

  #isNext(what: string | RegExp): boolean {
    return this.#scanner.sees(typeof what === 'string' ? wordPattern(what) : what);
  }
}

/** What begins as the name of an NTSTATUS, without quotes, is to be one. */
function isMisspelt(word: string): boolean {
  return /^STATUS_/i.test(word) && !statusNames().includes(word.toUpperCase());
}

function wordPattern(word: string): RegExp {
  return new RegExp(`${word}(?![\\p{L}\\p{N}_$@#.-])`, 'iuy');
}
