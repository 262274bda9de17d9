import type { Driver } from '../model/driver.ts';
import type { Observer } from '../observer.ts';
import type { Order, Precedence } from '../order/index.ts';
import type { Site } from '../site.ts';
import type { Confidence, Evidence, RuleName, Severity, Subject } from './finding.ts';
import type { Judge } from './judge.ts';
import type { Key } from './keys.ts';

/** What is known of one thing that a driver did wrong, as the rule that saw it judges it. */
export interface Judged {
  readonly driver: Driver;
  /** The operation concerned, or 0. */
  readonly op: number;
  readonly site: Site;
  readonly confidence: Confidence;
  /** What this is known by when another finding explains it; any of them will do. */
  readonly keys: readonly Key[];
  /** What it leaves behind: the keys of those that it explains. */
  readonly leaves: readonly Key[];
}

/** What is told of it. */
export interface Told {
  readonly subject: Subject;
  /** In any order: the finding has them in that of time. */
  readonly evidence: readonly Evidence[];
  /** The finding in a driver developer's words, with what to do next. */
  readonly message: string;
}

export interface Report extends Judged, Told {}

/** What a rule is given. */
export interface RuleContext {
  readonly judge: Judge;
  /** Tells what precedes what: no rule compares the times of two processors itself. */
  readonly order: Order;
  report(report: Report): void;
  /**
   * Reports what is outstanding at a driver's end, of which there can be millions: nearly all are only counted.
   * @param tell is asked at once, or not at all
   */
  reportOutstanding(judged: Judged, tell: () => Told): void;
}

/** One rule of the contract: what it is called, how bad breaking it is, and who sees it broken. */
export interface Rule {
  readonly name: RuleName;
  readonly severity: Severity;
  /**
   * The most that can be said where events are missing. A lost completion looks like a call that never completed,
   * a lost allocation like nothing at all.
   */
  readonly whenEventsAreLost: Confidence;
  /**
   * Whether it works on memory that is not the driver's any more: the machine may stop at any moment after, so that
   * what then stays open was cut off rather than forgotten.
   */
  readonly corrupts?: boolean;
  create(context: RuleContext): Observer;
}

/** A fault that rests on the order of two events is proven where that order is. */
export function confidenceOf(precedence: Precedence): Confidence {
  return precedence === 'sure' ? 'certain' : 'possible';
}
