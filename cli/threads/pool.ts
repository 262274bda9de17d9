import type { Worker } from 'node:worker_threads';
import { startThread } from '../../lib/package/index.ts';

export interface PoolOptions<Task, Outcome> {
  /** A module that answers each message, which is a task, with a message, which is its outcome. */
  readonly worker: URL;
  readonly workerData: unknown;
  readonly threads: number;
  /** Longest time for one task; none unless told. */
  readonly limitMs?: number | undefined;
  /** What came of a task whose thread ended or took too long; without it that ends the whole. */
  readonly giveUp?: (task: Task, why: unknown) => Outcome;
  /** What a thread does with a task, for messages: "reading a.etl". */
  readonly nameOf: (task: Task) => string;
  /** Is told each outcome when it is there. */
  readonly tell: (outcome: Outcome, task: Task) => void;
}

/** A task took longer than it may. */
export class OverLimit extends Error {}

/** Gives each thread a task whenever it is done with one, so that a long one holds up none of the others. */
export async function runInThreads<Task, Outcome>(
  tasks: readonly Task[],
  options: PoolOptions<Task, Outcome>,
): Promise<Outcome[]> {
  const waiting = tasks.map((task, at) => ({ task, at }));
  const outcomes: Outcome[] = [];
  const lane = async () => {
    let thread = new Thread<Task, Outcome>(options);
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { task, at } = next;
        try {
          outcomes[at] = await thread.run(task);
        } catch (why) {
          if (options.giveUp === undefined) {
            throw why;
          }
          await thread.end();
          thread = new Thread(options);
          outcomes[at] = options.giveUp(task, why);
        }
        options.tell(outcomes[at]!, task);
      }
    } finally {
      await thread.end();
    }
  };
  const lanes = Math.min(options.threads, tasks.length);
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}

/** What waits for the outcome of a thread's task. */
interface Waiting<Outcome> {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (why: unknown) => void;
}

class Thread<Task, Outcome> {
  readonly #worker: Worker;
  readonly #limitMs: number | undefined;
  readonly #nameOf: (task: Task) => string;
  #waiting: Waiting<Outcome> | null = null;
  #doing = 'starting';

  constructor({ worker, workerData, limitMs, nameOf }: PoolOptions<Task, Outcome>) {
    this.#nameOf = nameOf;
    this.#worker = startThread(worker, { workerData });
    this.#limitMs = limitMs;
    this.#worker.on('message', (outcome: Outcome) => this.#waiting?.resolve(outcome));
    this.#worker.on('error', (error) => this.#waiting?.reject(error));
    this.#worker.on('messageerror', (error) => this.#waiting?.reject(error));
    this.#worker.on('exit', (code) =>
      this.#waiting?.reject(new Error(`a thread ended with ${code} while ${this.#doing}`)),
    );
  }

  async run(task: Task): Promise<Outcome> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Outcome>((resolve, reject) => {
        this.#waiting = { resolve, reject };
        this.#doing = this.#nameOf(task);
        if (this.#limitMs !== undefined) {
          timer = setTimeout(() => reject(new OverLimit()), this.#limitMs);
        }
        this.#worker.postMessage(task);
      });
    } finally {
      clearTimeout(timer);
      this.#waiting = null;
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
