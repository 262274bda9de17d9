import type { KernelFamily, KernelFields } from './table.ts';

const logDisk: KernelFields = {
  StartOffset: 'u64',
  PartitionSize: 'u64',
  DiskNumber: 'u32',
  Size: 'u32',
  DriveType: 'u32',
  DriveLetterString: ['wchar', 4],
  Pad1: 'u32',
  PartitionNumber: 'u32',
  SectorsPerCluster: 'u32',
  BytesPerSector: 'u32',
  Pad2: 'u32',
  NumberOfFreeClusters: 'i64',
  TotalNumberOfClusters: 'i64',
  FileSystem: ['wchar', 16],
  VolumeExt: 'u32',
};

const cpu: KernelFields = {
  MHz: 'u32',
  NumberOfProcessors: 'u32',
  MemSize: 'u32',
  PageSize: 'u32',
  AllocationGranularity: 'u32',
  ComputerName: ['wchar', 256],
};
const filterCounts: KernelFields = {
  ClassGuid: 'guid',
  UpperFiltersCount: 'u32',
  LowerFiltersCount: 'u32',
};
const deviceNames: KernelFields = {
  DeviceID: 'wstr',
  DeviceDescription: 'wstr',
  FriendlyName: 'wstr',
  PdoName: 'wstr',
  ServiceName: 'wstr',
};
const filters: KernelFields = {
  UpperFilters: ['wstr', { from: 'UpperFiltersCount' }],
  LowerFilters: ['wstr', { from: 'LowerFiltersCount' }],
};

/** The machine that the trace was taken on; written where the session ends. */
export const systemConfigFamily: KernelFamily = {
  name: 'SystemConfig',
  guid: '01853a65-418f-4f36-aefc-dc0f1d2fd235',
  group: 11,
  events: [
    {
      opcodes: { 10: 'CPU' },
      versions: {
        0: { ...cpu, DomainName: ['wchar', 132], HyperThreadingFlag: 'pointer' },
        2: { ...cpu, DomainName: ['wchar', 134], HyperThreadingFlag: 'pointer' },
        3: {
          ...cpu,
          DomainName: ['wchar', 134],
          HyperThreadingFlag: 'pointer',
          HighestUserAddress: 'pointer',
          ProcessorArchitecture: 'u16',
          ProcessorLevel: 'u16',
          ProcessorRevision: 'u16',
          PaeEnabled: 'u8',
          NxEnabled: 'u8',
          MemorySpeed: 'u32',
        },
      },
    },
    {
      opcodes: { 11: 'PhyDisk' },
      versions: {
        0: {
          DiskNumber: 'u32',
          BytesPerSector: 'u32',
          SectorsPerTrack: 'u32',
          TracksPerCylinder: 'u32',
          Cylinders: 'u64',
          SCSIPort: 'u32',
          SCSIPath: 'u32',
          SCSITarget: 'u32',
          SCSILun: 'u32',
          Manufacturer: ['wchar', 256],
          PartitionCount: 'u32',
          WriteCacheEnabled: 'u8',
          Pad: 'u8',
          BootDriveLetter: ['wchar', 3],
          Spare: ['wchar', 2],
        },
      },
    },
    {
      opcodes: { 12: 'LogDisk' },
      versions: {
        0: logDisk,
        2: { ...logDisk, Pad3: 'u32' },
      },
    },
    {
      opcodes: { 13: 'NIC' },
      versions: {
        2: {
          PhysicalAddr: 'hex64',
          PhysicalAddrLen: 'u32',
          Ipv4Index: 'u32',
          Ipv6Index: 'u32',
          NICDescription: 'wstr',
          IpAddresses: 'wstr',
          DnsServerAddresses: 'wstr',
        },
      },
    },
    {
      opcodes: { 15: 'Services' },
      versions: {
        2: {
          ProcessId: 'pid',
          ServiceState: 'hex32',
          SubProcessTag: 'hex32',
          ServiceName: 'wstr',
          DisplayName: 'wstr',
          ProcessName: 'wstr',
        },
        3: {
          ProcessId: 'pid',
          ServiceState: 'hex32',
          SubProcessTag: 'hex32',
          ServiceName: 'wstr',
          DisplayName: 'wstr',
          ProcessName: 'wstr',
          LoadOrderGroup: 'wstr',
          SvchostGroup: 'wstr',
        },
      },
    },
    {
      opcodes: { 16: 'Power' },
      versions: { 0: { S1: 'u8', S2: 'u8', S3: 'u8', S4: 'u8', S5: 'u8', Pad: ['bytes', 3] } },
    },
    {
      opcodes: { 17: 'Network' },
      versions: {
        2: {
          TcbTablePartitions: 'u32',
          MaxHashTableSize: 'u32',
          MaxUserPort: 'u32',
          TcpTimedWaitDelay: 'u32',
        },
      },
    },
    {
      opcodes: { 21: 'IRQ' },
      versions: {
        0: { IRQAffinity: 'hex64', IRQNum: 'u32', DeviceDescriptionLen: 'u32', DeviceDescription: 'wstr' },
        3: {
          IRQAffinity: 'hex64',
          IRQGroup: 'u16',
          Reserved: 'u16',
          IRQNum: 'u32',
          DeviceDescriptionLen: 'u32',
          DeviceDescription: 'wstr',
        },
      },
    },
    {
      opcodes: { 22: 'PnP' },
      versions: {
        0: {
          IDLength: 'u32',
          DescriptionLength: 'u32',
          FriendlyNameLength: 'u32',
          DeviceID: 'wstr',
          DeviceDescription: 'wstr',
          FriendlyName: 'wstr',
        },
        3: {
          IDLength: 'u32',
          DescriptionLength: 'u32',
          FriendlyNameLength: 'u32',
          DeviceID: 'wstr',
          DeviceDescription: 'wstr',
          FriendlyName: 'wstr',
          PdoName: 'wstr',
        },
        4: { ...filterCounts, ...deviceNames, ...filters },
        5: { ...filterCounts, DevStatus: 'hex32', DevProblem: 'hex32', ...deviceNames, ...filters },
      },
    },
    {
      opcodes: { 23: 'IDEChannel' },
      versions: {
        2: {
          TargetId: 'u32',
          DeviceType: 'hex32',
          DeviceTimingMode: 'hex32',
          LocationInformationLen: 'u32',
          LocationInformation: 'wstr',
        },
      },
    },
    {
      opcodes: { 25: 'Platform' },
      versions: {
        2: {
          SystemManufacturer: 'wstr',
          SystemProductName: 'wstr',
          BiosDate: 'wstr',
          BiosVersion: 'wstr',
        },
      },
    },
  ],
};
