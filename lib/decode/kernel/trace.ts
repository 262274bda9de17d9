import type { KernelFamily, KernelFields } from './table.ts';

const groupMasks: KernelFields = {
  GroupMask1: 'hex32',
  GroupMask2: 'hex32',
  GroupMask3: 'hex32',
  GroupMask4: 'hex32',
  GroupMask5: 'hex32',
  GroupMask6: 'hex32',
  GroupMask7: 'hex32',
  GroupMask8: 'hex32',
};

/** What a trace tells of itself: its header, what was enabled, the system's build and the drivers' symbols. */
export const traceFamily: KernelFamily = {
  name: 'EventTrace',
  guid: '68fdd900-4a3e-11d1-84f4-0000f80464e3',
  group: 0,
  events: [
    {
      opcodes: { 0: 'Header' },
      versions: {
        0: {
          BufferSize: 'u32',
          Version: 'u32',
          ProviderVersion: 'u32',
          NumberOfProcessors: 'u32',
          EndTime: 'filetime',
          TimerResolution: 'u32',
          MaxFileSize: 'u32',
          LogFileMode: 'hex32',
          BuffersWritten: 'u32',
          StartBuffers: 'u32',
          PointerSize: 'u32',
          EventsLost: 'u32',
          CPUSpeed: 'u32',
          LoggerName: 'pointer',
          LogFileName: 'pointer',
          TimeZoneInformation: ['bytes', 176],
          BootTime: 'filetime',
          PerfFreq: 'u64',
          StartTime: 'filetime',
          ReservedFlags: 'hex32',
          BuffersLost: 'u32',
          SessionNameString: 'wstr',
          LogFileNameString: 'wstr',
        },
      },
    },
    {
      opcodes: { 5: 'Extension', 32: 'EndExtension' },
      versions: { 1: groupMasks, 2: { ...groupMasks, KernelEventVersion: 'hex32' } },
    },
    { opcodes: { 8: 'RDComplete' }, versions: { 0: {} } },
    {
      opcodes: { 64: 'DbgIdRSDS' },
      versions: { 0: { Guid: 'guid', Age: 'u32', PdbName: 'astr' } },
    },
    { opcodes: { 66: 'BuildInfo' }, versions: { 0: { BuildString: 'astr' } } },
    {
      opcodes: { 80: 'PartitionInfoExtension' },
      versions: {
        0: {
          EventVersion: 'u16',
          Reserved: 'u16',
          PartitionType: 'u32',
          QpcOffsetFromRoot: 'i64',
          PartitionId: 'guid',
          ParentId: 'guid',
        },
      },
    },
    {
      opcodes: { 67: 'ProviderBinaryPath' },
      versions: { 2: { GuidCount: 'u32', Guids: ['guid', { from: 'GuidCount' }], BinaryPath: 'wstr' } },
    },
    {
      opcodes: { 82: 'ProcessorInformation' },
      versions: { 0: { NumberOfProcessors: 'u32', Reserved: 'u32', Values: ['u64', 'rest'] } },
    },
  ],
};
