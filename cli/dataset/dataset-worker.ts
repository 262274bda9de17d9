import { workerData } from 'node:worker_threads';
import { TraceError } from '../../lib/etl/index.ts';
import { exportInput } from '../../lib/frames/dataset/index.ts';
import { answerTasks } from '../threads/answer.ts';
import { plainError } from '../threads/plain-error.ts';
import type { TaskOutcome } from './export-dataset.ts';
import { type DatasetRequest, type DatasetTask, orderOf } from './order.ts';

const order = orderOf(workerData as DatasetRequest);

/** A thread that puts the traces it is told into a dataset, one after the other. */
answerTasks(async ({ path, labels }: DatasetTask): Promise<TaskOutcome> => {
  try {
    return { result: await exportInput(path, labels, await order) };
  } catch (error) {
    if (error instanceof TraceError) {
      return { error: plainError(error) };
    }
    throw error;
  }
});
