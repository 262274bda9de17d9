import type { KernelFamily } from './table.ts';

/**
 * Call stacks of other events, told apart by the raw time and the thread of these. A stack is either there itself or
 * known by a key, for the kernel's and for the user's part; the definitions of the keys stand elsewhere in the trace.
 */
export const stackFamily: KernelFamily = {
  name: 'StackWalk',
  guid: 'def2fe46-7bd6-4b80-bd94-f57fe20d0ce3',
  group: 24,
  events: [
    {
      opcodes: { 32: 'Stack' },
      versions: {
        0: { EventTimeStamp: 'u64', StackProcess: 'pid', StackThread: 'tid', Stack: ['pointer', 'rest'] },
      },
    },
    {
      opcodes: { 34: 'KeyCreate', 35: 'KeyDelete', 36: 'KeyRundown' },
      versions: { 0: { StackKey: 'pointer', Stack: ['pointer', 'rest'] } },
    },
    {
      opcodes: { 37: 'StackKeyKernel', 38: 'StackKeyUser' },
      versions: {
        0: { EventTimeStamp: 'u64', StackProcess: 'pid', StackThread: 'tid', StackKey: 'pointer' },
      },
    },
  ],
};
