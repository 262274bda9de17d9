import type { KernelFamily, KernelFields } from './table.ts';

const identity: KernelFields = {
  UniqueProcessKey: 'pointer',
  ProcessId: 'pid',
  ParentId: 'pid',
  SessionId: 'u32',
  ExitStatus: 'i32',
};
const image: KernelFields = { UserSID: 'tokensid', ImageFileName: 'astr', CommandLine: 'wstr' };
const version2: KernelFields = { ...identity, ...image };
const version3: KernelFields = { ...identity, DirectoryTableBase: 'pointer', ...image };
const fromVersion4: KernelFields = {
  ...identity,
  DirectoryTableBase: 'pointer',
  Flags: 'hex32',
  ...image,
  PackageFullName: 'wstr',
  ApplicationId: 'wstr',
};

/** Process start, end and rundown. From version 1 on pids are 32-bit numbers; version 3 adds the page directory. */
export const processFamily: KernelFamily = {
  name: 'Process',
  guid: '3d6fa8d0-fe05-11d0-9dda-00c04fd7ba7c',
  group: 3,
  events: [
    {
      opcodes: { 1: 'Start', 2: 'End', 3: 'DCStart', 4: 'DCEnd' },
      versions: {
        0: { ProcessId: 'pointer', ParentId: 'pointer', UserSID: 'tokensid', ImageFileName: 'astr' },
        1: {
          PageDirectoryBase: 'pointer',
          ProcessId: 'pid',
          ParentId: 'pid',
          SessionId: 'u32',
          ExitStatus: 'i32',
          UserSID: 'tokensid',
          ImageFileName: 'astr',
        },
        2: version2,
        3: version3,
        4: fromVersion4,
      },
    },
    {
      opcodes: { 39: 'Defunct' },
      versions: { 2: version2, 3: version3, 4: fromVersion4, 5: { ...fromVersion4, ExitTime: 'filetime' } },
    },
    { opcodes: { 11: 'Terminate' }, versions: { 2: { ProcessId: 'pid' } } },
    {
      opcodes: { 32: 'PerfCtr', 33: 'PerfCtrRundown' },
      versions: {
        2: {
          ProcessId: 'pid',
          PageFaultCount: 'u32',
          HandleCount: 'u32',
          Reserved: 'u32',
          PeakVirtualSize: 'size',
          PeakWorkingSetSize: 'size',
          PeakPagefileUsage: 'size',
          QuotaPeakPagedPoolUsage: 'size',
          QuotaPeakNonPagedPoolUsage: 'size',
          VirtualSize: 'size',
          WorkingSetSize: 'size',
          PagefileUsage: 'size',
          QuotaPagedPoolUsage: 'size',
          QuotaNonPagedPoolUsage: 'size',
          PrivatePageCount: 'size',
        },
      },
    },
  ],
};
