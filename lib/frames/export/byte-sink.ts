/** Where a frame's file is written to, from its beginning to its end. */
export interface ByteSink {
  /** Bytes written so far. */
  readonly bytes: number;
  /** Takes bytes that are the writer's own again after it. */
  write(bytes: Uint8Array): void;
}
