/**
 * The events of Microsoft-Windows-Winsock-NameResolution {55404e71-4db9-4deb-a5f5-8f86e46dde56}. From repnz/etw-providers-docs at d5f68e8 (manifests dumped from Windows 7 and Windows 10).
 * Made by test/tools/windows-tables.ts; its form is told where it is read.
 */
export const TABLE = `
1000 0 WinsockGai|NodeName:wstr ServiceName:wstr Location:u32 Flags:u32 Family:u32 SocketType:u32 Protocol:u32
1001 0 WinsockGai/Event(1001)|NodeName:wstr Status:u32 Result:wstr
1002 0 WinsockGai/Event(1002)|NodeName:wstr ServiceName:wstr Location:u32 NameSpace:u32 NameSpaceGuid:guid Flags:u32 Family:u32 SocketType:u32 protocol:u32 InterfaceIndex:u32 TimeOutInSec:u32 AsyncWithCallback:u32 AsyncWithOverlapped:u32
1003 0 WinsockGai/Event(1003)|NodeName:wstr CancelHandle:u64
1004 0 WinsockGai/Event(1004)|=1
1005 0 WinsockGai/Event(1005)|CancelHandle:u64 Location:u32
1006 0 WinsockGai/Event(1006)|ProviderGUID:guid QueryName:wstr ServiceGUID:guid InterfaceIndex:u32 ControlFlags:u32
1007 0 WinsockGai/Event(1007)|ProviderGUID:guid QueryName:wstr ServiceGUID:guid InterfaceIndex:u32 ControlFlags:u32 LookupHandle:u64 Status:u32
1008 0 WinsockGai/Event(1008)|ProviderGUID:guid ControlFlags:u32 LookupHandle:u64
1009 0 WinsockGai/Event(1009)|ProviderGUID:guid ControlFlags:u32 LookupHandle:u64 Status:u32 Result:wstr
1010 0 WinsockGai/Event(1010)|ProviderGUID:guid LookupHandle:u64
1011 0 WinsockGai/Event(1011)|ProviderGUID:guid LookupHandle:u64 Status:u32
1012 0 WinsockGai/Event(1012)|NodeName:wstr ServiceName:wstr Location:u32 NameSpace:u32 NameSpaceGuid:guid Flags:u32 Family:u32 SocketType:u32 protocol:u32 InterfaceIndex:u32 TimeOutInSec:u32 AsyncWithCallback:u32 AsyncWithOverlapped:u32 Error:i32
1013 0 WinsockGai/Event(1013)|Location:u32
1014 0 WinsockGai/Event(1014)|Location:u32 RefCount:u32
1015 0 WinsockGai/Event(1015)|=13
`;
