import { z } from 'zod';
import { publish } from './shared.ts';
import { traceFacts } from './trace-facts.ts';

/** The JSON Schema of `info --json`. */
export function infoJsonSchema(): object {
  return publish('wsktrace.info.schema.json', 'wsktrace info --json', z.array(traceFacts));
}
