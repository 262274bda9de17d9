/** Something that happened: a step of a call, or a callback that ended. */
export interface Step {
  readonly timeNs: number;
  /** As in the events: WskCallIssued, IrpCompleted, CallbackLeave. */
  readonly event: string;
  /** The operation, or the callback's kind. */
  readonly what: string;
  /** null for callbacks. */
  readonly callId: string | null;
}

/** The latest steps of one socket or processor, and how many there were of each kind since the beginning. */
export class RecentSteps {
  readonly #room: number;
  readonly #steps: Step[] = [];
  #oldest = 0;
  issued = 0;
  completed = 0;
  callbacks = 0;
  /** Time spent in callbacks. */
  callbackNs = 0;

  /** @param room how many steps are kept */
  constructor(room: number) {
    this.#room = room;
  }

  add(step: Step): void {
    if (this.#steps.length < this.#room) {
      this.#steps.push(step);
    } else {
      this.#steps[this.#oldest] = step;
      this.#oldest = (this.#oldest + 1) % this.#room;
    }
  }

  /** The steps kept that are no older than a time, in their order. */
  since(timeNs: number): Step[] {
    return [...this.#steps.slice(this.#oldest), ...this.#steps.slice(0, this.#oldest)].filter(
      (step) => step.timeNs >= timeNs,
    );
  }
}
