import { MAX_VALUE_NAME } from '../../text/index.ts';
import type { ValueMap } from '../schema.ts';
import { utf16zAt } from './strings.ts';

/** Bits of EVENT_MAP_INFO's flag: the map names bits, by their masks or (WBEM) by their positions. */
const FLAG_BITMAP = 0x2;
const FLAG_WBEM_BITMAP = 0x10;
const HEADER_BYTES = 16;
const ENTRY_BYTES = 8;

/**
 * Reads an EVENT_MAP_INFO: u32 name, flag, count of entries and type of their values, then for each entry the u32
 * offset of its text and its u32 value. Offsets count from the start of the structure.
 * @returns null where the bytes are no such structure
 */
export function readMapInfo(bytes: Uint8Array): ValueMap | null {
  if (bytes.length < HEADER_BYTES) {
    return null;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = utf16zAt(view, view.getUint32(0, true));
  if (name === undefined) {
    return null;
  }
  const flag = view.getUint32(4, true);
  const room = Math.floor((bytes.length - HEADER_BYTES) / ENTRY_BYTES);
  const count = Math.min(view.getUint32(8, true), room);
  const entries = new Map<number, string>();
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + i * ENTRY_BYTES;
    const value = view.getUint32(at + 4, true);
    const key = (flag & FLAG_WBEM_BITMAP) !== 0 ? (1 << value) >>> 0 : value;
    // The message compiler puts a blank behind each text.
    const text = utf16zAt(view, view.getUint32(at, true), MAX_VALUE_NAME)?.trimEnd();
    if (text !== undefined && !entries.has(key)) {
      entries.set(key, text);
    }
  }
  return { name, isBitmap: (flag & (FLAG_BITMAP | FLAG_WBEM_BITMAP)) !== 0, entries };
}
