import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lose, type Rule, type Synthesis, synthesise, type Truth } from '../support/synthesiser/index.ts';
import { machineBytes } from '../support/synthesiser/machine/fixture.ts';

/** An input of the fleet, and what is true of it. */
export interface FleetInput {
  readonly path: string;
  readonly build: string;
  readonly machine: string;
  readonly kind:
    | 'whole'
    | 'twin'
    | 'machine'
    | 'cut'
    | 'lossy'
    | 'text'
    | 'empty'
    | 'hangs'
    | 'stops'
    | 'slow';
  /** Of what was synthesised as a driver's trace; null for others. */
  readonly truth: Truth | null;
}

/** Where labels stand in the paths. */
export const LABELS_FROM = '{build}/{machine}/*.etl';

const EVENTS = Number(process.env.WSKTRACE_SPARK_EVENTS ?? 1200);
const MACHINES = ['lab1', 'lab2', '0012'];
const TRACES_OF_BUILD = 5;
const PERF_FREQ = 10_000_000;
/** In the file header's units of 100 ns. */
const HOUR = 36_000_000_000n;
const MORNING = 133_999_524_000_000_000n;
/** From this build on everything takes twice as long. */
export const SLOWER_FROM = 7;
const LAST = 10;

/** The names of builds tell their order, and would be other ones as numbers. */
export const buildName = (build: number) => String(build).padStart(4, '0');

/** Which faults are in which traces: each from a build of its own on. */
function faultsOf(build: number, at: number): Partial<Record<Rule, number>> {
  return {
    ...(build >= 3 && at === 0 ? { 'irp-leak': 2 } : {}),
    ...(build >= 6 && at < 2 ? { 'double-completion': 1 } : {}),
    ...(build >= 8 && at === 2 ? { 'never-completed': 1 } : {}),
    ...(build >= 4 && at === 3 ? { 'socket-leak': 1 } : {}),
    ...(build >= 9 && at === 4 ? { 'cancel-not-completed': 1 } : {}),
  };
}

/** Writes sixty inputs below a folder. */
export function writeFleet(folder: string): FleetInput[] {
  const inputs: FleetInput[] = [];
  const add = (
    kind: FleetInput['kind'],
    build: number,
    machine: string,
    bytes: Uint8Array,
    truth: Truth | null = null,
  ) => {
    const name = `${String(inputs.length).padStart(2, '0')}-${kind}.etl`;
    const path = join(folder, buildName(build), machine, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    inputs.push({ path, build: buildName(build), machine, kind, truth });
  };
  const madeOf = (build: number, at: number) =>
    synthesise({ seed: 100 * build + at, events: EVENTS, faults: faultsOf(build, at) });

  for (let build = 1; build <= LAST; build++) {
    for (let at = 0; at < TRACES_OF_BUILD; at++) {
      // The last three are whole, too, unless a run makes their processes hang.
      const kind = build === 5 && at === 1 ? 'hangs' : build === 5 && at === 2 ? 'stops' : 'whole';
      const made = madeOf(build, at);
      add(kind, build, MACHINES[(build + at) % 3]!, bytesOf(made, build), made.truth);
    }
  }
  const found = madeOf(6, 0);
  const { bytes } = found.write(layoutOf(1));
  // An older trace with the faults of a later build, of which the end is missing.
  add('cut', 1, 'lab1', bytes.subarray(0, bytes.length - 40_000), found.truth);
  const lossy = madeOf(6, 1);
  const { kept, removed } = lose(lossy.events, 0.02, 1);
  add(
    'lossy',
    2,
    'lab2',
    lossy.write({ ...layoutOf(2), eventsLost: removed.length }, kept).bytes,
    lossy.truth,
  );
  add('text', 3, 'lab1', new TextEncoder().encode('no trace\n'));
  add('empty', 3, 'lab2', new Uint8Array());
  const slow = madeOf(9, 7);
  add('slow', 9, 'lab1', bytesOf(slow, 9), slow.truth);
  // The same events in buffers of other sizes: all ids and fingerprints are equal.
  const twin = synthesise({ seed: 77, events: EVENTS, faults: { 'irp-leak': 2, 'double-completion': 1 } });
  add(
    'twin',
    LAST + 1,
    'lab1',
    twin.write({ ...layoutOf(LAST + 1), bufferSize: 64 * 1024 }).bytes,
    twin.truth,
  );
  add(
    'twin',
    LAST + 1,
    'lab2',
    twin.write({ ...layoutOf(LAST + 1), bufferSize: 32 * 1024 }).bytes,
    twin.truth,
  );
  for (const seed of [5, 6]) {
    add('machine', LAST + 2, 'lab1', machineBytes({ seed, calls: 12, callers: 4 }));
  }
  const cut = synthesise({ seed: 99, events: EVENTS, ending: 'cut' });
  add('whole', LAST, 'lab3', bytesOf(cut, LAST), cut.truth);
  return inputs;
}

function bytesOf(made: Synthesis, build: number): Uint8Array {
  return made.write(layoutOf(build)).bytes;
}

function layoutOf(build: number) {
  return {
    perfFreq: build >= SLOWER_FROM ? PERF_FREQ / 2 : PERF_FREQ,
    startTime: MORNING + BigInt(build) * HOUR,
  };
}
