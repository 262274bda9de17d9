import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { TraceError } from '../../../etl/index.ts';
import type { RowSink } from '../../row-block.ts';
import { type FileOrder, openRowFile } from '../file-order.ts';
import { KnownTexts, type NewTexts } from './new-texts.ts';
import { Do, type Failure, type Message, readMessage, rowsOf, State } from './ring.ts';
import type { WriterData } from './writing-thread.ts';

/** A thread that writes the files that it is told to, until it is told to stop. */
const { ring, port } = workerData as WriterData;
const { states } = ring;

interface Open {
  readonly sink: RowSink;
  readonly texts: KnownTexts;
}

const files: Open[] = [];

function follow({ what, file, rows }: Message, number: number, parcel: unknown): void {
  switch (what) {
    case Do.Open: {
      const order = parcel as FileOrder;
      files[file] = { sink: openRowFile(order), texts: new KnownTexts(order.spec.columns.length) };
      break;
    }
    case Do.Write: {
      const { sink, texts } = files[file]!;
      texts.add((parcel ?? []) as NewTexts);
      sink.write({ rows, values: rowsOf(ring, number), texts: texts.all });
      break;
    }
    case Do.End:
      files[file]!.sink.end();
  }
}

/** Follows a message, and tells whether more may come. After a failure nothing more makes sense, and all is left out. */
function take(number: number): boolean {
  const message = readMessage(ring, number);
  const parcel = message.hasParcel ? receiveMessageOnPort(port)?.message : null;
  try {
    if (states[State.Failed] === 0) {
      follow(message, number, parcel);
    }
  } catch (error) {
    const failure: Failure = { kind: error instanceof TraceError ? error.kind : null, error };
    port.postMessage(failure);
    Atomics.store(states, State.Failed, 1);
  }
  return message.what !== Do.Stop;
}

Atomics.store(states, State.Up, 1);
Atomics.notify(states, State.Up);
for (let number = 0, isOn = true; isOn; number++) {
  Atomics.wait(states, State.Sent, number);
  isOn = take(number);
  Atomics.store(states, State.Followed, number + 1);
  Atomics.notify(states, State.Followed);
}
