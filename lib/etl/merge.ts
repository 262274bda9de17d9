import type { DamageLog } from './damage.ts';
import type { RawEvent } from './event.ts';
import { ProcessorStream, type StreamContext, type StreamPlace } from './processor-stream.ts';
import type { StreamPlan } from './stream-plan.ts';
import { EventForms } from './walk/event-forms.ts';
import { NO_EVENT, ROWS_FULL } from './walk/places.ts';
import { NO_STREAM, Walk, type WalkCode } from './walk/walk.ts';

/** Where a pass stands: where each of its streams does, null where one has ended. */
export type PassPlace = readonly (StreamPlace | null)[];

/** When an event was, by its processor's clock. */
export interface LatestEvent {
  readonly processor: number;
  readonly ticks: number;
}

/** One pass over a trace's events. */
export interface EventPass {
  /**
   * The next event; it is valid until the next step. Null at the end, and where the rows that the pass was told to write have to be
   * taken first: `forms.rows` holds some then.
   */
  next(): RawEvent | null;
  /** The latest event, whether it was given or passed over; null before the first. Once the pass has ended, its last one. */
  readonly latest: LatestEvent | null;
  /** Bytes of the file whose buffers this pass has opened. */
  readonly bytesOpened: number;
  /** The forms of its events that are known again; what it passes over, and what of that it counted. */
  readonly forms: EventForms;
  /** Damage known so far: the index's, and what this pass met in the buffers. */
  readonly damage: DamageLog;
  /** Where it stands on the event that was given last: `Trace.eventsFrom` goes on with that event. */
  place(): PassPlace;
  /** From the next step on, merges by times less the ticks by which each processor's clock is ahead. The events' own times stay. */
  correct(aheadTicks: (processor: number) => number): void;
}

/**
 * Merges the processors' streams into one in time order. At equal times the stream that stood first in the file goes first,
 * and each processor's own order is kept. The event given is the same object for all events of a processor.
 */
export class EventMerge implements EventPass {
  readonly damage: DamageLog;
  readonly forms: EventForms;
  readonly #walk: Walk;
  readonly #streams: readonly ProcessorStream[];
  /** Those that have ended. */
  readonly #ended = new Set<ProcessorStream>();

  /**
   * @param plan for each stream the numbers of its buffers, in reading order
   * @param from where another pass over these buffers stood, to go on with that event
   */
  constructor(context: StreamContext, code: WalkCode, plan: StreamPlan, from: PassPlace | null = null) {
    const { loader, damage } = context;
    const capacities = plan.map((buffers) => loader.capacityOf(buffers));
    const bytes = plan.reduce((sum, buffers, stream) => sum + buffers.length * capacities[stream]!, 0);
    this.#walk = new Walk(code, { ...context, capacities, bytes });
    this.forms = new EventForms(this.#walk);
    this.#streams = plan.map(
      (buffers, number) => new ProcessorStream(context, this.#walk, this.forms, number, buffers),
    );
    this.damage = damage;
    from?.forEach((place, number) => {
      this.#streams[number]!.goTo(place);
    });
  }

  next(): RawEvent | null {
    const walk = this.#walk;
    for (;;) {
      const answer = walk.next();
      if (answer >= 0) {
        const stream = this.#streams[answer]!;
        stream.show();
        return stream;
      }
      if (answer === NO_EVENT || answer === ROWS_FULL) {
        return null;
      }
      const asking = this.#streams[walk.asking]!;
      if (!asking.answer(answer)) {
        this.#ended.add(asking);
        walk.end();
      }
    }
  }

  get latest(): LatestEvent | null {
    const { latest } = this.#walk;
    return latest === NO_STREAM ? null : this.#streams[latest]!.latest();
  }

  get bytesOpened(): number {
    let bytes = 0;
    for (const stream of this.#streams) {
      bytes += stream.bytesOpened;
    }
    return bytes;
  }

  place(): PassPlace {
    return this.#streams.map((stream) => (this.#ended.has(stream) ? null : stream.place()));
  }

  correct(aheadTicks: (processor: number) => number): void {
    for (const stream of this.#streams) {
      stream.correct(aheadTicks);
    }
    this.#walk.reorder();
  }
}
