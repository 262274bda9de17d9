import type { LifeRule, Rule } from '../truth.ts';
import { cancelNotCompleted } from './cancel-not-completed.ts';
import { clockAnomaly } from './clock-anomaly.ts';
import { closeStuck } from './close-stuck.ts';
import { doubleCompletion } from './double-completion.ts';
import { doubleFree } from './double-free.ts';
import { errorReturnNoCompletion } from './error-return-no-completion.ts';
import { forcedCloseIgnored } from './forced-close-ignored.ts';
import { freeWhilePending } from './free-while-pending.ts';
import { indicationNotReleased } from './indication-not-released.ts';
import { irpLeak } from './irp-leak.ts';
import { neverCompleted } from './never-completed.ts';
import { reuseWhilePending } from './reuse-while-pending.ts';
import { routineResult } from './routine-result.ts';
import { socketLeak } from './socket-leak.ts';
import type { FaultScript } from './stage.ts';
import { statusMismatch } from './status-mismatch.ts';
import { useAfterClose } from './use-after-close.ts';

/** The script of each rule, but of those that the driver's own life concerns. */
export const scripts: Readonly<Record<Exclude<Rule, LifeRule>, FaultScript>> = {
  'irp-leak': irpLeak,
  'socket-leak': socketLeak,
  'never-completed': neverCompleted,
  'double-completion': doubleCompletion,
  'double-free': doubleFree,
  'error-return-no-completion': errorReturnNoCompletion,
  'free-while-pending': freeWhilePending,
  'reuse-while-pending': reuseWhilePending,
  'use-after-close': useAfterClose,
  'status-mismatch': statusMismatch,
  'close-stuck': closeStuck,
  'forced-close-ignored': forcedCloseIgnored,
  'cancel-not-completed': cancelNotCompleted,
  'routine-result': routineResult,
  'indication-not-released': indicationNotReleased,
  'clock-anomaly': clockAnomaly,
};
