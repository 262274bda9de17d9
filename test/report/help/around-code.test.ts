import { expect, test } from 'vitest';
import { aroundCode } from '../../../lib/report/help/around-code.ts';

test('code stays as it is, wherever marks stand in it and around it', () => {
  const bold = (text: string) =>
    text.replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
  const told = (text: string) => aroundCode(text, bold, (code) => `{${code}}`);
  expect(told('patterns (`*`, `?`, `[ab]`, `{a,b}`, `**`)')).toBe(
    'patterns ({*}, {?}, {[ab]}, {{a,b}}, {**})',
  );
  expect(told('**see `**` and** [`x[0]`](page.md)')).toBe('<b>see {**} and</b> {x[0]}');
  expect(told('none')).toBe('none');
});

test('who changes a line can ask what a part of it is with its code', () => {
  const parts: string[] = [];
  const told = aroundCode(
    'see `irp-leak` there',
    (text, whole) => {
      parts.push(whole(text));
      return text;
    },
    (code) => code.toUpperCase(),
  );
  expect([parts, told]).toEqual([['see irp-leak there'], 'see IRP-LEAK there']);
});
