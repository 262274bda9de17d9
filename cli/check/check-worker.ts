import { workerData } from 'node:worker_threads';
import { answerTasks } from '../threads/answer.ts';
import { type ReadRequest, readTrace } from './read-trace.ts';

/** A thread that reads the traces it is told, one after the other. */
answerTasks((file: string) => readTrace(file, workerData as ReadRequest));
