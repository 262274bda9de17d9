import { subscribe } from 'node:diagnostics_channel';
import { parentPort, workerData } from 'node:worker_threads';
import { TEMPORARY, type TemporaryNote } from '../../lib/etl/file/index.ts';
import { run } from '../program.ts';
import { processTerminal } from '../streams.ts';
import type { CommandData, CommandMessage } from './guard.ts';

/** The thread that a guarded command runs in. */
const { argv, columns } = workerData as CommandData;

function tell(message: CommandMessage): void {
  parentPort?.postMessage(message);
}

subscribe(TEMPORARY, (note) => tell({ temporary: note as TemporaryNote }));
void answer();

async function answer(): Promise<void> {
  tell({ code: await run(argv, await processTerminal(columns)) });
}
