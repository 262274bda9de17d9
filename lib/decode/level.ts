import type { RawEvent } from '../etl/index.ts';
import type { Schema } from './schema.ts';

/** An event's level: the one of its header or, where that has none, as a WPP message's, of its schema. */
export function levelOf(event: RawEvent, schema: Schema | null): number {
  return schema?.levelValue ?? event.level;
}
