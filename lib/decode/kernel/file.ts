import type { KernelFamily } from './table.ts';

/** Names of files, and the operations on them with their IRPs. */
export const fileFamily: KernelFamily = {
  name: 'FileIo',
  guid: '90cbdc39-4a3e-11d1-84f4-0000f80464e3',
  group: 4,
  events: [
    {
      opcodes: { 0: 'Name', 32: 'FileCreate', 35: 'FileDelete', 36: 'FileRundown' },
      versions: { 0: { FileObject: 'pointer', FileName: 'wstr' } },
    },
    {
      opcodes: { 64: 'Create' },
      versions: {
        2: {
          IrpPtr: 'pointer',
          TTID: 'pointer',
          FileObject: 'pointer',
          CreateOptions: 'hex32',
          FileAttributes: 'hex32',
          ShareAccess: 'hex32',
          OpenPath: 'wstr',
        },
        3: {
          IrpPtr: 'pointer',
          FileObject: 'pointer',
          TTID: 'tid',
          CreateOptions: 'hex32',
          FileAttributes: 'hex32',
          ShareAccess: 'hex32',
          OpenPath: 'wstr',
        },
      },
    },
    {
      opcodes: { 65: 'Cleanup', 66: 'Close', 73: 'Flush' },
      versions: {
        2: { IrpPtr: 'pointer', TTID: 'pointer', FileObject: 'pointer', FileKey: 'pointer' },
        3: { IrpPtr: 'pointer', FileObject: 'pointer', FileKey: 'pointer', TTID: 'tid' },
      },
    },
    {
      opcodes: { 67: 'Read', 68: 'Write' },
      versions: {
        2: {
          Offset: 'u64',
          IrpPtr: 'pointer',
          TTID: 'pointer',
          FileObject: 'pointer',
          FileKey: 'pointer',
          IoSize: 'u32',
          IoFlags: 'hex32',
        },
        3: {
          Offset: 'u64',
          IrpPtr: 'pointer',
          FileObject: 'pointer',
          FileKey: 'pointer',
          TTID: 'tid',
          IoSize: 'u32',
          IoFlags: 'hex32',
        },
      },
    },
    {
      opcodes: { 69: 'SetInfo', 70: 'Delete', 71: 'Rename', 74: 'QueryInfo', 75: 'FSControl' },
      versions: {
        2: {
          IrpPtr: 'pointer',
          TTID: 'pointer',
          FileObject: 'pointer',
          FileKey: 'pointer',
          ExtraInfo: 'pointer',
          InfoClass: 'u32',
        },
        3: {
          IrpPtr: 'pointer',
          FileObject: 'pointer',
          FileKey: 'pointer',
          ExtraInfo: 'pointer',
          TTID: 'tid',
          InfoClass: 'u32',
        },
      },
    },
    {
      opcodes: { 76: 'OperationEnd' },
      versions: { 2: { IrpPtr: 'pointer', ExtraInfo: 'pointer', NtStatus: 'status' } },
    },
  ],
};

/** Page faults; the hard ones are disk reads that a thread waits for. */
export const pageFaultFamily: KernelFamily = {
  name: 'PageFault',
  guid: '3d6fa8d3-fe05-11d0-9dda-00c04fd7ba7c',
  group: 2,
  events: [
    {
      opcodes: {
        10: 'TransitionFault',
        11: 'DemandZeroFault',
        12: 'CopyOnWrite',
        13: 'GuardPageFault',
        14: 'HardPageFault',
        15: 'AccessViolation',
      },
      versions: { 2: { VirtualAddress: 'pointer', ProgramCounter: 'pointer' } },
    },
    {
      opcodes: { 32: 'HardFault' },
      versions: {
        0: {
          InitialTime: 'u64',
          ReadOffset: 'u64',
          VirtualAddress: 'pointer',
          FileObject: 'pointer',
          TThreadId: 'tid',
          ByteCount: 'u32',
        },
      },
    },
  ],
};
