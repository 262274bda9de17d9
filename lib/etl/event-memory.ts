/** Memory that events lie in, under the views that they are read through. */
export class EventMemory {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly words: Uint32Array;
  readonly doubles: Float64Array;

  /** @param memory of a multiple of 8 bytes */
  constructor(memory: ArrayBuffer | SharedArrayBuffer) {
    this.bytes = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.words = new Uint32Array(memory);
    this.doubles = new Float64Array(memory);
  }
}
