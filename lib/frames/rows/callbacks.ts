import { type CallbackRun, type Driver, statusName } from '../../wsk/index.ts';
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
    const { columns } = this.#frame;
    const at = this.#frame.next();
    columns.provider.set(at, providerOf(driver));
    columns.load.set(at, driver.load);
    columns.kind.set(at, KINDS[run.kind] || `kind(${run.kind})`);
    columns.socketId.set(at, run.socketIdLow, run.socketIdHigh);
    columns.processor.set(at, run.processor);
    columns.thread.set(at, run.thread);
    columns.enteredNs.set(at, run.enteredNs);
    columns.leftNs.set(at, run.leftNs);
    columns.durationNs.set(at, run.leftNs - run.enteredNs);
    columns.bytes.set(at, run.bytes);
    columns.status.set(at, statusName(run.status));
  }

  end(): void {
    this.#frame.end();
  }
}
