import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrap, wrapAfter } from '../../../lib/report/text/wrap.ts';

describe('a text is broken', () => {
  test('at its spaces, each line behind the indent', () => {
    expect(wrap('one two three four', 12, '  ')).toBe('  one two\n  three four');
    expect(wrap('short', 12, '  ')).toBe('  short');
    expect(wrap('averyverylongword is whole', 12, '  ')).toBe('  averyverylongword\n  is whole');
  });

  test('behind what stands on the first line already', () => {
    expect(`name: ${wrapAfter('one two three', 13, '      ')}`).toBe('name: one two\n      three');
  });

  test.each([
    ['idle for the last 813 µs. Free it', 'idle for the last\n813 µs. Free it'],
    ['it gave back all of 1,024 KiB, at last', 'it gave back all of\n1,024 KiB, at last'],
    ['so it lived since ≤ 1.30 s at least', 'so it lived since ≤\n1.30 s at least'],
    ['in 2 of 3 traces (1 had too few)', 'in 2 of 3 traces\n(1 had too few)'],
    ['a change of about −88 % to +1213 %', 'a change of about\n−88 % to +1213 %'],
  ])('never between a number and its unit: %s', (text, broken) => {
    expect(wrap(text, 20, '')).toBe(broken);
  });

  test('before the arrow of a step, which stays whole where it fits a line', () => {
    expect(wrap('IRP 3: 14.5 ms issued (Send) → 14.6 ms returned → 20.1 ms completed', 35, '')).toBe(
      'IRP 3: 14.5 ms issued (Send)\n→ 14.6 ms returned\n→ 20.1 ms completed',
    );
    expect(wrap('IRP 3: 1 ms issued (Send) → 2 ms returned', 20, '')).toBe(
      'IRP 3: 1 ms issued\n(Send)\n→ 2 ms returned',
    );
  });
});

test('every line fits, no word is lost, and numbers keep what follows them', () => {
  const number = fc.constantFrom('7', '813', '1,024', '0.25', '−3.5', '(1');
  const token = fc.oneof(
    fc.stringMatching(/^[a-z]{1,9}[.,]?$/),
    fc.tuple(number, fc.constantFrom('µs', 'KiB,', '%;', 'calls')).map((parts) => parts.join(' ')),
    fc.constant('→ then'),
  );
  fc.assert(
    fc.property(fc.array(token, { minLength: 1 }), fc.integer({ min: 20, max: 60 }), (tokens, width) => {
      const lines = wrap(tokens.join(' '), width, '   ').split('\n');
      for (const line of lines) {
        expect(line.length).toBeLessThanOrEqual(width);
        expect(line).toMatch(/^ {3}\S/);
        expect(line).toMatch(/[^\s\d]$/);
      }
      expect(lines.map((line) => line.slice(3)).join(' ')).toBe(tokens.join(' '));
    }),
  );
});
