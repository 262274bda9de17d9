import type { RuleName } from '../../wsk/index.ts';

/** The page that explains a rule's findings, as a path in the package. */
export function helpPage(rule: RuleName): string {
  return `docs/findings/${rule}.md`;
}

/** What prints that page. */
export function helpCommand(rule: RuleName): string {
  return `wsktrace explain ${rule}`;
}

const DRIVERS = 'https://learn.microsoft.com/windows-hardware/drivers';
const IRPS = `${DRIVERS}/network/using-irps-with-winsock-kernel-functions`;
const CLOSE = `${DRIVERS}/network/closing-a-socket`;
const UNREGISTER = `${DRIVERS}/network/unregistering-a-winsock-kernel-application`;

const CONTRACTS: Readonly<Record<RuleName, string>> = {
  'clock-anomaly': 'https://learn.microsoft.com/windows/win32/sysinfo/acquiring-high-resolution-time-stamps',
  'double-completion': IRPS,
  'double-free': IRPS,
  'free-while-pending': IRPS,
  'reuse-while-pending': IRPS,
  'use-after-close': CLOSE,
  'status-mismatch': IRPS,
  'routine-result': IRPS,
  'error-return-no-completion': IRPS,
  'cancel-not-completed': IRPS,
  'never-completed': IRPS,
  'indication-not-released': `${DRIVERS}/ddi/wsk/nc-wsk-pfn_wsk_release`,
  'close-stuck': CLOSE,
  'forced-close-ignored': CLOSE,
  'socket-leak': CLOSE,
  'irp-leak': IRPS,
  'not-deregistered': UNREGISTER,
  'unload-stuck': UNREGISTER,
};

/** Where Microsoft states the contract that a rule rests on. */
export function contractPage(rule: RuleName): string {
  return CONTRACTS[rule];
}
