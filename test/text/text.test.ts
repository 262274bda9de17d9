import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  capped,
  cellMaker,
  csvCell,
  isFitForLog,
  jsonText,
  printable,
  printableLines,
  withoutCommands,
} from '../../lib/text/index.ts';

const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '\n',
        ' ',
        ':',
        '#',
        '[',
        '##[',
        '##VSO[',
        '::',
        '\u00a0',
        '\u2003',
        '\u202e',
        '“',
        '–',
        'é',
        '\u0085',
      ),
    )
    .map((all) => all.join('')),
);

test('printable leaves nothing that acts, and text as it is', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(printable(text)).not.toMatch(UNFIT);
    }),
  );
  expect(printable('a\tb\n\u001b[31m\u009b\u2028\u202e é 🦊')).toBe(
    'a\\x09b\\x0a\\x1b[31m\\x9b\\u2028\\u202e é 🦊',
  );
});

test('of a text of lines nothing but the line feeds and, where it may have some, its own colours are left', () => {
  expect(printableLines('a\nb\r\n\u001b[31mred\u001b[39m')).toBe('a\nb\\x0d\n\\x1b[31mred\\x1b[39m');
  expect(printableLines('\u001b[31mred\u001b[39m\u001b[2J\u001b]0;title\u0007', true)).toBe(
    '\u001b[31mred\u001b[39m\\x1b[2J\\x1b]0;title\\x07',
  );
});

test('no line is a command to a CI system', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(withoutCommands(text)).not.toMatch(/^[^\S\n]*::|##\[|##vso\[/im);
    }),
  );
  expect(withoutCommands('Foo::Bar ##x')).toBe('Foo::Bar ##x');
});

test('bytes that are called fit need nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const whole = text.replace(/\p{Surrogate}/gu, '?');
      if (isFitForLog(new TextEncoder().encode(whole))) {
        expect(withoutCommands(printableLines(whole))).toBe(whole);
      }
    }),
  );
  expect(isFitForLog(new TextEncoder().encode('12.5 Foo::Bar “é–→” #1\n'))).toBe(true);
});

test('JSON reads back the same, and holds nothing that acts', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = jsonText(value, indent);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text.replaceAll('\n', '')).not.toMatch(UNFIT);
    }),
  );
  expect(jsonText(['##[error]', '##Vso[x]', '##'])).toBe('["#\\u0023[error]","#\\u0023Vso[x]","##"]');
});

test('a name is kept as far as names go, and never ends in half a character', () => {
  expect(capped('name')).toBe('name');
  expect(capped('x'.repeat(60_000), 10)).toBe('xxxxxxxxxx… (60000 characters)');
  expect(capped('🦊🦊🦊', 3)).toBe('🦊… (6 characters)');
});

describe('a cell of CSV', () => {
  test('stands in quotes where RFC 4180 wants it, or where it would begin a line with a command', () => {
    expect(['a', 'a,b', '"', 'a\nb', '::error::x', 'Foo::Bar'].map(csvCell)).toEqual([
      'a',
      '"a,b"',
      '""""',
      '"a\nb"',
      '"::error::x"',
      'Foo::Bar',
    ]);
  });

  test('is exact in a file, no command in a pipe, and nothing but text on a terminal', () => {
    const text = 'a\n::b ##[c] \u001b[1m';
    expect(cellMaker('file')(text)).toBe(`"${text}"`);
    expect(cellMaker('pipe')(text)).toBe('"a\n\\::b #\\#[c] \u001b[1m"');
    expect(cellMaker('terminal')(text)).toBe('a\\x0a::b #\\#[c] \\x1b[1m');
  });

  test.each(['file', 'pipe', 'terminal'] as const)('is empty for none alone: %s', (place) => {
    for (const cell of [cellMaker(place), cellMaker(place, true)]) {
      expect([null, '', ' '].map(cell)).toEqual(['', '""', ' ']);
    }
  });

  test('is no formula where that is asked for, and a number stays one', () => {
    const cell = cellMaker('file', true);
    expect(['=1+1', '+cmd', '@a', '-x', ' =1', '\t=1', '＝1', '-5', '+1.5e3', 'a=1'].map(cell)).toEqual([
      "'=1+1",
      "'+cmd",
      "'@a",
      "'-x",
      "' =1",
      "'\t=1",
      "'＝1",
      '-5',
      '+1.5e3',
      'a=1',
    ]);
  });
});
