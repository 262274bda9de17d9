import { ByteWriter } from './byte-writer.ts';
import { inType, outType, type TraceLoggingField } from './tracelogging-types.ts';

const constantCount = 0x20;
const payloadCount = 0x40;
const customCount = 0x60;
const chain = 0x80;

/** The data of extended item 11: size, event tags, event name, and the fields with their members behind them. */
export function traceLoggingMetadata(
  name: string,
  fields: readonly TraceLoggingField[],
  tags = 0,
): Uint8Array {
  const writer = new ByteWriter().u16(0);
  writeTags(writer, tags);
  writer.utf8z(name);
  for (const field of fields) writeField(writer, field);
  return writer.patch16(0, writer.length).finish();
}

function writeField(writer: ByteWriter, field: TraceLoggingField): void {
  const members = field.members ?? [];
  if (members.length > 127) throw new RangeError('a struct holds at most 127 members');
  const out = field.in === 'struct' ? members.length : outNumber(field.out);
  const tagged = field.tags !== undefined;
  const hasOut = out !== 0 || tagged || field.in === 'struct';
  writer.utf8z(field.name).u8(inType[field.in] | countBits(field) | (hasOut ? chain : 0));
  if (hasOut) writer.u8(out | (tagged ? chain : 0));
  if (tagged) writeTags(writer, field.tags ?? 0);
  if (field.custom) writer.u16(field.custom.length).bytes(field.custom);
  else if (typeof field.count === 'number') writer.u16(field.count);
  for (const member of members) writeField(writer, member);
}

function outNumber(out: TraceLoggingField['out']): number {
  return typeof out === 'number' ? out : outType[out ?? 'none'];
}

function countBits(field: TraceLoggingField): number {
  if (field.custom) return customCount;
  if (field.count === 'counted') return payloadCount;
  return field.count === undefined ? 0 : constantCount;
}

/** 28 bits in groups of seven, the highest first; groups that would be all zero at the end are left out. */
function writeTags(writer: ByteWriter, tags: number): void {
  let rest = tags & 0x0fffffff;
  do {
    const group = (rest >>> 21) & 0x7f;
    rest = (rest << 7) & 0x0fffffff;
    writer.u8(group | (rest === 0 ? 0 : chain));
  } while (rest !== 0);
}
