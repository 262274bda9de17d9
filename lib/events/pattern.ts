/**
 * A text with wildcards, `*` for any characters and `?` for one, which matches all of a text in any case. Each part
 * between two `*` is taken where it comes first: looking further never helps, so that no pattern takes long.
 */
export class Pattern {
  readonly #parts: readonly string[];

  constructor(text: string) {
    this.#parts = text.toLowerCase().split(/\*+/);
  }

  test(text: string): boolean {
    const whole = text.toLowerCase();
    const last = this.#parts.length - 1;
    let at = endOf(this.#parts[0]!, whole, 0);
    if (last === 0 || at < 0) {
      return at === whole.length;
    }
    for (let i = 1; i < last && at >= 0; i++) {
      at = find(this.#parts[i]!, whole, at, false);
    }
    return at >= 0 && find(this.#parts[last]!, whole, at, true) === whole.length;
  }
}

/** Where a part ends that first stands at or behind `from`, or with the text's end as its own; -1 where it does not. */
function find(part: string, text: string, from: number, isLast: boolean): number {
  if (isLast && !part.includes('?')) {
    return text.length - part.length >= from && text.endsWith(part) ? text.length : -1;
  }
  if (!part.includes('?')) {
    const at = text.indexOf(part, from);
    return at < 0 ? -1 : at + part.length;
  }
  for (let at = from; at < text.length; at += widthAt(text, at)) {
    const end = endOf(part, text, at);
    if (isLast ? end === text.length : end >= 0) {
      return end;
    }
  }
  return -1;
}

/** Where a part that stands at `at` ends; -1 where it does not stand there. */
function endOf(part: string, text: string, at: number): number {
  if (!part.includes('?')) {
    return text.startsWith(part, at) ? at + part.length : -1;
  }
  let end = at;
  for (let i = 0; i < part.length; i++) {
    if (part[i] === '?' ? end >= text.length : part[i] !== text[end]) {
      return -1;
    }
    end += part[i] === '?' ? widthAt(text, end) : 1;
  }
  return end;
}

/** A character outside of the basic plane is two units. */
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
