import type { RuleName } from '../../wsk/index.ts';

/** What each rule is about, in one sentence, for lists that explain their entries. */
export const RULE_TITLES: Readonly<Record<RuleName, string>> = {
  'clock-anomaly': 'A completion stands before its call in time.',
  'double-completion': 'A call was completed twice.',
  'double-free': 'An IRP was freed twice.',
  'free-while-pending': 'An IRP was freed while a call still used it.',
  'reuse-while-pending': 'An IRP was used again while a call still used it.',
  'use-after-close': 'A call was issued on a socket whose close had been issued.',
  'status-mismatch': 'A call’s return and its completion tell different stories.',
  'routine-result': 'A completion routine returned a value that gives the IRP back to the I/O manager.',
  'error-return-no-completion': 'A call returned an error and never completed its IRP.',
  'cancel-not-completed': 'A cancelled IRP was never completed.',
  'never-completed': 'A call was never completed.',
  'indication-not-released': 'Data kept from a receive event was never released.',
  'close-stuck': 'A socket’s close never completed.',
  'forced-close-ignored': 'A socket stayed open after its connection was aborted.',
  'socket-leak': 'A socket was never closed.',
  'irp-leak': 'An IRP was never freed.',
  'not-deregistered': 'The driver stopped without telling that it deregistered from WSK.',
  'unload-stuck': 'The driver’s unload never came to its end.',
};
