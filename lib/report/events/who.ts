import { type Constant, type LineBuffer, utf8 } from './line-buffer.ts';

/** Who logged an event: what many events have in common, since a thread logs many. */
export interface Logger {
  readonly processor: number;
  readonly processId: number;
  readonly threadId: number;
  /** Names, where the trace tells them. */
  readonly process: string | null;
  readonly thread: string | null;
}

interface KnownLogger extends Logger {
  readonly text: Constant;
}

/** Places for the texts of loggers: more than threads run at the same time. */
const PLACES = 1024;

/** Writes who logged, which is made text once for many events. */
export class WhoWriter {
  readonly #textOf: (logger: Logger) => string;
  // A logger's place is told by its numbers; another one of the same place takes it over.
  readonly #known = new Array<KnownLogger | undefined>(PLACES).fill(undefined);

  /** @param textOf writes a logger as it stands in the format's lines */
  constructor(textOf: (logger: Logger) => string) {
    this.#textOf = textOf;
  }

  write(
    line: LineBuffer,
    processor: number,
    processId: number,
    threadId: number,
    process: string | null,
    thread: string | null,
  ): void {
    // Windows numbers threads by fours.
    const place = ((threadId >>> 2) + 37 * processor) & (PLACES - 1);
    let known = this.#known[place];
    if (
      known === undefined ||
      known.threadId !== threadId ||
      known.processor !== processor ||
      known.processId !== processId ||
      known.process !== process ||
      known.thread !== thread
    ) {
      const text = utf8(this.#textOf({ processor, processId, threadId, process, thread }));
      // No spread: V8 gives the objects that it makes different hidden classes.
      known = { processor, processId, threadId, process, thread, text };
      this.#known[place] = known;
    }
    line.constant(known.text);
  }
}
