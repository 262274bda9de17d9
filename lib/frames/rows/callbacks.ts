import { type CallbackRun, type Driver, statusName } from '../../wsk/index.ts';
import { setId } from '../column-builder.ts';
import { FrameBuilder, type SinkFor } from '../frame-builder.ts';
import { defineFrame } from '../schema.ts';
import { IDENTITY, providerOf } from './identity.ts';

export const CALLBACKS = defineFrame('callbacks', 'One row for each run of an event callback.', {
  ...IDENTITY,
  kind: ['text', 'accept, inspect, abort, receive, receive-from, disconnect or send-backlog'],
  socketId: ['id', 'the socket'],
  processor: ['uint16', 'the processor that it ran on'],
  thread: ['uint32', 'the thread that it ran on'],
  enteredNs: ['ns', 'when it was entered'],
  leftNs: ['ns', 'when it returned'],
  durationNs: ['ns', 'how long it ran; none unless both are in the trace'],
  bytes: ['whole', 'bytes indicated', 'bytes'],
  status: ['text', 'name of the NTSTATUS that it returned'],
});

/** By the numbers of `Kind` in the events, from 1. */
const KINDS = ['', 'accept', 'inspect', 'abort', 'receive', 'receive-from', 'disconnect', 'send-backlog'];

export class CallbackRows {
  readonly #frame: FrameBuilder<typeof CALLBACKS.types>;

  constructor(sinkFor: SinkFor) {
    this.#frame = new FrameBuilder(CALLBACKS, sinkFor);
  }

  add(run: CallbackRun, driver: Driver): void {
    const at = this.#frame.next();
    const { columns, texts } = this.#frame;
    columns.provider[at] = texts.provider.numberOf(providerOf(driver));
    columns.load[at] = driver.load;
    columns.kind[at] = texts.kind.numberOf(KINDS[run.kind] || `kind(${run.kind})`);
    setId(columns.socketId, at, run.socketIdLow, run.socketIdHigh);
    columns.processor[at] = run.processor;
    columns.thread[at] = run.thread;
    columns.enteredNs[at] = run.enteredNs;
    columns.leftNs[at] = run.leftNs;
    columns.durationNs[at] = run.leftNs - run.enteredNs;
    columns.bytes[at] = run.bytes;
    columns.status[at] = texts.status.numberOf(statusName(run.status));
  }

  end(): void {
    this.#frame.end();
  }
}
