import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { canHaveHelper, startHelper } from '../../../etl/file/index.ts';
import { TraceError } from '../../../etl/index.ts';
import { hasThread, threadModule } from '../../../package/index.ts';
import { type RowSink, strideOf } from '../../row-block.ts';
import type { FileOrder } from '../file-order.ts';
import { NewTextsFinder } from './new-texts.ts';
import { Do, type Failure, type SharedRing, SLOTS, State, shareRing, writeMessage } from './ring.ts';

/** How long a thread is waited for that does not start. */
const MAX_START_MS = 2000;

/** Blocks after which a thread that sleeps is woken: waking it takes longer than what it does with one. */
const WAKE_EVERY = SLOTS / 16;

const NO_ROWS = new Float64Array(0);

/** What the writing thread is started with. */
export interface WriterData {
  readonly ring: SharedRing;
  /** For what has no place in shared memory: orders and texts one way, a failure the other. */
  readonly port: MessagePort;
}

/**
 * A thread that makes columns of rows and writes them to their files, while the thread that reads the trace goes on.
 * That one never gives way to its event loop, so that all is told by shared memory and waited for there.
 */
export class WritingThread {
  readonly #ring: SharedRing;
  readonly #port: MessagePort;
  #isUp: boolean | null = null;
  #files = 0;
  #sent = 0;

  /** Starts one; null where there is no second core for it, or other threads keep the cores busy as it is. */
  static start(): WritingThread | null {
    const module = threadModule('writing-worker', import.meta.url);
    if (!canHaveHelper() || !hasThread(module)) {
      return null;
    }
    const ring = shareRing();
    const { port1, port2 } = new MessageChannel();
    const workerData: WriterData = { ring, port: port2 };
    return startHelper(module, { workerData, transferList: [port2] }) ? new WritingThread(ring, port1) : null;
  }

  private constructor(ring: SharedRing, port: MessagePort) {
    this.#ring = ring;
    this.#port = port;
    port.unref();
  }

  /** Whether it can be told to write. It takes a tenth of a second to start; if it never does, others have to write. */
  comesUp(): boolean {
    this.#isUp ??= Atomics.wait(this.#ring.states, State.Up, 0, MAX_START_MS) !== 'timed-out';
    return this.#isUp;
  }

  /** Begins a file. */
  open(order: FileOrder): RowSink {
    const file = this.#files++;
    const stride = strideOf(order.spec);
    const newTexts = new NewTextsFinder(order.spec.columns.length);
    this.#send(Do.Open, file, order);
    return {
      write: ({ rows, values, texts }) =>
        this.#send(Do.Write, file, newTexts.find(texts), rows, values.subarray(0, rows * stride)),
      end: () => this.#send(Do.End, file),
    };
  }

  /**
   * Waits until all that it was told is written.
   * @throws TraceError of kind `usage` where a file can't be written
   */
  finish(): void {
    this.#waitUntilFollowed(this.#sent);
    this.#throwFailure();
  }

  /** Lets it end once it has done what it was told; from then on its files are nobody's but the caller's. */
  end(): void {
    this.#post(Do.Stop, 0, null, 0, NO_ROWS);
    if (this.#files > 0) {
      this.#waitUntilFollowed(this.#sent);
    }
    this.#port.close();
  }

  #send(what: Do, file: number, parcel: unknown = null, rows = 0, values: Float64Array = NO_ROWS): void {
    this.#throwFailure();
    this.#post(what, file, parcel, rows, values);
  }

  #post(what: Do, file: number, parcel: unknown, rows: number, values: Float64Array): void {
    const { states } = this.#ring;
    this.#waitUntilFollowed(this.#sent + 1 - SLOTS);
    if (parcel !== null) {
      this.#port.postMessage(parcel);
    }
    writeMessage(this.#ring, this.#sent, { what, file, rows, hasParcel: parcel !== null }, values);
    this.#sent++;
    Atomics.store(states, State.Sent, this.#sent);
    if (what !== Do.Write || this.#sent % WAKE_EVERY === 0) {
      Atomics.notify(states, State.Sent);
    }
  }

  #waitUntilFollowed(messages: number): void {
    const { states } = this.#ring;
    for (;;) {
      const followed = Atomics.load(states, State.Followed);
      if (followed >= messages) {
        return;
      }
      Atomics.wait(states, State.Followed, followed);
    }
  }

  #throwFailure(): void {
    if (Atomics.load(this.#ring.states, State.Failed) === 0) {
      return;
    }
    const { kind, error } = (receiveMessageOnPort(this.#port) as { message: Failure }).message;
    throw kind === null ? error : new TraceError(kind, (error as Error).message, {}, error);
  }
}
