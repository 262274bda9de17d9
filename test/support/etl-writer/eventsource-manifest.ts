import { ByteWriter, type Integer } from './byte-writer.ts';
import type { Bits, RawEvent } from './event.ts';
import { eventHeaderEvent } from './event-header.ts';
import { providerTraits } from './extended-items.ts';
import { providerGuid } from './guid.ts';

export interface EventSourceManifest {
  ticks: Integer;
  provider: { name: string; guid?: string };
  xml: string;
  /** Bytes of XML an event carries; .NET cuts at 0xFF00. */
  chunkSize?: number;
  bits?: Bits;
}

/** The manifest of an EventSource as events 0xFFFE, one a chunk, all at the same time. */
export function eventSourceManifest(manifest: EventSourceManifest): RawEvent[] {
  const { ticks, provider, chunkSize = 0xff00, bits = 64 } = manifest;
  const xml = new TextEncoder().encode(manifest.xml);
  const chunks = Math.max(1, Math.ceil(xml.length / chunkSize));
  return Array.from({ length: chunks }, (_, index) => {
    // Format 1, version 1.0, the magic byte '[', then how many chunks there are and which this is.
    const payload = new ByteWriter().u8(1).u8(1).u8(0).u8(0x5b).u16(chunks).u16(index);
    return eventHeaderEvent({
      ticks,
      provider: provider.guid ?? providerGuid(provider.name),
      id: 0xfffe,
      version: 1,
      opcode: 0xfe,
      task: 0xfffe,
      keyword: 0x00ff_ffff_ffff_ffffn,
      items: [providerTraits(provider.name)],
      payload: payload.bytes(xml.subarray(index * chunkSize, (index + 1) * chunkSize)).finish(),
      bits,
    });
  });
}
