import { CALLBACK_KINDS, type CallbackRun, type Driver, statusName } from '../../wsk/index.ts';
import type { RowSinkFor } from '../row-block.ts';
import { RowWriter, setId } from '../row-writer.ts';
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

export class CallbackRows {
  readonly #frame: RowWriter<typeof CALLBACKS.types>;

  constructor(sinkFor: RowSinkFor) {
    this.#frame = new RowWriter(CALLBACKS, sinkFor);
  }

  add(run: CallbackRun, driver: Driver): void {
    const at = this.#frame.next();
    const { row, slots, texts } = this.#frame;
    row[at + slots.provider] = texts.provider.numberOf(providerOf(driver));
    row[at + slots.load] = driver.load;
    row[at + slots.kind] = texts.kind.numberOfCode(run.kind, kindName);
    setId(row, at + slots.socketId, run.socketIdLow, run.socketIdHigh);
    row[at + slots.processor] = run.processor;
    row[at + slots.thread] = run.thread;
    row[at + slots.enteredNs] = run.enteredNs;
    row[at + slots.leftNs] = run.leftNs;
    row[at + slots.durationNs] = run.leftNs - run.enteredNs;
    row[at + slots.bytes] = run.bytes;
    row[at + slots.status] = texts.status.numberOfCode(run.status, statusName);
  }

  end(): void {
    this.#frame.end();
  }
}

function kindName(kind: number): string {
  return CALLBACK_KINDS.get(kind) ?? `kind(${kind})`;
}
