import type { Subject } from '../../lib/wsk/index.ts';
import type { InjectedFault } from './synthesiser/index.ts';

/** The one id that a rule is about: what the truth and a finding have to agree in. */
export function about(
  rule: string,
  { irpId, callId, socketId }: Partial<Subject> | InjectedFault['subject'],
): string {
  switch (rule) {
    case 'irp-leak':
    case 'double-free':
      return `${rule} of IRP ${irpId}`;
    case 'socket-leak':
    case 'indication-not-released':
      return `${rule} of socket ${socketId}`;
    case 'not-deregistered':
    case 'unload-stuck':
      return rule;
    default:
      return `${rule} of call ${callId}`;
  }
}
