import { readdirSync, readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type Random, random } from '../support/random.ts';
import { Coverage } from './coverage.ts';
import { MAX_INPUT_BYTES, mutate } from './mutate.ts';
import { seeds } from './seeds.ts';
import { targets } from './targets.ts';

/** What the main thread hands over, and shares to see a run that does not end. */
export interface WorkerOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Of the targets to feed. */
  readonly names: readonly string[];
  /** Folder of inputs that once broke something. */
  readonly regressions: string;
  /** Length of the input that runs, then its bytes. */
  readonly current: SharedArrayBuffer;
  /** Counts the runs; their target's place in the list of names. */
  readonly beat: SharedArrayBuffer;
}

export interface Finding {
  readonly target: string;
  readonly input: Uint8Array;
  readonly error: string;
}

export type Message = { readonly finding: Finding } | { readonly progress: Progress };

export interface Progress {
  readonly runs: number;
  readonly inputs: number;
  readonly blocks: number;
}

/** Coverage is taken after so many runs: asking for it takes longer than they do. */
const BATCH = 64;
/** Targets whose runs take a hundred times as long as the others'. */
const SLOW: ReadonlySet<string> = new Set(['names']);
const SLOW_BATCH = 4;
const PROGRESS_MS = 5000;

class Fuzzer {
  readonly #options: WorkerOptions;
  readonly #rng: Random;
  readonly #coverage = new Coverage('/dist/lib/');
  readonly #seen = new Set<string>();
  readonly #beat: Int32Array;
  readonly #length: Uint32Array;
  readonly #current: Uint8Array;
  readonly #pools: ReadonlyMap<string, Uint8Array[]>;
  /** Each fault is told once: by the place that threw it. */
  readonly #told = new Set<string>();
  #runs = 0;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#rng = random(options.seed);
    this.#beat = new Int32Array(options.beat);
    this.#length = new Uint32Array(options.current, 0, 1);
    this.#current = new Uint8Array(options.current, 4);
    const known = readdirSync(options.regressions).map((name) => ({
      name,
      bytes: new Uint8Array(readFileSync(`${options.regressions}/${name}`)),
    }));
    this.#pools = new Map(
      options.names.map((name) => [
        name,
        [...seeds(name), ...known.filter((one) => one.name.startsWith(`${name}-`)).map(({ bytes }) => bytes)],
      ]),
    );
  }

  run(): void {
    for (const [name, pool] of this.#pools) {
      for (const input of pool) {
        this.#try(name, input);
      }
    }
    this.#fresh();
    const end = Date.now() + 1000 * this.#options.seconds;
    let next = Date.now() + PROGRESS_MS;
    while (Date.now() < end) {
      for (const name of this.#options.names) {
        this.#batch(name);
      }
      if (Date.now() > next) {
        next = Date.now() + PROGRESS_MS;
        this.#progress();
      }
    }
    this.#progress();
  }

  #batch(name: string): void {
    const pool = this.#pools.get(name)!;
    const inputs: Uint8Array[] = [];
    const batch = SLOW.has(name) ? SLOW_BATCH : BATCH;
    for (let i = 0; i < batch; i++) {
      const input = mutate(this.#rng.pick(pool), this.#rng.pick(pool), this.#rng);
      inputs.push(input);
      this.#try(name, input);
    }
    const fresh = this.#fresh();
    for (let i = 0; i < inputs.length && fresh.size > 0; i++) {
      this.#try(name, inputs[i]!);
      const found = [...this.#coverage.take()].filter((block) => fresh.delete(block));
      if (found.length > 0) {
        pool.push(inputs[i]!);
      }
    }
  }

  /** The blocks that ran since the last look and never before. */
  #fresh(): Set<string> {
    const fresh = new Set([...this.#coverage.take()].filter((block) => !this.#seen.has(block)));
    for (const block of fresh) {
      this.#seen.add(block);
    }
    return fresh;
  }

  #try(name: string, input: Uint8Array): void {
    const bytes = input.subarray(0, MAX_INPUT_BYTES);
    this.#current.set(bytes);
    this.#length[0] = bytes.length;
    Atomics.store(this.#beat, 1, this.#options.names.indexOf(name));
    Atomics.add(this.#beat, 0, 1);
    this.#runs++;
    try {
      targets[name]!(bytes);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const place = text.split('\n').slice(0, 3).join('|').replace(/\d+/g, 'N');
      if (!this.#told.has(place)) {
        this.#told.add(place);
        post({ finding: { target: name, input: bytes.slice(), error: text } });
      }
    }
  }

  #progress(): void {
    const inputs = [...this.#pools.values()].reduce((sum, pool) => sum + pool.length, 0);
    post({ progress: { runs: this.#runs, inputs, blocks: this.#seen.size } });
  }
}

function post(message: Message): void {
  parentPort?.postMessage(message);
}

new Fuzzer(workerData as WorkerOptions).run();
