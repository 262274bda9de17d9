import { parentPort } from 'node:worker_threads';

/** What the module of a thread does: it answers each task. An error ends the thread, and reaches the pool. */
export function answerTasks<Task, Outcome>(answer: (task: Task) => Promise<Outcome>): void {
  parentPort?.on('message', (task: Task) => {
    answer(task).then(
      (outcome) => parentPort?.postMessage(outcome),
      (error: unknown) =>
        setImmediate(() => {
          throw error;
        }),
    );
  });
}
