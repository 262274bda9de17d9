/** Where an event stands in its trace: what its place in the order of events rests on. */
export class Moment {
  /** -1 for a moment that was not seen. */
  processor = -1;
  /** Its place among all events, as they were taken: of one processor's events, the order in which they were logged. */
  step = 0;
  /** By its processor's own clock, in nanoseconds since the trace's start, as the trace has it. */
  clockNs = Number.NaN;

  get isSeen(): boolean {
    return this.processor >= 0;
  }

  set(from: Moment): void {
    this.processor = from.processor;
    this.step = from.step;
    this.clockNs = from.clockNs;
  }

  clear(): void {
    this.processor = -1;
  }

  copy(): Moment {
    const moment = new Moment();
    moment.set(this);
    return moment;
  }
}
