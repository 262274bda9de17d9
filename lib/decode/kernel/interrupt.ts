import type { KernelFamily, KernelFields } from './table.ts';

const interrupt: KernelFields = {
  InitialTime: 'u64',
  Routine: 'pointer',
  ReturnValue: 'u8',
  Vector: 'u16',
  Reserved: 'u8',
};

/** Interrupts, deferred procedure calls and profiling: InitialTime is the raw time at which the routine began. */
export const interruptFamily: KernelFamily = {
  name: 'PerfInfo',
  guid: 'ce1dbfb4-137e-4da6-87b0-3f59aa102cbc',
  group: 15,
  events: [
    {
      opcodes: { 67: 'ISR' },
      versions: {
        1: { InitialTime: 'u64', Routine: 'pointer', ReturnValue: 'u32' },
        2: interrupt,
      },
    },
    {
      opcodes: { 95: 'ISR-PASS' },
      versions: { 1: { InitialTime: 'u64', Routine: 'pointer', ReturnValue: 'u32' }, 2: interrupt },
    },
    { opcodes: { 50: 'ISR-MSI' }, versions: { 2: { ...interrupt, MessageNumber: 'u32' } } },
    {
      opcodes: { 66: 'ThreadedDPC', 68: 'DPC', 69: 'TimerDPC', 70: 'IOTimer' },
      versions: { 1: { InitialTime: 'u64', Routine: 'pointer' } },
    },
    {
      opcodes: { 96: 'WdfISR', 97: 'WdfPassiveISR', 98: 'WdfDPC', 103: 'WdfWorkItem' },
      versions: { 2: { Routine: 'pointer' } },
    },
    {
      opcodes: { 46: 'SampleProf' },
      versions: { 2: { InstructionPointer: 'pointer', ThreadId: 'tid', Count: 'u16', Reserved: 'u16' } },
    },
    // What `wpr -marker` and TraceMark of the Performance Recorder's API write.
    { opcodes: { 34: 'Mark' }, versions: { 0: { Text: 'astr' } } },
    { opcodes: { 51: 'SysClEnter' }, versions: { 2: { SysCallAddress: 'pointer' } } },
    { opcodes: { 52: 'SysClExit' }, versions: { 2: { SysCallNtStatus: 'status' } } },
    { opcodes: { 58: 'DebuggerEnabled' }, versions: { 2: {} } },
    {
      opcodes: { 72: 'SetInterval', 73: 'CollectionStart', 74: 'CollectionEnd' },
      versions: {
        2: { Source: 'u32', NewInterval: 'u32', OldInterval: 'u32' },
        3: { Source: 'u32', NewInterval: 'u32', OldInterval: 'u32', SourceName: 'wstr' },
      },
    },
  ],
};
