import { TraceError } from '../../etl/index.ts';
import { westernText } from '../characters.ts';

/** How far the declaration is looked for: `<?xml version="1.0" encoding="…" standalone="yes"?>`. */
const HEAD_BYTES = 256;
const DECLARED = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/;

/**
 * The text of an XML file by the encoding that it declares (XML 1.0, appendix F): a byte-order mark goes first, then
 * what the zeros between the first characters give away, then the declaration; UTF-8 without any.
 * @throws TraceError of kind `usage` for an encoding that this platform does not know
 */
export function xmlText(bytes: Uint8Array, fileName: string): string {
  const decoder = decoderFor(bytes, fileName);
  return decoder.encoding === 'windows-1252' ? westernText(bytes) : decoder.decode(bytes);
}

function decoderFor(bytes: Uint8Array, fileName: string) {
  const encoding = wideEncoding(bytes) ?? declaredEncoding(bytes);
  try {
    return new TextDecoder(encoding);
  } catch {
    const reason = `line 1: the encoding "${encoding}" is not known`;
    throw new TraceError('usage', reason, { file: fileName });
  }
}

function declaredEncoding(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
  const declared = head.match(DECLARED)?.[1];
  // A mark of UTF-8 stands before the declaration, which is not found then. And what declares UTF-16 in single bytes was
  // saved anew by something that did not look at it.
  return declared === undefined || /^(?:utf-?16|ucs-?2|iso-10646-ucs-2|unicode)/i.test(declared)
    ? 'utf-8'
    : declared;
}

/** UTF-16 of either order, by its mark or by `<` and a zero; null for encodings that begin with single bytes. */
function wideEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pair = ((first ?? 1) << 8) | (second ?? 1);
  switch (pair) {
    case 0xfffe:
    case 0x3c00:
      return 'utf-16le';
    case 0xfeff:
    case 0x003c:
      return 'utf-16be';
    default:
      return null;
  }
}
