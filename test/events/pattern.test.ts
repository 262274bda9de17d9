import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pattern } from '../../lib/events/pattern.ts';

/** What the wildcards mean, one character after the other. */
function matches([wanted, ...pattern]: readonly string[], text: readonly string[]): boolean {
  if (wanted === undefined) {
    return text.length === 0;
  }
  if (wanted === '*') {
    return matches(pattern, text) || (text.length > 0 && matches([wanted, ...pattern], text.slice(1)));
  }
  return text.length > 0 && (wanted === '?' || wanted === text[0]) && matches(pattern, text.slice(1));
}

const textOf = (...letters: readonly string[]) =>
  fc.array(fc.constantFrom(...letters), { maxLength: 8 }).map((parts) => parts.join(''));

describe('a pattern', () => {
  test('matches what its wildcards say, and nothing else', () => {
    fc.assert(
      fc.property(textOf('a', 'b', '*', '?', '𝕏'), textOf('a', 'b', '𝕏'), (pattern, text) => {
        expect(new Pattern(pattern).test(text)).toBe(matches([...pattern], [...text]));
      }),
      { numRuns: 3000 },
    );
  });

  test('takes all else as it is written, in any case', () => {
    expect(new Pattern('\\Device\\(Ü.+[x]{1}$').test('\\device\\(ü.+[X]{1}$')).toBe(true);
    expect(new Pattern('a.c').test('abc')).toBe(false);
    expect(new Pattern('a*').test('a\nb')).toBe(true);
  });

  test('takes no longer for many wildcards', () => {
    const start = performance.now();
    expect(new Pattern(`${'*a'.repeat(1000)}*b`).test('a'.repeat(60_000))).toBe(false);
    expect(new Pattern(`${'*a?'.repeat(1000)}*b`).test('a'.repeat(60_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
