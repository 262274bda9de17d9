import { describe, expect, test } from 'vitest';
import { markedText } from '../../lib/text/index.ts';

const TEXT = '{"function": "Größe"}';

describe('a text that begins with a byte order mark', () => {
  test.each([
    ['UTF-8', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16, the low byte first', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16, the high byte first', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
  ])('is read as %s by its mark, which is no part of it', (_, bytes) => {
    expect(markedText(bytes)).toBe(TEXT);
  });

  test('is told apart from one without a mark', () => {
    expect(markedText(Buffer.from(TEXT))).toBeNull();
    expect(markedText(new Uint8Array())).toBeNull();
  });
});
