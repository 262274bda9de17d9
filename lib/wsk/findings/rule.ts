import type { Driver } from '../model/driver.ts';
import type { Observer } from '../observer.ts';
import type { Order, Precedence } from '../order/index.ts';
import type { Site } from '../site.ts';
import type { Confidence, Evidence, RuleName, Severity, Subject } from './finding.ts';
import type { Judge } from './judge.ts';

/** One thing that a driver did wrong, as the rule that saw it tells it. */
export interface Report {
  readonly driver: Driver;
  /** The operation concerned, or 0. */
  readonly op: number;
  readonly site: Site;
  readonly subject: Subject;
  readonly confidence: Confidence;
  /** In any order: the finding has them in that of time. */
  readonly evidence: readonly Evidence[];
  /** The finding in a driver developer's words, with what to do next. */
  readonly message: string;
  /** What this is known by when another finding explains it, such as `call:7`; any of them will do. */
  readonly keys: readonly string[];
  /** What it leaves behind: the keys of those that it explains. */
  readonly leaves: readonly string[];
}

/** What a rule is given. */
export interface RuleContext {
  readonly judge: Judge;
  /** Tells what precedes what: no rule compares the times of two processors itself. */
  readonly order: Order;
  report(report: Report): void;
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

export const callKey = (id: string | null): string => `call:${id}`;
/** Calls that an IRP is given to after it was used again while pending: whose completion is whose is lost. */
export const laterCallsKey = (irpId: string | null): string => `calls-on:${irpId}`;
export const irpKey = (id: string | null): string => `irp:${id}`;
export const socketKey = (id: string | null): string => `socket:${id}`;
/** The close of a socket, which hangs behind its other calls. */
export const closeKey = (socketId: string | null): string => `close:${socketId}`;
export const UNLOAD_KEY = 'unload';
/** What an unload that hangs has not come to yet. */
export const NOT_REACHED_KEY = 'not-reached';

/**
 * A driver that hangs in its own clean-up, before it released the NPI, may still have meant to let go of what is idle.
 * Afterwards it has forgotten whatever is left.
 */
export function notReachedKeys(driver: Driver): readonly string[] {
  const isCleaningUp = driver.isStillUnloading && Number.isNaN(driver.life.npiReleasedNs);
  return isCleaningUp ? [NOT_REACHED_KEY] : [];
}

/** An unload that nothing else hangs: a driver that corrupted memory may have been stopped in it. */
export const CUT_OFF_KEY = 'cut-off';
