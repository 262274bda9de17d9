/** Why calls were slow: the kernel's and TCPIP's events beside the driver's. */
export type { RoutineKind } from './kernel/routines.ts';
export type { ThreadName } from './names.ts';
export type { ProcessorRow, ProcessorShare, RoutineRow, SwitchRow, ThreadRow } from './tables.ts';
export { type Why, type WhyOptions, why } from './why.ts';
