import { workerData } from 'node:worker_threads';
import { TraceError } from '../../../etl/index.ts';
import type { RowSink } from '../../row-block.ts';
import { openRowFile } from '../row-file.ts';
import { BlockReceiver, type Failure, type Message } from './message.ts';
import { State, type WriterData } from './writing-thread.ts';

/** A thread that writes the files it is told to. */
const { port, states } = workerData as WriterData;

interface Open {
  readonly rows: RowSink;
  readonly blocks: BlockReceiver;
}

const files = new Map<number, Open>();

function follow(message: Message): void {
  if (message.do === 'open') {
    files.set(message.file, { rows: openRowFile(message.order), blocks: new BlockReceiver() });
    return;
  }
  const { rows, blocks } = files.get(message.file)!;
  if (message.do === 'write') {
    rows.write(blocks.unpack(message.block));
  } else {
    rows.end();
  }
}

port.on('message', (message: Message) => {
  try {
    // After a failure nothing that is written makes sense any more.
    if (states[State.Failed] === 0) {
      follow(message);
    }
  } catch (error) {
    const failure: Failure = { kind: error instanceof TraceError ? error.kind : null, error };
    port.postMessage(failure);
    Atomics.store(states, State.Failed, 1);
  } finally {
    Atomics.add(states, State.Done, 1);
    Atomics.notify(states, State.Done);
  }
});

Atomics.store(states, State.Up, 1);
Atomics.notify(states, State.Up);
