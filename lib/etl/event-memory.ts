/** Memory that events lie in, under the views that they are read through. */
export class EventMemory {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly words: Uint32Array;

  /** @param at and `length` multiples of 8 */
  constructor(memory: ArrayBuffer, at = 0, length = memory.byteLength) {
    this.bytes = new Uint8Array(memory, at, length);
    this.view = new DataView(memory, at, length);
    this.words = new Uint32Array(memory, at, length >> 2);
  }
}
