/**
 * The events of Microsoft-Windows-Winsock-AFD {e53c6823-7bb8-44bb-90dc-3f86090d48a6}. From repnz/etw-providers-docs at d5f68e8 (manifests dumped from Windows 7 and Windows 10).
 * Made by test/tools/windows-tables.ts; its form is told where it is read.
 */
export const TABLE = `
1 0 |Process:pointer Endpoint:pointer AddressFamily:u32 SocketType:u32 Protocol:u32 UserModePid:pointer
2 0 |Process:pointer Endpoint:pointer Address:ipv4 Port:port Status:status
3 0 |Process:pointer Endpoint:pointer Address:ipv6 Port:port Status:status
4 0 |Process:pointer Endpoint:pointer Address:ipv4 Port:port
5 0 |Process:pointer Endpoint:pointer Address:ipv6 Port:port
6 0 |Process:pointer Endpoint:pointer Error:u32
7 0 |Process:pointer Endpoint:pointer Reason:i32
8 0 |=6
9 0 |=5
10 0 |=5
11 0 |=5
12 0 |=5
13 0 |=5
14 0 |=5
15 0 |=1
16 0 |=2
17 0 |=5
18 0 |Process:pointer Endpoint:pointer FastPath:bool BufferCount:i32 Buffer:pointer BufferLength:u32
19 0 |=7
20 0 |=7
21 0 |Process:pointer Endpoint:pointer FastPath:bool BufferCount:i32 Buffer:pointer BufferLength:u32 Address:ipv4 Port:port
22 0 |Process:pointer Endpoint:pointer FastPath:bool BufferCount:i32 Buffer:pointer BufferLength:u32 Address:ipv6 Port:port
23 0 |Process:pointer Endpoint:pointer Buffer:pointer BufferLength:u32
24 0 |=10
25 0 |=10
26 0 |Process:pointer Endpoint:pointer BufferCount:i32 Buffer:pointer BufferLength:u32 Address:ipv4 Port:port
27 0 |Process:pointer Endpoint:pointer BufferCount:i32 Buffer:pointer BufferLength:u32 Address:ipv6 Port:port
28 0 |=10
29 0 |Process:pointer Endpoint:pointer Option:u32 Value:u32
30 0 |Process:pointer HandleCount:i32 Timeout:i32
31 0 |=5
32 0 |Process:pointer Endpoint:pointer EventMask:u32
33 0 |Process:pointer Endpoint:pointer PacketSize:i32 Address:ipv4 Port:port Reason:i32
34 0 |Process:pointer Endpoint:pointer PacketSize:i32 Address:ipv6 Port:port Reason:i32
35 0 |Process:pointer ListenEndpoint:pointer Address:ipv4 Port:port
36 0 |Process:pointer ListenEndpoint:pointer Address:ipv6 Port:port
37 0 |Process:pointer Endpoint:pointer BytesIndicated:i32
38 0 |Process:pointer Endpoint:pointer Address:ipv4 Port:port BytesIndicated:i32
39 0 |Process:pointer Endpoint:pointer Address:ipv6 Port:port BytesIndicated:i32
40 0 |=5
41 0 |Process:pointer Endpoint:pointer
1000 0 AfdCreate/Open|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer AddressFamily:u32 SocketType:u32 Protocol:u32 ProcessId:pointer Status:status
1001 0 AfdClose/Closed|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Status:status
1002 0 AfdCleanup/Freed|=25
1003 0 AfdSend/Connected|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer BufferCount:u32 Buffer:pointer BufferLength:u32 Status:status
1004 0 AfdReceive/Connected|=26
1005 0 AfdSendTo/Connected|=26
1006 0 AfdReceiveFrom/Connected|=26
1007 0 AfdSendToWithAddress/Connected|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer BufferCount:u32 Buffer:pointer BufferLength:u32 Status:status AddressLen:u32 Address:address[AddressLen]
1009 0 AfdReceiveFromWithAddress/Connected|=27
1011 0 AfdSendMessage/Connected|=26
1012 0 AfdReceiveMessage/Connected|=26
1013 0 AfdSendMessageWithAddress/Connected|=27
1015 0 AfdReceiveMessageWithAddress/Connected|=27
1017 0 AfdConnect/Connected|=25
1018 0 AfdConnectWithAddress/Connected|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Buffer:pointer BufferLength:u32 Status:status AddressLen:u32 Address:address[AddressLen]
1020 0 AfdConnectEx/Connected|=25
1021 0 AfdConnectExWithAddress/Connected|=28
1023 0 AfdAccept/Connected|=25
1024 0 AfdAcceptWithAddress/Connected|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Buffer:pointer BufferLength:u32 Status:status AddressLen:u32 Address:address[AddressLen] AcceptEndpoint:pointer CurrentBacklog:u32
1026 0 AfdAcceptEx/Connected|=25
1027 0 AfdAcceptExWithAddress/Connected|=29
1029 0 AfdBind/Connected|=25
1030 0 AfdBindWithAddress/Connected|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Status:status AddressLen:u32 Address:address[AddressLen]
1032 0 AfdAbort/Aborted|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Reason:u32
1033 0 AfdDatagramDropWithAddress/Connected|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Buffer:pointer BufferLength:u32 AddressLen:u32 Address:address[AddressLen] Reason:u32
1035 0 AfdOption|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Option:u32 Value:u32 Status:status
1036 0 AfdWaitForListen|=25
1037 0 AfdListen|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Backlog:u32 Status:status
3000 0 AfdConnectIndication|=25
3001 0 AfdConnectIndicationWithAddress|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Status:status AddressLen:u32 Address:address[AddressLen] CurrentBacklog:u32
3003 0 AfdDataIndication|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Buffer:pointer BufferLength:u32
3004 0 AfdDataIndicationWithAddress|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer Buffer:pointer BufferLength:u32 AddressLen:u32 Address:address[AddressLen]
3006 0 AfdDisconnect/Disconnected|=25
3007 0 AfdSendBackLog|EnterExit:u32 Location:u32 Process:pointer Endpoint:pointer SendBacklog:u32
4000 0 AfdRioCreateRegistrationDomain/Open|RegistrationDomain:pointer Status:status
4001 0 AfdRioCleanupRegistrationDomain/Closed|RegistrationDomain:pointer
4002 0 AfdRioCreateCq/Open|Cq:pointer RegistrationDomain:pointer EntryCount:u32 UserAddress:pointer SystemAddress:pointer BufferSize:u32 CqIndex:u32 NotificationType:u32 NotificationHandle:pointer NotificationObject:pointer NotificationContext1:pointer NotificationContext2:pointer Status:status
4003 0 AfdRioDestroyCq/Closed|Cq:pointer Commit:u32
4004 0 AfdRioCleanupCq/Freed|Cq:pointer
4005 0 AfdRioResizeCq/Modified|Cq:pointer OriginalEntryCount:u32 OriginalStart:u32 OriginalEnd:u32 Commit:u32 RequestedEntryCount:u32 UserAddress:pointer SystemAddress:pointer BufferSize:u32 Status:status
4006 0 AfdRioCreateRqPair/Open|Endpoint:pointer RioState:pointer RegistrationDomain:pointer SendEntryCount:u32 SendUserAddress:pointer SendSystemAddress:pointer SendBufferSize:u32 ReceiveEntryCount:u32 ReceiveUserAddress:pointer ReceiveSystemAddress:pointer ReceiveBufferSize:u32 SendCqIndex:u32 ReceiveCqIndex:u32 Status:status
4007 0 AfdRioCloseRioState/Closed|RioState:pointer ReceiveQueueStart:u32 ReceiveQueueEnd:u32 SendQueueStart:u32 SendQueueEnd:u32
4008 0 AfdRioCleanupRioState/Freed|RioState:pointer
4009 0 AfdRioResizeRqPair/Modified|RioState:pointer OriginalSendEntryCount:u32 OriginalSendQueueStart:u32 OriginalSendQueueEnd:u32 RequestedSendEntryCount:u32 SendUserAddress:pointer SendSystemAddress:pointer SendBufferSize:u32 OriginalReceiveEntryCount:u32 OriginalReceiveQueueStart:u32 OriginalReceiveQueueEnd:u32 RequestedReceiveEntryCount:u32 ReceiveUserAddress:pointer ReceiveSystemAddress:pointer ReceiveBufferSize:u32 Status:status
4010 0 AfdRioRegisterBuffer/Open|Buffer:pointer RegistrationDomain:pointer UserAddress:pointer SystemAddress:pointer BufferSize:u32 BufferId:u32 Status:status
4011 0 AfdRioDeregisterBuffer/Closed|Buffer:pointer References:u32
4012 0 AfdRioCleanupBuffer/Freed|Buffer:pointer
4013 0 AfdRioValidateBufferId|RegistrationDomain:pointer RioState:pointer BufferId:u32
4014 0 AfdRioRangeCheck|RegistrationDomain:pointer RioState:pointer Buffer:pointer BufferOffset:u32 BufferLength:u32
4015 0 AfdRioSendReceive|RioState:pointer BufferType:u32 SpecifiedLength:u32 RequiredLength:u32
4016 0 AfdNrtCreate/Open|NameResolutionHandle:pointer Process:pointer Status:status
4017 0 AfdNrtClose/Closed|NameResolutionHandle:pointer Process:pointer
`;
