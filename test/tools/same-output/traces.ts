import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  flipBits,
  repeatBuffer,
  scrambleBuffer,
  someDay,
  zeroBuffer,
} from '../../support/etl-writer/index.ts';
import {
  countingSchema,
  narrowSchema,
  type Rule,
  type Synthesis,
  type SynthesisedEvent,
  type SynthesiserOptions,
  synthesise,
} from '../../support/synthesiser/index.ts';
import { skewed } from '../../support/synthesiser/skew.ts';

/** What commands are given: a trace, or the files of one recording, and a mapping where one belongs to it. */
export interface Input {
  readonly name: string;
  readonly files: readonly string[];
  readonly mapping?: string;
}

const START = 26_523_333_000n;
const RULES: readonly Rule[] = [
  'irp-leak',
  'socket-leak',
  'never-completed',
  'double-completion',
  'double-free',
  'error-return-no-completion',
  'free-while-pending',
  'reuse-while-pending',
  'use-after-close',
  'status-mismatch',
  'close-stuck',
  'forced-close-ignored',
  'cancel-not-completed',
  'routine-result',
  'indication-not-released',
  'clock-anomaly',
];
const EVERY_FAULT = Object.fromEntries(RULES.map((rule) => [rule, 3])) as Partial<Record<Rule, number>>;
const FAULTY: Partial<SynthesiserOptions> = {
  events: 20_000,
  processors: 8,
  concurrency: 32,
  faults: EVERY_FAULT,
  nearMisses: 2,
  startTicks: START,
};

/** Traces with each kind of fault, damage, loss, clock, width and compression, by name: what makes the bytes of each file. */
function synthesised(): Record<string, () => readonly Uint8Array[]> {
  const one = (options: Partial<SynthesiserOptions>): Synthesis => synthesise({ ...FAULTY, ...options });
  const faulty = () => one({ schema: countingSchema });
  const clean = () => one({ seed: 3, events: 30_000, noise: 0.6 });
  const bytesOf = (options: Partial<SynthesiserOptions>) => () => [one(options).write().bytes];
  const skew = (how: Parameters<typeof skewed>[2]) => () => {
    const { events, write } = clean();
    return [write({}, skewed(events, START, how)).bytes];
  };
  return {
    faults: () => [faulty().write().bytes],
    'faults-compressed': () => [faulty().write({ compression: 'xpress' }).bytes],
    'faults-compressed-huffman': () => [faulty().write({ compression: 'xpress-huffman' }).bytes],
    'unload-stuck': bytesOf({ seed: 2, faults: { 'unload-stuck': 1 } }),
    'not-deregistered': bytesOf({ seed: 2, faults: { 'not-deregistered': 1 } }),
    'blank-buffer': () => [zeroBuffer(faulty().write(), 3)],
    'scrambled-buffer': () => [scrambleBuffer(faulty().write(), 5, 7)],
    'flipped-bits': () => [flipBits(faulty().write(), 200, 9)],
    'buffer-twice': () => [repeatBuffer(faulty().write(), 4)],
    'cut-off': () => {
      const { bytes } = faulty().write();
      return [bytes.slice(0, Math.floor(bytes.length * 0.61))];
    },
    'lost-declared': () => [clean().write({ eventsLost: 600 }, withoutEvery(50, clean().events)).bytes],
    'lost-undeclared': () => [clean().write({}, withoutEvery(20, clean().events)).bytes],
    narrow: bytesOf({
      seed: 4,
      schema: narrowSchema,
      bits: 32,
      faults: { 'irp-leak': 2, 'double-completion': 1 },
    }),
    'great-ids': bytesOf({ seed: 6, idBase: 0xffff_ff00n }),
    late: bytesOf({
      seed: 5,
      lateStart: 'rundown',
      captureStates: 3,
      ending: 'cut',
      faults: { 'irp-leak': 2 },
    }),
    'late-bare': bytesOf({ seed: 7, lateStart: 'bare' }),
    drained: bytesOf({ seed: 8, ending: 'drained', faults: { 'irp-leak': 5 } }),
    'one-processor': bytesOf({ seed: 9, processors: 1 }),
    'many-processors': bytesOf({ seed: 10, processors: 64, events: 30_000 }),
    'skewed-clocks': skew({ offsets: [0, 100, -50, 1000, 7, 0, 20, 30], drifts: [0, 5, -30] }),
    'coarse-clock': skew({ step: 10_000 }),
    'wild-clocks': skew({ offsets: [0, 40_000, -30_000, 10, 0, 90_000], step: 100 }),
    'system-clock': bytesOf({ seed: 11, clock: 'system' }),
    'files-in-turn': () => {
      const synthesis = clean();
      const half = synthesis.events.length >> 1;
      return inTurn(synthesis, [synthesis.events.slice(0, half), synthesis.events.slice(half)]);
    },
    'files-side-by-side': () => {
      const { events, write } = clean();
      return [0, 1].map((rest) => {
        const own = events.filter(({ processor }) => processor % 2 === rest);
        return write({ loggerName: `session ${rest}` }, own).bytes;
      });
    },
  };
}

function withoutEvery(nth: number, events: readonly SynthesisedEvent[]): SynthesisedEvent[] {
  return events.filter((_, at) => at % nth !== nth - 1);
}

/** As a session writes that begins a new file now and then. */
function inTurn(synthesis: Synthesis, parts: readonly (readonly SynthesisedEvent[])[]): Uint8Array[] {
  let firstSequence = 1;
  return parts.map((part, at) => {
    const startTicks = at === 0 ? START : part[0]!.ticks;
    const startTime = someDay + (startTicks - START);
    const { bytes, buffers } = synthesis.write(
      { startTicks, startTime, firstSequence, logFileMode: 8 },
      part,
    );
    firstSequence += buffers.length - 1;
    return bytes;
  });
}

/** All traces to compare by: the fixtures, those of a folder of real ones, and synthesised ones, which are kept in `cache`. */
export function inputs(root: string, corpus: string | undefined, cache: string): Input[] {
  const folders = [join(root, 'fixtures'), ...(corpus === undefined ? [] : [corpus])];
  const found = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.etl(\.gz|\.zip)?$/.test(name))
      .sort()
      .map((name) => ({ name, files: [resolve(folder, name)] })),
  );
  return [...found, ...mapped(found, root), ...written(resolve(cache))];
}

/** The kernel's disk requests, analysed by the mapping that comes with wsktrace. */
function mapped(found: readonly Input[], root: string): Input[] {
  const mapping = join(root, 'mappings', 'kernel-disk-io.json');
  return found
    .filter(({ name }) => /net\.4\.5|slow_ppt|diaghub\.kernel/.test(name))
    .map((input) => ({ ...input, name: `${input.name} mapped`, mapping }));
}

function written(folder: string): Input[] {
  mkdirSync(folder, { recursive: true });
  return Object.entries(synthesised()).map(([name, make]) => {
    const known = readdirSync(folder).filter((file) => file.startsWith(`${name}@`));
    if (known.length === 0) {
      for (const [at, bytes] of make().entries()) {
        writeFileSync(join(folder, `${name}@${at}.etl`), bytes);
      }
    }
    const files = readdirSync(folder).filter((file) => file.startsWith(`${name}@`));
    return { name, files: files.sort().map((file) => join(folder, file)) };
  });
}
