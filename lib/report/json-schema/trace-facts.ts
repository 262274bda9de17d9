import { z } from 'zod';
import { count } from './shared.ts';

const damage = z.strictObject({
  offset: z.number().describe('Byte offset in the (uncompressed) file.'),
  bytes: z.number(),
  reason: z.string(),
});

const provider = z.strictObject({
  id: z.string().nullable().describe('GUID in lower case; null for events that tell no provider.'),
  name: z.string().nullable(),
  events: count,
  eventNames: z.record(z.string(), count).describe('Events by name; without one, by their number.'),
});

const HEADER_TYPES = [
  'SYSTEM32',
  'SYSTEM64',
  'COMPACT32',
  'COMPACT64',
  'PERFINFO32',
  'PERFINFO64',
  'FULL_HEADER32',
  'FULL_HEADER64',
  'INSTANCE32',
  'INSTANCE64',
  'EVENT_HEADER32',
  'EVENT_HEADER64',
  'ERROR',
  'MESSAGE',
] as const;

export const traceFacts = z.strictObject({
  file: z.string(),
  bytes: count,
  buffers: count,
  compressedBuffers: count,
  events: count,
  headerTypes: z.partialRecord(z.enum(HEADER_TYPES), count),
  providers: z.array(provider),
  eventsLost: count,
  buffersLost: count,
  lossyBuffers: count.describe('Buffers that tell of losses before them.'),
  clock: z.enum(['qpc', 'system', 'cycles']),
  perfFreq: z.number().describe('Ticks of the performance counter a second.'),
  startTime: z.string().nullable().describe('ISO 8601 in UTC with seven digits of a second.'),
  endTime: z.string().nullable(),
  firstTicks: z.string().describe('Raw time of the earliest event.'),
  lastTicks: z.string(),
  durationNs: z.number(),
  pointerSize: z.union([z.literal(4), z.literal(8)]),
  processors: count,
  loggerName: z.string(),
  osBuild: count,
  damage: z.array(damage).describe('The first thousand damaged stretches.'),
  damageCount: count,
});
