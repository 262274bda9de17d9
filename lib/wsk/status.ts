import { hex, ntStatusName } from '../decode/index.ts';

/** The NTSTATUS values that the WSK contract gives a meaning to. */
export const Status = {
  Success: 0x0000_0000,
  Pending: 0x0000_0103,
  MoreProcessingRequired: 0xc000_0016,
  FileForcedClosed: 0xc000_00b6,
  Cancelled: 0xc000_0120,
} as const;

/** A status by its name, or as hex where it has none here. */
export function statusName(status: number): string {
  return ntStatusName(status) ?? hex(status, 8);
}

/** Whether a status is a failure: an NT error or warning (its highest bit is set). */
export function isFailure(status: number): boolean {
  return status >= 0x8000_0000;
}
