import type { KernelFamily, KernelFields } from './table.ts';

const stacks: KernelFields = {
  ProcessId: 'pid',
  TThreadId: 'tid',
  StackBase: 'pointer',
  StackLimit: 'pointer',
  UserStackBase: 'pointer',
  UserStackLimit: 'pointer',
};

/**
 * From version 3 on the affinity stands where the start address was. Windows 10 puts the thread's name behind
 * without a version of its own; before it the payload ends there.
 */
const fromVersion3: KernelFields = {
  ...stacks,
  Affinity: 'pointer',
  Win32StartAddr: 'pointer',
  TebBase: 'pointer',
  SubProcessTag: 'hex32',
  BasePriority: 'u8',
  PagePriority: 'u8',
  IoPriority: 'u8',
  ThreadFlags: 'u8',
  ThreadName: 'wstr',
};

/** Thread start, end and rundown; context switches; what makes a thread ready. */
export const threadFamily: KernelFamily = {
  name: 'Thread',
  guid: '3d6fa8d1-fe05-11d0-9dda-00c04fd7ba7c',
  group: 5,
  events: [
    {
      opcodes: { 1: 'Start', 3: 'DCStart' },
      versions: {
        0: { TThreadId: 'tid', ProcessId: 'pid' },
        1: { ...stacks, StartAddr: 'pointer', Win32StartAddr: 'pointer', WaitMode: 'i8' },
        2: {
          ...stacks,
          StartAddr: 'pointer',
          Win32StartAddr: 'pointer',
          TebBase: 'pointer',
          SubProcessTag: 'hex32',
        },
        3: fromVersion3,
      },
    },
    {
      opcodes: { 2: 'End', 4: 'DCEnd' },
      versions: {
        0: { TThreadId: 'tid', ProcessId: 'pid' },
        1: { ProcessId: 'pid', TThreadId: 'tid' },
        2: {
          ...stacks,
          StartAddr: 'pointer',
          Win32StartAddr: 'pointer',
          TebBase: 'pointer',
          SubProcessTag: 'hex32',
        },
        3: fromVersion3,
      },
    },
    {
      opcodes: { 36: 'CSwitch' },
      versions: {
        1: {
          NewThreadId: 'tid',
          OldThreadId: 'tid',
          NewThreadPriority: 'i8',
          OldThreadPriority: 'i8',
          NewThreadQuantum: 'i8',
          OldThreadQuantum: 'i8',
          OldThreadWaitReason: 'i8',
          OldThreadWaitMode: 'i8',
          OldThreadState: 'i8',
          OldThreadWaitIdealProcessor: 'i8',
          NewThreadWaitTime: 'hex32',
        },
        2: {
          NewThreadId: 'tid',
          OldThreadId: 'tid',
          NewThreadPriority: 'i8',
          OldThreadPriority: 'i8',
          PreviousCState: 'u8',
          SpareByte: 'i8',
          OldThreadWaitReason: 'i8',
          OldThreadWaitMode: 'i8',
          OldThreadState: 'i8',
          OldThreadWaitIdealProcessor: 'i8',
          NewThreadWaitTime: 'hex32',
          Reserved: 'u32',
        },
        3: {
          NewThreadId: 'tid',
          OldThreadId: 'tid',
          NewThreadPriority: 'i8',
          OldThreadPriority: 'i8',
          PreviousCState: 'u8',
          SpareByte: 'i8',
          OldThreadWaitReason: 'i8',
          ThreadFlags: 'i8',
          OldThreadState: 'i8',
          OldThreadWaitIdealProcessor: 'i8',
          NewThreadWaitTime: 'hex32',
          Reserved: 'u32',
        },
      },
    },
    { opcodes: { 37: 'CompCS' }, versions: { 2: {} } },
    {
      opcodes: { 48: 'SetPriority', 49: 'SetBasePriority', 51: 'SetPagePriority', 52: 'SetIoPriority' },
      versions: {
        3: { ThreadId: 'tid', OldPriority: 'u8', NewPriority: 'u8', Reserved: 'u16' },
      },
    },
    {
      opcodes: { 50: 'ReadyThread' },
      versions: {
        2: { TThreadId: 'tid', AdjustReason: 'i8', AdjustIncrement: 'i8', Flag: 'i8', Reserved: 'i8' },
      },
    },
    {
      opcodes: { 57: 'WorkerThread' },
      versions: { 1: { TThreadId: 'tid', StartTime: 'u64', ThreadRoutine: 'pointer' } },
    },
    {
      opcodes: { 72: 'SetName' },
      versions: { 2: { ProcessId: 'pid', ThreadId: 'tid', ThreadName: 'wstr' } },
    },
  ],
};
