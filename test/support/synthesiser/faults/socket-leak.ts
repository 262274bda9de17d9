import { op } from '../operations.ts';
import { type FaultScript, second } from './stage.ts';

export const socketLeak: FaultScript = {
  /** A socket that nobody closes. */
  *inject(stage) {
    const socket = yield* stage.open();
    yield* stage.call(op.Send, socket, { length: 10, information: 10 });
    stage.report('socket-leak', { socket }).hangsUnload = true;
  },

  /** A socket that idles for long and is closed. */
  *nearMiss(stage) {
    const socket = yield* stage.open();
    yield stage.wait(120 * second);
    yield* stage.close(socket);
  },
};
