import type { Provider, Schema } from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import type { LineBuffer } from './line-buffer.ts';

/** Writes events as lines of a format; `head` is what precedes the first. */
export interface EventWriter {
  readonly head: string;
  write(lines: LineBuffer, event: RawEvent, provider: Provider | null, schema: Schema | null): void;
}
