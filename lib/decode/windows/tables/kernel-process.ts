/**
 * The events of Microsoft-Windows-Kernel-Process {22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716}. From repnz/etw-providers-docs at d5f68e8 (manifests dumped from Windows 7 and Windows 10).
 * Made by test/tools/windows-tables.ts; its form is told where it is read.
 */
export const TABLE = `
1 0 ProcessStart/Start|ProcessID:pid CreateTime:filetime ParentProcessID:u32 SessionID:u32 ImageName:wstr
1 1 ProcessStart/Start|ProcessID:pid CreateTime:filetime ParentProcessID:u32 SessionID:u32 Flags:u32 ImageName:wstr
1 2 ProcessStart/Start|ProcessID:pid CreateTime:filetime ParentProcessID:u32 SessionID:u32 Flags:u32 ImageName:wstr ImageChecksum:u32 TimeDateStamp:u32 PackageFullName:wstr PackageRelativeAppId:wstr
1 3 ProcessStart/Start|ProcessID:pid ProcessSequenceNumber:u64 CreateTime:filetime ParentProcessID:u32 ParentProcessSequenceNumber:u64 SessionID:u32 Flags:u32 ProcessTokenElevationType:u32 ProcessTokenIsElevated:u32 MandatoryLabel:sid ImageName:wstr ImageChecksum:u32 TimeDateStamp:u32 PackageFullName:wstr PackageRelativeAppId:wstr
2 0 ProcessStop/Stop|ProcessID:pid CreateTime:filetime ExitTime:filetime ExitCode:u32 TokenElevationType:u32 HandleCount:u32 CommitCharge:u64 CommitPeak:u64 ImageName:astr
2 1 ProcessStop/Stop|ProcessID:pid CreateTime:filetime ExitTime:filetime ExitCode:u32 TokenElevationType:u32 HandleCount:u32 CommitCharge:u64 CommitPeak:u64 CPUCycleCount:u64 ReadOperationCount:u32 WriteOperationCount:u32 ReadTransferKiloBytes:u32 WriteTransferKiloBytes:u32 HardFaultCount:u32 ImageName:astr
2 2 ProcessStop/Stop|ProcessID:pid ProcessSequenceNumber:u64 CreateTime:filetime ExitTime:filetime ExitCode:u32 TokenElevationType:u32 HandleCount:u32 CommitCharge:u64 CommitPeak:u64 CPUCycleCount:u64 ReadOperationCount:u32 WriteOperationCount:u32 ReadTransferKiloBytes:u32 WriteTransferKiloBytes:u32 HardFaultCount:u32 ImageName:astr
3 0 ThreadStart/Start|ProcessID:pid ThreadID:tid StackBase:pointer StackLimit:pointer UserStackBase:pointer UserStackLimit:pointer StartAddr:pointer Win32StartAddr:pointer TebBase:pointer
3 1 ThreadStart/Start|ProcessID:pid ThreadID:tid StackBase:pointer StackLimit:pointer UserStackBase:pointer UserStackLimit:pointer StartAddr:pointer Win32StartAddr:pointer TebBase:pointer SubProcessTag:u32
4 0 ThreadStop/Stop|=7
4 1 ThreadStop/Stop|ProcessID:pid ThreadID:tid StackBase:pointer StackLimit:pointer UserStackBase:pointer UserStackLimit:pointer StartAddr:pointer Win32StartAddr:pointer TebBase:pointer SubProcessTag:u32 CycleTime:u64
5 0 ImageLoad|ImageBase:pointer ImageSize:pointer ProcessID:pid ImageCheckSum:u32 TimeDateStamp:u32 DefaultBase:pointer ImageName:wstr
6 0 ImageUnload|=10
7 0 CpuBasePriorityChange|ProcessID:pid ThreadID:tid OldPriority:u8 NewPriority:u8
8 0 CpuPriorityChange|=11
9 0 PagePriorityChange|=11
10 0 IoPriorityChange|=11
11 0 ProcessFreeze/Start|FrozenProcessID:u32
11 1 ProcessFreeze/Start|FrozenProcessID:u32 CreateTime:filetime
12 0 ProcessFreeze/Stop|=12
12 1 ProcessFreeze/Stop|=13
13 0 JobStart/Start|ContainerID:guid JobID:u32 StatusCode:u32
14 0 JobTerminate/Stop|=14
15 0 ProcessRundown|=2
15 1 ProcessRundown|=3
16 0 |
17 0 PsDiskIoAttribution/Start|JobID:u32 DiskIoAttribution:pointer StatusCode:u32
18 0 PsDiskIoAttribution/Stop|=16
19 0 PsIoRateControl/Start|JobID:u32 IoRateControl:pointer ControlType:u32 RateType:u32 RateAmount:u32 StatusCode:u32
19 1 PsIoRateControl/Start|JobID:u32 IoRateControl:pointer MaxIops:u64 MaxBandwidth:u64 MaxTimePercent:u64 ReservationIops:u64 ReservationBandwidth:u64 ReservationTimePercent:u64 CriticalReservationIops:u64 CriticalReservationBandwidth:u64 CriticalReservationTimePercent:u64 ControlFlags:u32 VolumeName:wstr StatusCode:u32
19 2 PsIoRateControl/Start|JobID:u32 IoRateControl:pointer MaxIops:u64 MaxBandwidth:u64 MaxTimePercent:u64 ReservationIops:u64 ReservationBandwidth:u64 ReservationTimePercent:u64 CriticalReservationIops:u64 CriticalReservationBandwidth:u64 CriticalReservationTimePercent:u64 SoftMaxIops:u64 SoftMaxBandwidth:u64 SoftMaxTimePercent:u64 ControlFlags:u32 VolumeName:wstr StatusCode:u32
20 0 PsIoRateControl/Stop|=17
20 1 PsIoRateControl/Stop|=18
20 2 PsIoRateControl/Stop|=19
21 0 ThreadWorkOnBehalfUpdate|OldWorkOnBehalfThreadID:u32 NewWorkOnBehalfThreadID:u32
22 0 JobServerSiloStart|ContainerID:guid JobID:u32 State:u16
23 0 JobServerSiloStart/Start|ContainerID:guid JobID:u32 MonitorName:wstr
24 0 JobServerSiloStart/Stop|ContainerID:guid JobID:u32 Status:status MonitorName:wstr
25 0 JobServerSiloStart/Start|=22
26 0 JobServerSiloStart/Stop|=22
`;
