import type { KernelFamily, KernelFields } from './table.ts';

const transfer: KernelFields = {
  DiskNumber: 'u32',
  IrpFlags: 'hex32',
  TransferSize: 'u32',
  Reserved: 'u32',
  ByteOffset: 'u64',
  FileObject: 'pointer',
};
const flush: KernelFields = {
  DiskNumber: 'u32',
  IrpFlags: 'hex32',
  HighResResponseTime: 'u64',
  Irp: 'pointer',
};

/** Disk I/O and, where driver delays are traced, the way of an IRP through the drivers. */
export const diskFamily: KernelFamily = {
  name: 'DiskIo',
  guid: '3d6fa8d4-fe05-11d0-9dda-00c04fd7ba7c',
  group: 1,
  events: [
    {
      opcodes: { 10: 'Read', 11: 'Write', 55: 'OpticalRead', 56: 'OpticalWrite' },
      versions: {
        0: transfer,
        1: { ...transfer, HighResResponseTime: 'u64' },
        2: { ...transfer, Irp: 'pointer', HighResResponseTime: 'u64' },
        3: { ...transfer, Irp: 'pointer', HighResResponseTime: 'u64', IssuingThreadId: 'tid' },
      },
    },
    {
      opcodes: {
        12: 'ReadInit',
        13: 'WriteInit',
        15: 'FlushInit',
        58: 'OpticalReadInit',
        59: 'OpticalWriteInit',
        60: 'OpticalFlushInit',
      },
      versions: { 2: { Irp: 'pointer' }, 3: { Irp: 'pointer', IssuingThreadId: 'tid' } },
    },
    {
      opcodes: { 14: 'FlushBuffers', 57: 'OpticalFlushBuffers' },
      versions: {
        2: flush,
        3: { ...flush, IssuingThreadId: 'tid' },
      },
    },
    {
      opcodes: { 34: 'DrvMjFnCall' },
      versions: {
        2: {
          MajorFunction: 'u32',
          MinorFunction: 'u32',
          RoutineAddr: 'pointer',
          FileObject: 'pointer',
          Irp: 'pointer',
          UniqMatchId: 'u32',
        },
      },
    },
    { opcodes: { 35: 'DrvMjFnRet' }, versions: { 2: { Irp: 'pointer', UniqMatchId: 'u32' } } },
    {
      opcodes: { 37: 'DrvComplRout' },
      versions: { 2: { Routine: 'pointer', IrpPtr: 'pointer', UniqMatchId: 'u32' } },
    },
    {
      opcodes: { 52: 'DrvComplReq' },
      versions: { 2: { RoutineAddr: 'pointer', Irp: 'pointer', UniqMatchId: 'u32' } },
    },
    { opcodes: { 53: 'DrvComplReqRet' }, versions: { 2: { Irp: 'pointer', UniqMatchId: 'u32' } } },
  ],
};
