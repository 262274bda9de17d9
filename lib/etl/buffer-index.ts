import { BufferFlag, type BufferHeader, isCompressed, isHeaderBuffer } from './buffer-header.ts';
import { DamageLog } from './damage.ts';

/**
 * Where each buffer of a file stands, in file order, as columns: a trace of 100 GB has more than a million buffers.
 */
export class BufferIndex {
  count = 0;
  /** Byte offset of the buffer in the file. */
  offsets = new Float64Array(64);
  /** Bytes that the file holds of the buffer. */
  sizes = new Uint32Array(64);
  /** End of the event bytes counted from the buffer's start, uncompressed. */
  fills = new Uint32Array(64);
  processors = new Uint16Array(64);
  loggerIds = new Uint16Array(64);
  flags = new Uint16Array(64);
  sequences = new Float64Array(64);
  /** When the buffer was flushed: in the clock of its events or, in a merged file, as a FILETIME of the merging. */
  timeStamps = new BigUint64Array(64);
  /** How many buffers are compressed, and how many tell that events or buffers were lost before them. */
  compressed = 0;
  lossy = 0;
  /** What the header buffer says its file's compressed buffers are compressed with (COMPRESSION_FORMAT). */
  compressionFormat = 0;
  /** The largest uncompressed buffer, in bytes. */
  largest = 0;
  readonly damage = new DamageLog();

  add(offset: number, size: number, fill: number, header: BufferHeader): void {
    if (this.count === this.offsets.length) {
      this.#grow();
    }
    const at = this.count++;
    if (isHeaderBuffer(header)) {
      this.compressionFormat ||= header.state & 0xffff;
    }
    this.offsets[at] = offset;
    this.sizes[at] = size;
    this.fills[at] = fill;
    this.processors[at] = header.processor;
    this.loggerIds[at] = header.loggerId;
    this.flags[at] = header.flags;
    this.sequences[at] = header.sequenceHigh * 0x1_0000_0000 + header.sequenceLow;
    this.timeStamps[at] = header.timeStamp;
    this.compressed += isCompressed(header) ? 1 : 0;
    this.lossy += (header.flags & (BufferFlag.EventsLost | BufferFlag.BufferLost)) !== 0 ? 1 : 0;
    this.largest = Math.max(this.largest, size, fill);
  }

  isCompressed(at: number): boolean {
    return (this.flags[at]! & BufferFlag.Compressed) !== 0;
  }

  #grow(): void {
    const room = this.offsets.length * 2;
    this.offsets = grown(this.offsets, new Float64Array(room));
    this.sizes = grown(this.sizes, new Uint32Array(room));
    this.fills = grown(this.fills, new Uint32Array(room));
    this.processors = grown(this.processors, new Uint16Array(room));
    this.loggerIds = grown(this.loggerIds, new Uint16Array(room));
    this.flags = grown(this.flags, new Uint16Array(room));
    this.sequences = grown(this.sequences, new Float64Array(room));
    const times = new BigUint64Array(room);
    times.set(this.timeStamps);
    this.timeStamps = times;
  }
}

function grown<T extends Float64Array | Uint32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
