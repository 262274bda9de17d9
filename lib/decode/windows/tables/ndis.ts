/**
 * The events of Microsoft-Windows-NDIS {cdead503-17f5-4a3e-b7ae-df8cc2902eb9}. From repnz/etw-providers-docs at d5f68e8 (manifests dumped from Windows 7 and Windows 10).
 * Made by test/tools/windows-tables.ts; its form is told where it is read.
 */
export const TABLE = `
3 0 |SqmType:u32 SqmSessionGuid:guid SqmSid:sid SqmWindowsSessionId:u32 SqmSessionFlags:u32
4 0 |SqmType:u32 SqmSessionGuid:guid
5 0 |SqmType:u32 SqmSessionGuid:guid SqmID:u32 SqmDWORDDatapointValue:u32
6 0 |=2
7 0 |=2
8 0 |=2
9 0 |=2
10 0 |SqmType:u32 SqmSessionGuid:guid SqmID:u32 SqmStringDatapointValue:wstr
11 0 |SqmType:u32 SqmSessionGuid:guid SqmID:u32 SqmStreamRowLength:u32 SqmStreamRow:i16[SqmStreamRowLength]
10000 0 Request|IfGuid:guid IfIndex:u32 NetLuid:u64 Request:pointer LowerIf:guid
10001 0 Request/Event(10001)|=5
10002 0 PnP|DeviceName:wstr
10003 0 PnP/Event(10003)|ErrorCode:u32 Location:u32 Context:u32
10004 0 PnP/Event(10004)|=6
10005 0 Init|=7
10006 0 Bind|IfGuid:guid IfIndex:u32 NetLuid:u64 ProtocolName:wstr Status:status
10007 0 Init/Event(10007)|IfGuid:guid IfIndex:u32 IfLuid:u64 ReferenceContext:u32
10008 0 Request/Event(10008)|IfGuid:guid IfIndex:u32 NetLuid:u64 Request:pointer Status:status Location:u32
10009 0 Power|=9
10010 0 Request/Event(10010)|=10
10011 0 WMI|IfGuid:guid IfIndex:u32 NetLuid:u64 Error:u32 Location:u32 Context:u32
10012 0 Interface|CompartmentId:u32
10013 0 Interface/Event(10013)|IfType:u32 NetLuid:u64 StructType:u32 ParameterLen:u32 ParameterOffset:u32
10014 0 Interface/Event(10014)|IfType:u32 NetLuid:u64
10015 0 Interface/Event(10015)|NetworkId:guid
10016 0 Request/Event(10016)|=9
10017 0 Bind/Event(10017)|IfGuid:guid IfIndex:u32 NetLuid:u64 ProtocolName:wstr
10018 0 Request/Event(10018)|=10
10019 0 Power/Event(10019)|=9
10020 0 Port|=9
10021 0 Port/Event(10021)|=9
10022 0 Interface/Event(10022)|=7
10023 0 Power/Event(10023)|IfGuid:guid IfIndex:u32 NetLuid:u64 Type:hex32 State:hex32
10024 0 PnP/Event(10024)|IfGuid:guid IfIndex:u32 NetLuid:u64 IrpMinorFunction:u32
10025 0 WMI/Event(10025)|=18
10026 0 WMI/Event(10026)|=11
10027 0 Init/Event(10027)|=7
10028 0 PnP/Event(10028)|MiniportIfGuid:guid MiniportIfIndex:u32 MiniportNetLuid:u64 FilterIfGuid:guid FilterIfIndex:u32 FilterNetLuid:u64 OriginalMediaType:hex32 NewMediaType:hex32
10029 0 Init/Event(10029)|FilterName:wstr Reason:u32
10030 0 Init/Event(10030)|=7
10031 0 WMI/Event(10031)|=9
10032 0 Init/Event(10032)|IfGuid:guid IfIndex:u32 NetLuid:u64 Reason:u32 State:hex32
10033 0 Init/Event(10033)|=21
10034 0 PnP/Event(10034)|ErrorCode:u32 Location:u32 Context:u32 DeviceName:wstr
10035 0 Power/Event(10035)|=17
10037 0 Bind/Event(10037)|=11
10038 0 WMI/Event(10038)|=7
10039 0 Power/Event(10039)|=7
10040 0 PnP/Event(10040)|IfGuid:guid IfIndex:u32 NetLuid:u64 StateFlags:hex32
10041 0 PnP/Event(10041)|=23
10042 0 Bind/Event(10042)|=7
10043 0 WorkItem|IfGuid:guid IfIndex:u32 NetLuid:u64 Action:u32
10044 0 Power/Event(10044)|=11
10045 0 PnP/Event(10045)|IfGuid:guid IfIndex:u32 NetLuid:u64 MacAddress:?
10046 0 Power/Event(10046)|=17
10047 0 Power/Event(10047)|=9
10048 0 Power/Event(10048)|IfGuid:guid IfIndex:u32 NetLuid:u64 SystemState:hex32 DeviceState:hex32
10049 0 Power/Event(10049)|=17
10050 0 Init/Event(10050)|=11
10052 0 PnP/Event(10052)|IfGuid:guid IfIndex:u32 NetLuid:u64 Oid:u32 Status:status Location:u32
10053 0 Bind/Event(10053)|=9
10054 0 Port/Event(10054)|IfGuid:guid IfIndex:u32 NetLuid:u64 Reason:u32 Port:u32
10055 0 Power/Event(10055)|=9
10056 0 Power/Event(10056)|=11
10057 0 Power/Event(10057)|=11
10058 0 Power/Event(10058)|=9
10059 0 Power/Event(10059)|=9
10060 0 Power/Event(10060)|Context:u32 State:u32
10061 0 Power/Event(10061)|=9
10062 0 Power/Event(10062)|=9
10063 0 Power/Event(10063)|=9
10064 0 Power/Event(10064)|=9
10065 0 Power/Event(10065)|=26
10066 0 Power/Event(10066)|=9
10067 0 Power/Event(10067)|=9
10068 0 Power/Event(10068)|=9
10069 0 Bind/Event(10069)|Layer:u32 ProtocolName:wstr DeviceName:wstr
10070 0 Bind/Event(10070)|=30
10071 0 PnP/Event(10071)|=9
10072 0 Power/Event(10072)|=9
10073 0 Power/Event(10073)|=9
10074 0 Power/Event(10074)|IfGuid:guid IfIndex:u32 NetLuid:u64 Error:u32 Oid:u32 Set:bool
10075 0 Bind/Event(10075)|=7
10076 0 Init/Event(10076)|=11
10077 0 Init/Event(10077)|=7
10078 0 SendM|OpenRef:pointer Packet:pointer
10079 0 Request/Event(10079)|IfGuid:guid IfIndex:u32 NetLuid:u64 CompletedAtOpen:bool Open:pointer Request:pointer
10080 0 Request/Event(10080)|=11
10081 0 Request/Event(10081)|=11
10082 0 Request/Event(10082)|=11
10083 0 Request/Event(10083)|=11
10084 0 Request/Event(10084)|IfGuid:guid IfIndex:u32 NetLuid:u64 Open:pointer OriginalMediaType:hex32 ExpectedMediaType:hex32
10085 0 Request/Event(10085)|=34
10086 0 Request/Event(10086)|=11
10087 0 Power/Event(10087)|=17
10088 0 PnP/Event(10088)|IfGuid:guid IfIndex:u32 NetLuid:u64 Transport:wstr PnPEvent:hex32 Status:status
10089 0 PnP/Event(10089)|=9
10090 0 Protocol|ProtocolName:wstr Reason:u32
10091 0 Power/Event(10091)|=9
10092 0 Power/Event(10092)|=11
10093 0 Power/Event(10093)|=9
10094 0 Log|IfGuid:guid IfIndex:u32 NetLuid:u64 AdapterName:wstr Error:u32 ErrorValueCount:u32 ErrorValues:u32[ErrorValueCount]
10095 0 Request/Event(10095)|IfGuid:guid IfIndex:u32 NetLuid:u64 Request:pointer
10096 0 Port/Event(10096)|=28
10097 0 Power/Event(10097)|=9
10098 0 Power/Event(10098)|=11
10099 0 Power/Event(10099)|=11
10100 0 Power/Event(10100)|=9
10101 0 Request/Event(10101)|IfGuid:guid IfIndex:u32 NetLuid:u64 Request:pointer CompleteRequest:bool Status:status Oid:u32
10102 0 Request/Event(10102)|=10
10103 0 WorkItem/Event(10103)|IfGuid:guid State:u8 Location:u32
10104 0 Indication|IfGuid:guid IfIndex:u32 NetLuid:u64 Flags:hex32 PnPFlags:hex32 DevicePowerState:u32
10105 0 Indication/Event(10105)|=41
10106 0 Indication/Event(10106)|IfGuid:guid IfIndex:u32 NetLuid:u64 OperationalStatus:u32 OperationalStatusFlags:u32
10107 0 Indication/Event(10107)|=42
10108 0 Indication/Event(10108)|IfGuid:guid IfIndex:u32 NetLuid:u64 ChangeType:u32
10109 0 Request/Event(10109)|IfGuid:guid IfIndex:u32 NetLuid:u64 RequestType:u32 Status:status Location:u32
10110 0 Request/Event(10110)|=44
10111 0 Request/Event(10111)|=44
10112 0 Request/Event(10112)|=44
10113 0 Request/Event(10113)|IfGuid:guid IfIndex:u32 NetLuid:u64 RequestType:u32
10114 0 Request/Event(10114)|IfGuid:guid IfIndex:u32 NetLuid:u64 RequestType:u32 LowerIf:guid
10115 0 Request/Event(10115)|=46
10200 0 ReceiveThrottling|NetLuidIndex:u32 FunctionType:u32
10201 0 ReceiveThrottling/Event(10201)|NetLuidIndex:u32 FunctionType:u32 Duration:u64
10202 0 ReceiveThrottling/Event(10202)|NetLuidIndex:u32
10203 0 ReceiveThrottling/Event(10203)|NetLuidIndex:u32 Duration:u64 NumberOfNbls:u32
10204 0 ReceiveThrottling/Event(10204)|NetLuidIndex:u32 CurrentProcessorIndex:u32 NumberOfNetBufferLists:u32 ProcessingDurationMilliseconds:u32 PreviousLimit:u32 NewLimit:u32 IndividualMeasurement:u32 CummulativeMeasurement:u32
10300 0 Power/Event(10300)|=49
10301 0 Power/Event(10301)|NetLuidIndex:u32 NdisStatusCode:u32
10302 0 Power/Event(10302)|NetLuidIndex:u32 ResumeReason:u32
10303 0 Power/Event(10303)|InterfaceLuid:u64 ComponentId:u32 ComponentRefCount:u32 InterfaceRefCount:u32
10304 0 Power/Event(10304)|=54
10305 0 Power/Event(10305)|IfLuid:u64 WakeReason:u32
10306 0 Power/Event(10306)|IfGuid:guid IfIndex:u32 IfLuid:u64
10307 0 Power/Event(10307)|IfGuid:guid IfIndex:u32 IfLuid:u64 Status:status
10308 0 Power/Event(10308)|=56
10309 0 Power/Event(10309)|=57
10310 0 Power/Event(10310)|=56
10311 0 PnP/Event(10311)|IfGuid:guid IfIndex:u32 IfLuid:u64 AdapterName:wstr MiniportEventEnum:u32
10312 0 WorkItem/Event(10312)|IfGuid:guid State:u8 Location:u32 MiniportIfGuid:guid MiniportAdapterName:wstr FilterInstanceName:wstr FilterFriendlyName:wstr
10313 0 Power/Event(10313)|
10314 0 Power/Event(10314)|Duration:u64
10315 0 Power/Event(10315)|IfIndex:u32 IfLuid:u64 ActiveTime:u64 PowerTransitionCount:u32
10316 0 Power/Event(10316)|InterfaceLuid:u64 ComponentId:u32 ActiveTime:u64
10317 0 PnP/Event(10317)|=58
10320 0 Refcountrundown/Start|IfGuid:guid IfIndex:u32 NetLuid:u64
10321 0 Refcountrundown|NetLuid:u64 ComponentId:u32 RefcountValue:u32
10322 0 Refcountrundown/Stop|NetLuid:u64 StopFlags:u32
10323 0 Power/Event(10323)|IfIndex:u32 IfLuid:u64 PowerStateFrom:wstr PowerStateTo:wstr IfInUnicastPackets:u64 IfOutUnicastPackets:u64 IfInMulticastPackets:u64 IfOutMulticastPackets:u64 IfInBroadcastPackets:u64 IfOutBroadcastPackets:u64
10324 0 Power/Event(10324)|ScenarioInstanceId:u8 ParentGuid:guid BlockerGuid:guid PhysicalDeviceNode:pointer
10324 1 Power/Event(10324)|ScenarioInstanceId:u8 ParentGuid:guid BlockerGuid:guid PhysicalDeviceNode:pointer ScenarioInstanceIdV2:u64
10325 0 Power/Event(10325)|IfGuid:guid WakePacketSize:u32 WakePacketPayload:bytes[WakePacketSize]
10400 0 |IfGuid:guid IfIndex:u32 IfLuid:u64 AdapterName:wstr ResetReason:u32 ResetCount:u32
10401 0 Interface/Event(10401)|NetLuid:u64
60001 0 |=7
60002 0 |WarningCode:u32 Location:u32 Context:u32
60003 0 |NextState:u8 Context:u32
60004 0 |Context:u32 UpdateReasonCode:u32
60101 0 |SourceAddress:u32 SourcePort:u32 DestinationAddress:u32 DestinationPort:u32 Protocol:u32 ReferenceContext:u32
60102 0 |SourceAddress:? SourcePort:u32 DestinationAddress:? DestinationPort:u32 Protocol:u32 ReferenceContext:u32
60103 0 |=9
`;
