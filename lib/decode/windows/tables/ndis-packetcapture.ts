/**
 * The events of Microsoft-Windows-NDIS-PacketCapture {2ed6006e-4729-4609-b423-3ee7bcd678ef}. From repnz/etw-providers-docs at d5f68e8 (manifests dumped from Windows 7 and Windows 10).
 * Made by test/tools/windows-tables.ts; its form is told where it is read.
 */
export const TABLE = `
1001 0 |MiniportIfIndex:u32 LowerIfIndex:u32 FragmentSize:u32 Fragment:bytes[FragmentSize] GftFlowEntryId:u64 GftOffloadInformation:u64
1002 0 |MiniportIfIndex:u32 LowerIfIndex:u32 MetadataSize:u32 Metadata:bytes[MetadataSize]
1003 0 |MiniportIfIndex:u32 LowerIfIndex:u32 SourcePortId:u32 SourcePortName:wstr SourceNicName:wstr SourceNicType:wstr DestinationCount:u32 Destination:? FragmentSize:u32 Fragment:bytes[FragmentSize] OOBDataSize:u32 OOBData:bytes[OOBDataSize]
1011 0 Rules|RulesCount:u32
1012 0 |FriendlyName:wstr UniqueName:wstr ServiceName:wstr Version:wstr
1013 0 |=4
1014 0 |MiniportIfIndex:u32 LowerIfIndex:u32 MediaType:u32 ReferenceContext:u32
1015 0 |=5
1016 0 Rules/Event(1016)|RuleId:u8 Directive:u8 Length:u16 Value:bytes[Length]
2001 0 DriverLoad/LoadingState|ErrorCode:u32 Location:u32 Context:u32
2002 0 LayerLoad/LoadingState|=7
2003 0 Rules/LoadingState|=6
3001 0 LayerLoad/LoadingState|PreviousState:u8 NextState:u8 Location:u32 Context:u32
3002 0 LayerLoad/LoadingState|=8
5000 0 |
5001 0 |=9
5002 0 |=9
5003 0 |=9
5100 0 |SourceId:u8 RundownId:u32 Param1:u64 Param2:u64 ParamStr:wstr Description:wstr
5101 0 |SourceId:u8 SourceName:wstr IfIndex:u32 LayerCount:u16 LayerInfo:i16[LayerCount]
`;
