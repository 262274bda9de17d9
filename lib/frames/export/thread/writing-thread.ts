import { availableParallelism } from 'node:os';
import {
  isMainThread,
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import { TraceError } from '../../../etl/index.ts';
import type { RowBlock, RowSink } from '../../row-block.ts';
import type { FileOrder } from '../row-file.ts';
import { BlockSender, type Failure, type Message } from './message.ts';

/** Messages that may wait for the thread: blocks of a quarter of a megabyte at the most, each. */
const MAX_WAITING = 128;

/** How long a thread is waited for that does not start. */
const MAX_START_MS = 2000;

/** What the two threads share: whether the writing one is up, how many messages it is done with, whether it failed. */
export const State = { Up: 0, Done: 1, Failed: 2 } as const;

/** What the writing thread is started with. */
export interface WriterData {
  readonly port: MessagePort;
  readonly states: Int32Array;
}

/** Beside this file, with the same ending. */
const WORKER = new URL(`./writing-worker${/\.\w+$/.exec(import.meta.url)?.[0] ?? '.js'}`, import.meta.url);

/**
 * A thread that makes columns of rows and writes them to their files, while the thread that reads the trace goes on.
 * That one never gives way to its event loop, so that all is told by shared memory and waited for there.
 */
export class WritingThread {
  readonly #port: MessagePort;
  readonly #states: Int32Array;
  #files = 0;
  #sent = 0;

  /** Starts one; null where there is no second core for it, or other threads keep the cores busy as it is. */
  static start(): WritingThread | null {
    if (!isMainThread || availableParallelism() < 2) {
      return null;
    }
    const states = new Int32Array(new SharedArrayBuffer(4 * Object.keys(State).length));
    const { port1, port2 } = new MessageChannel();
    const workerData: WriterData = { port: port2, states };
    try {
      const worker = new Worker(WORKER, { workerData, transferList: [port2], execArgv: [] });
      // A thread that does not come up is not waited for: see `comesUp`.
      worker.on('error', () => {});
      worker.unref();
    } catch {
      return null;
    }
    return new WritingThread(port1, states);
  }

  private constructor(port: MessagePort, states: Int32Array) {
    this.#port = port;
    this.#states = states;
    port.unref();
  }

  /** Whether it can be told to write. It takes a tenth of a second to start; if it never does, others have to write. */
  comesUp(): boolean {
    return Atomics.wait(this.#states, State.Up, 0, MAX_START_MS) !== 'timed-out';
  }

  /** Begins a file. */
  open(order: FileOrder): RowSink {
    const file = this.#files++;
    const sender = new BlockSender();
    this.#send({ do: 'open', file, order });
    return {
      write: (block: RowBlock) =>
        this.#send({ do: 'write', file, block: sender.pack(block) }, [block.values.buffer as ArrayBuffer]),
      end: () => this.#send({ do: 'end', file }),
    };
  }

  /**
   * Waits until all that it was told is written.
   * @throws TraceError of kind `usage` where a file can't be written
   */
  finish(): void {
    this.#waitFor(this.#sent);
    this.#throwFailure();
  }

  /** Lets it end once it is done with what it was told; after this its files are nobody's but the caller's. */
  end(): void {
    this.#waitFor(this.#sent);
    this.#port.close();
  }

  #send(message: Message, memory: ArrayBuffer[] = []): void {
    this.#waitFor(this.#sent - MAX_WAITING);
    this.#throwFailure();
    this.#port.postMessage(message, memory);
    this.#sent++;
  }

  #waitFor(messages: number): void {
    for (;;) {
      const done = Atomics.load(this.#states, State.Done);
      if (done >= messages) {
        return;
      }
      Atomics.wait(this.#states, State.Done, done);
    }
  }

  #throwFailure(): void {
    if (Atomics.load(this.#states, State.Failed) === 0) {
      return;
    }
    const { kind, error } = (receiveMessageOnPort(this.#port) as { message: Failure }).message;
    throw kind === null ? error : new TraceError(kind, (error as Error).message, {}, error);
  }
}
