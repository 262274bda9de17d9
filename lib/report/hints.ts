import { type Hint, type HintKind, inSite } from '../wsk/index.ts';
import { plural } from './units.ts';

const TEXTS: Readonly<Record<HintKind, (count: number, where: string) => string>> = {
  'untraced-allocation': (count, where) =>
    `${plural(count, 'IRP')} freed by the driver whose allocation is not traced, first used${where}: ` +
    'wrap IoAllocateIrp there, else a leak of such an IRP can’t be seen',
  'untraced-calls': (count, where) =>
    `${plural(count, 'IRP')} allocated${where}, and no call used one: ` +
    'wrap the WSK calls that are given them, else it can’t be seen whether they complete',
  'untraced-cleanup': (count, where) =>
    `${plural(count, 'IRP')} inside of something larger, the first initialized${where}, and no clean-up is traced: ` +
    'call WskTraceUninitializeIrp before the memory of each is freed, else one that is forgotten can’t be seen',
  'untraced-issues': (count) =>
    `${plural(count, 'call')} completed where another had before, and the trace tells of no call’s issue: ` +
    'record the events that do, else nothing can be said of calls',
  'untraced-socket': (count, where) =>
    `${plural(count, 'socket')} used without a creation in the trace, first${where}: ` +
    'wrap the call or the callback that creates them, else a socket that is never closed can’t be seen',
  'untraced-steps': (count) =>
    `${plural(count, 'step')} of the driver went untraced for lack of memory (TracingLost): ` +
    'what they would have told is missing as if it were lost',
};

/** What the driver's tracing seems to miss, in a line each. */
export function hintLines(hints: readonly Hint[]): string[] {
  return hints.map(({ kind, count, site }) => TEXTS[kind](count, inSite(site)));
}

/** Of which steps it is sure that they were taken and are not in the trace, which weighs like lost events. */
export function untracedLines(hints: readonly Hint[]): string[] {
  return hintLines(hints.filter(({ kind }) => kind === 'untraced-steps' || kind === 'untraced-issues'));
}
