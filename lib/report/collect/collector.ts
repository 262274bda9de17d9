import type { Analysis, Observer, SlowCall } from '../../wsk/index.ts';
import { type Activity, ActivityCollector } from './activity.ts';
import { LifeCollector, type Lives } from './lives.ts';
import { SlowCallCollector } from './slow-calls.ts';
import { StoryCollector } from './stories.ts';

/** All that a report for people is made of. */
export interface Report {
  readonly analysis: Analysis;
  readonly activity: Activity;
  readonly slowest: readonly SlowCall[];
  readonly lives: Lives;
  readonly stories: StoryCollector;
}

/** About how many slices of time charts are drawn of. */
const SLICES = 120;
const SLOWEST_PER_OPERATION = 12;
/** Sockets that are shown, and IRPs. */
const LIVES = 200;

/** Gathers what a report shows besides the analysis: give its observers to `analyze`, then ask for the report. */
export class ReportCollector {
  readonly #activity = new ActivityCollector(SLICES);
  readonly #slowest = new SlowCallCollector(SLOWEST_PER_OPERATION);
  readonly #lives = new LifeCollector(LIVES);
  readonly #stories = new StoryCollector();

  observers(): Observer[] {
    return [this.#activity, this.#slowest, this.#lives, this.#stories].map((one) => one.observer());
  }

  /** @param analysis of the pass that the observers were given to */
  report(analysis: Analysis): Report {
    return {
      analysis,
      activity: this.#activity.result(),
      slowest: this.#slowest.result(),
      lives: this.#lives.result(),
      stories: this.#stories,
    };
  }
}
