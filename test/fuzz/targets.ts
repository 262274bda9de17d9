import {
  activityOf,
  Catalog,
  decodePayload,
  displayName,
  formatMessage,
  ProcessNames,
  StackKeys,
  stackOf,
  Tally,
} from '../../lib/decode/index.ts';
import { decompressorOf } from '../../lib/etl/compression/index.ts';
import { bytesSource, type EventPass, filetimeToIso, Trace, TraceError } from '../../lib/etl/index.ts';
import { EventReader } from '../../lib/events/index.ts';
import { eventWriter, LineBuffer, PLAIN } from '../../lib/report/index.ts';
import { jsonText } from '../../lib/text/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { faultsOf } from '../support/hostile/faults.ts';
import { everyOutput, type Output } from '../support/hostile/outputs.ts';
import { traceNamed } from '../support/hostile/trace.ts';
import { plainCsvRow } from '../support/plain-csv.ts';
import { comparePaged } from './outstanding.ts';
import { schemaTrace } from './schemas.ts';
import { eventTraces } from './seeds.ts';
import { askedOf } from './where.ts';

/** Takes any bytes; what it throws is a finding. */
export type Target = (bytes: Uint8Array) => void;

export const targets: Readonly<Record<string, Target>> = {
  read,
  decode,
  print,
  schemas,
  analyse,
  outstanding,
  decompress,
  where: whereTarget(),
  names: namesTarget(),
};

/** Opens bytes as a trace; null where they are none. Only TraceErrors may say so. */
function open(bytes: Uint8Array): Trace | null {
  try {
    return Trace.open(bytesSource(bytes));
  } catch (error) {
    if (error instanceof TraceError) {
      return null;
    }
    throw error;
  }
}

function read(bytes: Uint8Array): void {
  const trace = open(bytes);
  if (trace === null) {
    return;
  }
  const inTime = walk(trace.events(), bytes, trace);
  const inFile = walk(trace.eventsInFileOrder(), bytes, trace);
  if (inTime !== inFile) {
    throw new Error(`${inTime} events in the order of time, ${inFile} in that of the file`);
  }
}

/** Walks all events, touching all that they tell, and returns how many there were. */
function walk(pass: EventPass, bytes: Uint8Array, trace: Trace): number {
  let events = 0;
  let latest = 0;
  for (let event = pass.next(); event !== null; event = pass.next()) {
    events++;
    const { start, payload, end, schema, schemaEnd, traits, traitsEnd, guidAt, activityIdAt } = event;
    const bounds = [start, payload, end, event.bytes.length];
    const areOrdered = bounds.every((at, i) => i === 0 || at >= bounds[i - 1]!);
    const areInside = [schema, schemaEnd, traits, traitsEnd, guidAt, activityIdAt].every(
      (at) => at === 0 || (at > start && at <= end),
    );
    if (!areOrdered || !areInside || !Number.isFinite(event.ticks)) {
      throw new Error(`an event out of its bounds: ${bounds} ${event.ticks}`);
    }
    void [event.id, event.version, event.opcode, event.level, event.task, event.keyword, event.group];
    void [event.threadId, event.processId, event.messageFlags];
    event.eachItem((_, from, to) => {
      if (from > to || to > end) {
        throw new Error('an item out of its event');
      }
    });
    latest = event.ticks;
  }
  filetimeToIso(trace.clock.toFiletime(latest) ?? 0n);
  for (const { offset, bytes: length } of pass.damage.list) {
    if (offset < 0 || length < 0 || offset > bytes.length) {
      throw new Error(`damage at ${offset}, ${length} bytes`);
    }
  }
  // Each event takes eight bytes at least; of a compressed buffer there may be more.
  if (trace.index.compressed === 0 && events * 8 > bytes.length) {
    throw new Error(`${events} events out of ${bytes.length} bytes`);
  }
  return events;
}

function decode(bytes: Uint8Array): void {
  const trace = open(bytes);
  if (trace === null) {
    return;
  }
  const catalog = new Catalog();
  const tally = new Tally();
  const names = new ProcessNames();
  const keys = new StackKeys();
  catalog.collect(trace, names, keys);
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const identity = catalog.identityOf(event);
    const schema = identity?.schema ?? null;
    tally.add(event, identity);
    displayName(event, schema);
    stackOf(event, keys);
    activityOf(event);
    if (schema !== null) {
      const payload = decodePayload(schema, event);
      formatMessage(schema, payload);
      if (payload.readTo > event.end || payload.readTo < event.payload) {
        throw new Error('a payload read beyond its event');
      }
    }
  }
  JSON.stringify(tally.facts(trace, pass.damage));
}

function print(bytes: Uint8Array): void {
  const trace = open(bytes);
  if (trace !== null) {
    printAll(trace, new Catalog());
  }
}

/** Odd pairs of types by every source of schemas, .tmf files and manifests. */
function schemas(bytes: Uint8Array): void {
  const read = schemaTrace(bytes);
  if (read !== null) {
    printAll(read.trace, read.catalog);
  }
}

/** Lines of JSON and CSV are written byte by byte: they must be those of the same events' records. */
function printAll(trace: Trace, catalog: Catalog): void {
  const reader = new EventReader(trace, catalog);
  const [ndjson, csv] = [eventWriter('ndjson', reader, PLAIN), eventWriter('csv', reader, PLAIN)];
  const decoder = new TextDecoder();
  let text = '';
  const lines = new LineBuffer((piece) => {
    text += decoder.decode(piece);
  });
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const { provider, schema } = catalog.identityOf(event);
    ndjson.write(lines, event, provider, schema);
    csv.write(lines, event, provider, schema);
    lines.flush();
    const record = reader.record(event, provider, schema);
    const expected = `${jsonText(record)}\n${plainCsvRow(csv.head.trimEnd(), record)}\n`;
    if (text !== expected) {
      throw new Error(`${text} in place of ${expected}`);
    }
    text = '';
  }
}

function analyse(bytes: Uint8Array): void {
  const trace = open(bytes);
  if (trace !== null) {
    JSON.stringify(analyze(trace));
  }
}

function outstanding(bytes: Uint8Array): void {
  if (open(bytes) !== null) {
    comparePaged(bytes);
  }
}

/** Questions, to events with schemas of each source. */
function whereTarget(): Target {
  let ask: Target | null = null;
  return (bytes) => {
    ask ??= askedOf(eventTraces().at(-1)!);
    ask(bytes);
  };
}

/** UTF-16 that is a name. Long ones are cut, and no longer stand in each output in the same shape. */
function namesTarget(): Target {
  let harmless: readonly Output[] | null = null;
  return (bytes) => {
    harmless ??= everyOutput(traceNamed('n'), 'n');
    tryName(bytes, harmless);
  };
}

function tryName(bytes: Uint8Array, harmless: readonly Output[]): void {
  const text = new TextDecoder('utf-16le').decode(bytes.subarray(0, 2 * MAX_NAME_UNITS));
  const name = `n${text.replaceAll('\0', '')}`;
  const faults = everyOutput(traceNamed(name), name).flatMap((output, at) =>
    faultsOf(output, harmless[at]!).map((fault) => `${output.name} (${output.place}): ${fault}`),
  );
  if (faults.length > 0) {
    throw new Error(`of the name ${JSON.stringify(name)}: ${faults.join('; ')}`);
  }
}

const MAX_NAME_UNITS = 100;

/** The first byte names the format, the next two how much is expected; the rest is compressed. */
function decompress(bytes: Uint8Array): void {
  const expected = (bytes[1] ?? 0) * 256 + (bytes[2] ?? 0);
  const guard = 0x5a;
  const room = new Uint8Array(expected + 16).fill(guard);
  const made = decompressorOf(2 + ((bytes[0] ?? 0) % 3))(bytes.subarray(3), room.subarray(0, expected));
  if (made < 0 || made > expected || room.subarray(expected).some((byte) => byte !== guard)) {
    throw new Error(`${made} bytes where ${expected} were expected`);
  }
}
