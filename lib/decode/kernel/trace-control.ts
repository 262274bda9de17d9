import type { KernelFamily } from './table.ts';

/** What merging adds for each image: which build it is, and where its symbols are. */
export const imageIdFamily: KernelFamily = {
  name: 'ImageID',
  guid: 'b3e675d7-2554-4f18-830b-2762732560de',
  events: [
    {
      opcodes: { 0: 'Info' },
      versions: {
        0: {
          ImageBase: 'pointer',
          ImageSize: 'u32',
          Reserved: 'u32',
          ProcessId: 'pid',
          TimeDateStamp: 'u32',
          OriginalFileName: 'wstr',
        },
      },
    },
    {
      opcodes: { 32: 'None' },
      versions: { 0: { ImageBase: 'pointer', ProcessId: 'pid' } },
    },
    {
      opcodes: { 36: 'DbgID_RSDS', 37: 'DbgID_ILRSDS' },
      versions: {
        0: { ImageBase: 'pointer', ProcessId: 'pid', GuidSig: 'guid', Age: 'u32', PdbFileName: 'astr' },
      },
    },
    {
      opcodes: { 64: 'FileVersion' },
      versions: {
        0: {
          ImageSize: 'u32',
          TimeDateStamp: 'u32',
          OrigFileName: 'wstr',
          FileDescription: 'wstr',
          FileVersion: 'wstr',
          BinFileVersion: 'wstr',
          VerLanguage: 'wstr',
          ProductName: 'wstr',
          CompanyName: 'wstr',
          ProductVersion: 'wstr',
          FileId: 'wstr',
          ProgramId: 'wstr',
        },
      },
    },
  ],
};

/** What merging adds once: folders, volumes and the system's build. */
export const sysConfigFamily: KernelFamily = {
  name: 'SysConfig',
  guid: '9b79ee91-b5fd-41c0-a243-4248e266e9d0',
  events: [
    {
      opcodes: { 32: 'BuildInfo' },
      versions: { 0: { InstallDate: 'filetime', BuildLab: 'wstr', ProductName: 'wstr' } },
    },
    {
      opcodes: { 33: 'SystemPaths' },
      versions: { 0: { SystemDirectory: 'wstr', SystemWindowsDirectory: 'wstr' } },
    },
    { opcodes: { 34: 'UnknownVolume' }, versions: { 0: { Value: 'wstr' } } },
    { opcodes: { 35: 'VolumeMapping' }, versions: { 0: { NtPath: 'wstr', DosPath: 'wstr' } } },
  ],
};

/** What merging adds of the machine, as the Windows System Assessment Tool tells it in XML. */
export const winSatFamily: KernelFamily = {
  name: 'WinSat',
  guid: 'ed54dff8-c409-4cf6-bf83-05e1e61a09c4',
  events: [
    {
      opcodes: { 33: 'WinSPR', 35: 'Metrics', 37: 'SystemConfig' },
      versions: { 0: { State: 'u32', Xml: 'lznt1' } },
    },
  ],
};

/** The embedded schemas themselves. */
export const metaDataFamily: KernelFamily = {
  name: 'MetaData',
  guid: 'bbccf6c1-6cd1-48c4-80ff-839482e37671',
  events: [
    {
      opcodes: { 32: 'EventInfo' },
      versions: {
        0: {
          ProviderGuid: 'guid',
          EventGuid: 'guid',
          Id: 'u16',
          Version: 'u8',
          Channel: 'u8',
          Level: 'u8',
          Opcode: 'u8',
          Task: 'u16',
          Keyword: 'hex64',
          Information: ['bytes', 'rest'],
        },
      },
    },
    {
      opcodes: { 33: 'EventMapInfo' },
      versions: { 0: { ProviderGuid: 'guid', Information: ['bytes', 'rest'] } },
    },
  ],
};
