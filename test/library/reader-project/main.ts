// Reads one trace in each way that there is, and prints what has to be the same.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type EventRecord, events, lossesOf, openTrace, type Trace } from 'wsktrace/etl';
import { kindOf } from './types.js';

const path = process.argv[2]!;
const bytes = readFileSync(path);
const inputs = [
  path,
  pathToFileURL(path),
  new Uint8Array(bytes),
  new Uint8Array(bytes).buffer,
  new Blob([bytes]),
  gzipSync(bytes),
  new Blob([gzipSync(bytes)]),
];

async function wanted(trace: Trace): Promise<EventRecord[]> {
  const found: EventRecord[] = [];
  for await (const event of events(trace, { events: ['Irp*'], where: 'IrpId = 3' })) {
    found.push(event);
  }
  return found;
}

const counts: number[] = [];
for (const input of inputs) {
  const trace = await openTrace(input);
  counts.push((await wanted(trace)).length);
  trace.close();
}
const trace = await openTrace(path);
const walk = events(trace, { where: 'CallId = 5' });
const names: string[] = [];
for await (const { name } of walk) {
  names.push(name);
}
const { damage, ...losses } = lossesOf(trace);
const copied = structuredClone((await wanted(trace))[0]!);
trace.close();
console.log(
  JSON.stringify({
    counts,
    names,
    losses,
    damage: [damage.length, walk.damage.count],
    copied: copied.name,
    missing: await kindOf('nowhere.etl'),
  }),
);
