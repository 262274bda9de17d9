import { TraceError } from '../../../etl/index.ts';

/** `MessageHeader` in Arrow's Message.fbs. */
export const MessageKind = { Schema: 1, RecordBatch: 3 } as const;

/** One message in Arrow IPC bytes: 0xFFFFFFFF, a length, that much flatbuffer, and the body. */
export interface Message {
  readonly kind: number;
  /** Where it begins, and where the next one does. */
  readonly start: number;
  readonly end: number;
  /** Bytes of its head, with the eight before the flatbuffer. */
  readonly headBytes: number;
  readonly bodyBytes: number;
}

/** Finds a flatbuffer table's field: its offset in the view, or 0 where it is left out. */
export function fieldOf(view: DataView, table: number, field: number): number {
  const vtable = table - view.getInt32(table, true);
  const slot = 4 + 2 * field;
  const offset = slot < view.getUint16(vtable, true) ? view.getUint16(vtable + slot, true) : 0;
  return offset === 0 ? 0 : table + offset;
}

const CONTINUATION = 0xffff_ffff;

/** Walks the messages from `from` on, up to the end-of-stream mark. */
export function messagesOf(bytes: Uint8Array, from: number): Message[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: Message[] = [];
  for (let start = from; ; ) {
    if (view.getUint32(start, true) !== CONTINUATION) {
      throw new TraceError('internal', 'not an Arrow message', { offset: start });
    }
    const length = view.getUint32(start + 4, true);
    if (length === 0) {
      return messages;
    }
    const table = start + 8 + view.getUint32(start + 8, true);
    const kind = view.getUint8(fieldOf(view, table, 1));
    const bodyAt = fieldOf(view, table, 3);
    const bodyBytes = bodyAt === 0 ? 0 : Number(view.getBigInt64(bodyAt, true));
    const headBytes = 8 + length;
    const end = start + headBytes + bodyBytes;
    messages.push({ kind, start, end, headBytes, bodyBytes });
    start = end;
  }
}
