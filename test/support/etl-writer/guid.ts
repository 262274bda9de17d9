import { createHash } from 'node:crypto';

/** The 16 bytes of a GUID as Windows stores them: the first three groups little-endian, the rest as written. */
export function guidBytes(text: string): Uint8Array {
  const hex = text.replace(/[{}-]/g, '');
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) throw new TypeError(`not a GUID: ${text}`);
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Uint8Array.from(order, (i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}

/** The lower-case text, without braces, of 16 bytes in Windows order. */
export function guidText(bytes: Uint8Array): string {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  const hex = order.map((i) => bytes[i]!.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The GUID that TraceLogging and EventSource derive from a provider's name (SHA-1 over the upper-case name). */
export function providerGuid(name: string): string {
  const utf16be = Buffer.from(name.toUpperCase(), 'utf16le').swap16();
  const namespace = Buffer.from('482C2DB2C39047C887F81A15BFC130FB', 'hex');
  const hash = createHash('sha1').update(namespace).update(utf16be).digest().subarray(0, 16);
  hash[7] = (hash[7]! & 0x0f) | 0x50;
  return guidText(hash);
}

export const nullGuid = '00000000-0000-0000-0000-000000000000';
