import type { KernelFamily } from './table.ts';

/** Image load and unload, with the rundown of the images that were loaded before. */
export const imageFamily: KernelFamily = {
  name: 'Image',
  guid: '2cb15d1d-5fc1-11d2-abe1-00a0c911f518',
  group: 20,
  events: [
    {
      opcodes: { 10: 'Load', 2: 'UnLoad', 3: 'DCStart', 4: 'DCEnd' },
      versions: {
        0: { BaseAddress: 'pointer', ModuleSize: 'u32', ImageFileName: 'wstr' },
        1: { ImageBase: 'pointer', ImageSize: 'pointer', ProcessId: 'pid', FileName: 'wstr' },
        2: {
          ImageBase: 'pointer',
          ImageSize: 'pointer',
          ProcessId: 'pid',
          ImageChecksum: 'u32',
          TimeDateStamp: 'u32',
          SignatureLevel: 'u8',
          SignatureType: 'u8',
          Reserved0: 'u16',
          DefaultBase: 'pointer',
          Reserved1: 'u32',
          Reserved2: 'u32',
          Reserved3: 'u32',
          Reserved4: 'u32',
          FileName: 'wstr',
        },
      },
    },
    { opcodes: { 33: 'KernelBase' }, versions: { 0: { ImageBase: 'pointer' } } },
    { opcodes: { 34: 'HypercallPage' }, versions: { 0: { HypercallPageVa: 'pointer' } } },
  ],
};
