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
import { notDeregistered } from './not-deregistered.ts';
import { reuseWhilePending } from './reuse-while-pending.ts';
import { routineResult } from './routine-result.ts';
import type { Rule } from './rule.ts';
import { socketLeak } from './socket-leak.ts';
import { statusMismatch } from './status-mismatch.ts';
import { unloadStuck } from './unload-stuck.ts';
import { useAfterClose } from './use-after-close.ts';

/** All rules, in the order of causes, as RULES has it: what one explains is there before others report it. */
export const ALL_RULES: readonly Rule[] = [
  clockAnomaly,
  doubleCompletion,
  doubleFree,
  freeWhilePending,
  reuseWhilePending,
  useAfterClose,
  statusMismatch,
  routineResult,
  errorReturnNoCompletion,
  cancelNotCompleted,
  neverCompleted,
  indicationNotReleased,
  closeStuck,
  forcedCloseIgnored,
  socketLeak,
  irpLeak,
  notDeregistered,
  unloadStuck,
];
