/**
 * The events of Microsoft-Windows-TCPIP {2f07e2ee-15db-40f1-90ef-9d7ba282188a}. From repnz/etw-providers-docs at d5f68e8 (manifests dumped from Windows 7 and Windows 10).
 * Made by test/tools/windows-tables.ts; its form is told where it is read.
 */
export const TABLE = `
1001 0 TcpEndpointCreation|Status:status Endpoint:pointer AddressFamily:u32 Pid:pid
1002 0 TcpRequestConnect|Tcb:pointer LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] NewState:u32 RexmitCount:u32
1003 0 TcpInspectConnectComplete|Tcb:pointer Status:status AddressFamily:u32
1004 0 TcpTcbSynSend|Tcb:pointer ISN:u32 RcvWnd:u32 RcvWndScale:u8
1005 0 TcpBindEndpointResolutionFailure|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] Status:status
1006 0 TcpBindEndpointPortFailure|=4
1007 0 TcpBindEndpointInspectionFailure|=4
1008 0 TcpBindEndpointComplete|=4
1009 0 TcpCloseEndpoint|=4
1010 0 TcpCreateEndpointAfFailure|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] Status:status ProcessId:u32 CompartmentId:u32 AddressFamily:u32
1010 1 TcpCreateEndpointAfFailure|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] Status:status ProcessId:u32 CompartmentId:u32 AddressFamily:u32 ProcessSequenceNumber:u64
1011 0 TcpCreateEndpointCompartmentFailure|=5
1011 1 TcpCreateEndpointCompartmentFailure|=6
1012 0 TcpCreateEndpointInspectionFailure|=5
1012 1 TcpCreateEndpointInspectionFailure|=6
1013 0 TcpCreateEndpointComplete|=5
1013 1 TcpCreateEndpointComplete|=6
1014 0 TcpAccpetListenerRouteLookupFailure|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] Status:status ProcessId:u32 Compartment:u32 Tcb:pointer
1014 1 TcpAccpetListenerRouteLookupFailure|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] Status:status ProcessId:u32 Compartment:u32 Tcb:pointer ProcessSequenceNumber:u64
1015 0 TcpAcceptListenerInsertionFailure|=1
1016 0 TcpAcceptListenerRejected|=7
1016 1 TcpAcceptListenerRejected|=8
1017 0 TcpAcceptListenerComplete|=7
1017 1 TcpAcceptListenerComplete|=8
1018 0 TcpConnectTcbFailedAf|=7
1018 1 TcpConnectTcbFailedAf|=8
1019 0 TcpConnectTcbFailedCompartment|=7
1019 1 TcpConnectTcbFailedCompartment|=8
1020 0 TcpConnectTcbFailedInspect|=7
1020 1 TcpConnectTcbFailedInspect|=8
1021 0 TcpConnectTcbFailedRoute|=7
1021 1 TcpConnectTcbFailedRoute|=8
1022 0 TcpConnectTcbSkipRateLimit|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] Path:pointer
1023 0 TcpConnectTcbPassRateLimit|=9
1024 0 TcpConnectTcbCheckRateLimit|=7
1024 1 TcpConnectTcbCheckRateLimit|=8
1025 0 TcpSecurityRateLimit|SynAttacksDetected:u32 ReassemblyLimitViolations:u32 ConnectionRateLimitBacklog:u32 ConnectionRateLimitViolations:u32 LandAttackSegmentsDropped:u32 ConnectionRateLimitDepth:u32
1026 0 TcpRateLimitPathRelease|=9
1027 0 TcpConnectTcbRateLimitRelease|=7
1027 1 TcpConnectTcbRateLimitRelease|=8
1028 0 TcpRateLimitPathCancel|=9
1029 0 TcpConnectTcbCancel|=7
1029 1 TcpConnectTcbCancel|=8
1030 0 TcpConnectTcbFailInsertion|=1
1031 0 TcpConnectTcbProceeding|=7
1031 1 TcpConnectTcbProceeding|=8
1032 0 TcpConnectTcbRateLimitCancel|=7
1032 1 TcpConnectTcbRateLimitCancel|=8
1033 0 TcpConnectTcbComplete|=7
1033 1 TcpConnectTcbComplete|=8
1034 0 TcpConnectTcbFailure|=7
1034 1 TcpConnectTcbFailure|=8
1035 0 TcpConnectTcbFailInspectConnectComplete|=7
1035 1 TcpConnectTcbFailInspectConnectComplete|=8
1036 0 TcpConnectTcbFailSessionState|=7
1036 1 TcpConnectTcbFailSessionState|=8
1037 0 TcpConnectTcbFailDontFragment|=7
1037 1 TcpConnectTcbFailDontFragment|=8
1038 0 TcpCloseTcbRequest|=7
1038 1 TcpCloseTcbRequest|=8
1039 0 TcpAbortTcbRequest|=7
1039 1 TcpAbortTcbRequest|=8
1040 0 TcpAbortTcbComplete|=7
1040 1 TcpAbortTcbComplete|=8
1041 0 TcpDisconnectTcbInjectFailed|Tcb:pointer Delivery:pointer Request:pointer NumBytes:pointer RequestFlags:u32 Length:pointer RequestStatus:u32 IsUrgentDelivery:u32 FullySatisfiedORDelayedPush:u32 RcvNxt:u32
1042 0 TcpDisconnectTcbRequest|Length:pointer Timeout:u64 Injected:wstr
1043 0 TcpDisconnectTcbComplete|=7
1043 1 TcpDisconnectTcbComplete|=8
1044 0 TcpShutdownTcb|=7
1044 1 TcpShutdownTcb|=8
1045 0 TcpConnectTcbTimeout|=7
1045 1 TcpConnectTcbTimeout|=8
1046 0 TcpDisconnectTcbRtoTimeout|=7
1046 1 TcpDisconnectTcbRtoTimeout|=8
1047 0 TcpDisconnectTcbKeepaliveTimeout|=7
1047 1 TcpDisconnectTcbKeepaliveTimeout|=8
1048 0 TcpDisconnectTcbTimeout|=7
1048 1 TcpDisconnectTcbTimeout|=8
1049 0 TcpConnectTcbEstatsFailed|=7
1049 1 TcpConnectTcbEstatsFailed|=8
1050 0 TcpConnectFailedPortAcquire|=7
1050 1 TcpConnectFailedPortAcquire|=8
1051 0 TcpTcbStateChange|OldState:u32 NewState:u32 SndNxt:u32 Tcb:pointer
1052 0 TcpEndpointAcquirePortReservation|ProcessId:u32 Status:status StartPort:u16 NumberOfPorts:u16
1052 1 TcpEndpointAcquirePortReservation|ProcessId:u32 Status:status StartPort:u16 NumberOfPorts:u16 ProcessSequenceNumber:u64
1053 0 TcpEndpointFailedPortReservation|=14
1053 1 TcpEndpointFailedPortReservation|=15
1054 0 TcpGlobalPortReservation|=14
1054 1 TcpGlobalPortReservation|=15
1055 0 TcpGlobalSynAttackEntry|=10
1056 0 TcpGlobalReassemblyLimitViolation|=10
1057 0 TcpGlobalConnectionRateLimitViolation|=10
1058 0 TcpGlobalLandAttackSegmentDrop|=10
1059 0 TcpGlobalIsbBeginThrottle|HighMemoryEvent:u32 HighPagedPoolEvent:u32 LowMemoryEvent:u32 LowPagedPoolEvent:u32
1060 0 TcpGlobalIsbEndThrottle|=16
1061 0 TcpGlobalAddInterface|InterfaceIndex:u32 AddressFamily:u32
1062 0 TcpGlobalDeleteInterface|=17
1063 0 TcpGlobalSynAttackExit|=10
1064 0 TcpTcbStartTimer|Tcb:pointer TimerType:u32 WaitTimeMilliseconds:u32
1064 1 TcpTcbStartTimer|Tcb:pointer TimerType:u32 WaitTimeMilliseconds:u32 Processor:u32 LastInterruptTime:u64 LastMicroseconds:u64 CachedKQPCValues:i64 CachedFrequencyValues:i64
1065 0 TcpTcbStopTimer|=18
1066 0 TcpTcbExpireTimer|=18
1067 0 TcpTcbChangeIsb|IsbSize:u32 Cwnd:u32 SndWnd:u32 SendAvailable:u32 SSThresh:u32
1068 0 TcpRssTableChange|SourceProcessor:u32 SourceActivity:u32 DestinationProcessor:u32 DestinationActivity:u32 PartitionMovesRemaining:u32 TableEntry:u8
1069 0 TcpDataTransferTimeout|Tcb:pointer Cwnd:u32 SSThresh:u32 RttSample:u32 NumBytes:u32 SeqNo:u32 SndUna:u32 Round:u32 SRTT:u32 RTO:u32 DWnd:u32 BaseRtt:u32 DupAckCount:u32
1070 0 TcpDataTransferRttSample|=22
1071 0 TcpDataTransferCumAck|=22
1072 0 TcpDataTransferDupAck|=22
1073 0 TcpDataTransferSend|=22
1074 0 TcpDataTransferReceive|Tcb:pointer NumBytes:u32 SeqNo:u32
1075 0 TcpDataTransferEcn|Tcb:pointer Cwnd:u32 SSThresh:u32 SndUna:u32 Mss:u32 ThAck:u32 DWnd:u32 BaseRtt:u32
1076 0 TcpDataTransferSpuriousTimeout|=22
1077 0 TcpDataTransferRetransmitRound|=22
1078 0 TcpLossRecoveryEntry|Tcb:pointer SndUna:u32 SndMax:u32
1079 0 TcpLossRecoveryExit|=25
1080 0 TcpLossRecoverySackEntry|Tcb:pointer SndUna:u32 SndMax:u32 Reason:wstr IsSack:u32
1081 0 TcpLossRecoverySackExit|=26
1082 0 TcpSlowStartToCongestionAvoidance|=22
1084 0 TcpBlackHoleDetectionEntry|Tcb:pointer BHMSS:u32 OriginalMSS:u32 TraceString:wstr
1085 0 TcpBlackHoleDetectionExit|=27
1086 0 TcpBlackHoleDetectionFailed|=27
1087 0 TcpSpuriousRtoDetectionBegin|=22
1088 0 TcpSpuriousRtoDetectionEnd|=22
1089 0 TcpConnectTcbFailedActiveConnect|=2
1090 0 TcpReleaseIndication|NBL:pointer
1091 0 TcpAppSendBufferSize|=22
1092 0 TcpAutoTuningBegin|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] BufferSize:u32
1093 0 TcpAutoTuningEnd|=29
1094 0 TcpAutoTuningFailedRttEstimation|=29
1095 0 TcpAutoTuningFailedBandwidthEstimation|=29
1096 0 TcpAutoTuningFailedAllocationFailure|=29
1097 0 TcpAutoTuningChangeRcvBufferSize|=29
1098 0 TcpRttResiliencyDetection|=22
1099 0 TcpConnectionOffloadStateChange|TcbState:u32 OcbState:u32 SndNxt:u32 RcvNxt:u32 Tcb:pointer Status:status
1100 0 TcpSwsAvoidanceBegin|Tcb:pointer TimerValue:u32 BytesToSend:pointer SendAvailable:u32 Cwnd:u32 MaxSndWnd:pointer
1101 0 TcpSwsAvoidanceEnd|=31
1102 0 TcpZeroWindowProbingBegin|=25
1103 0 TcpZeroWindowProbingEnd|=25
1104 0 TcpSetTcpOption|Tcb:pointer OptionType:u32 SoOptionType:u32
1105 0 TcpSetTcpSoOption|=32
1106 0 TcpMediaDisconnect|InterfaceIndex:u32 TraceString:astr
1106 1 TcpMediaDisconnect|InterfaceIndex:u32 TraceString:astr CompartmentId:u32
1107 0 TcpModuleStarted|ModuleNameString:wstr
1108 0 TcpModuleStopped|=35
1109 0 TcpMemoryFailures|AllocationObjectString:wstr
1110 0 TcpGlobalParameters|AddressFamily:u32 EnablePMTUDiscovery:u8 TcpUseRFC1122UrgentPointer:u8 DisableTaskOffload:u8 EnablePMTUBHDetect:u8 DisableTcpChimneyOffload:u8 DisableRss:u8 EcnCapability:u8 TcpMaxDataRetransmissions:u8 KeepAliveTime:u32 KeepAliveInterval:u32 TcpTimedWaitDelay:u32 SillyWindowTimeout:u32 TcpFinWait2Delay:u32 CongestionAlgorithm:u8 Tcp1323Opts:u8 AutoTuningLevelLocal:u32 AutoTuningLevelGroupPolicy:u32
1111 0 TcpLso|Tcb:pointer BytesInSegment:u32 BytesRemaining:u32
1112 0 TcpConnectionOffloadStatus|Tcb:pointer Status:status Interface:u32 PMax:u32
1113 0 TcpConnectionOffloadPmax|=39
1114 0 IpDadSuccessful|Interface:u32 Protocol:astr DadState:u32 DlAddrLength:u32 DLAddress:bytes[DlAddrLength] IpAddrLength:u32 IPv4Address:ipv4 IPv6Address:address[IpAddrLength] IPProtocol:u32
1114 1 IpDadSuccessful|Interface:u32 Protocol:astr DadState:u32 DlAddrLength:u32 DLAddress:bytes[DlAddrLength] IpAddrLength:u32 IPv4Address:ipv4 IPv6Address:address[IpAddrLength] IPProtocol:u32 CompartmentId:u32
1115 0 IpDadFailed|=40
1115 1 IpDadFailed|=41
1116 0 IpDadStarted|=40
1116 1 IpDadStarted|=41
1117 0 TcpListenerActivationFailedAf|Listener:pointer AddressLength:u32 SocketAddress:address[AddressLength] Status:status ProcessId:u32 CompartmentId:u32 AddressFamily:u32
1117 1 TcpListenerActivationFailedAf|Listener:pointer AddressLength:u32 SocketAddress:address[AddressLength] Status:status ProcessId:u32 CompartmentId:u32 AddressFamily:u32 ProcessSequenceNumber:u64
1118 0 TcpListenerActivationFailedCompartment|=42
1118 1 TcpListenerActivationFailedCompartment|=43
1119 0 TcpListenerActivationFailedInspection1|=42
1119 1 TcpListenerActivationFailedInspection1|=43
1120 0 TcpListenerActivationFailedInspection2|=42
1120 1 TcpListenerActivationFailedInspection2|=43
1121 0 TcpListenerBindFailedResolution|=42
1121 1 TcpListenerBindFailedResolution|=43
1122 0 TcpListenerBindFailedPort|=42
1122 1 TcpListenerBindFailedPort|=43
1123 0 TcpListenerActivated|=42
1123 1 TcpListenerActivated|=43
1124 0 TcpListenerUnbound|=42
1124 1 TcpListenerUnbound|=43
1127 0 IpAddressAdded|=40
1127 1 IpAddressAdded|=41
1128 0 IpAddressDeleted|=40
1128 1 IpAddressDeleted|=41
1130 0 FramingIfOperStatus|Interface:u32 OperationalStatus:u32 Status:u64
1130 1 FramingIfOperStatus|Interface:u32 OperationalStatus:u32 Status:u64 CompartmentId:u32
1136 0 FramingNdisPause|=33
1136 1 FramingNdisPause|=34
1137 0 FramingNdisRestart|=33
1137 1 FramingNdisRestart|=34
1138 0 IpAddressStatePreferred|=40
1139 0 IpAddressStateNonPreferred|=40
1144 0 IpInterfacePropertyChange|Interface:u32 Advertise:u32 AdvertiseDefaultRoute:u32 Forward:u32 ForwardMulticast:u32 UseNud:u32 AdvertisingEnabled:u32
1144 1 IpInterfacePropertyChange|Interface:u32 Advertise:u32 AdvertiseDefaultRoute:u32 Forward:u32 ForwardMulticast:u32 UseNud:u32 AdvertisingEnabled:u32 WeakHostSend:u32 WeakHostReceive:u32 CompartmentId:u32 AddressFamily:u32
1145 0 IpRouteCreated|Route:pointer Interface:u32 DestinationPrefixAddressLength:u32 NextHopAddressLength:u32 Protocol:astr DestinationPrefixLength:u32 DestinationPrefix:address[DestinationPrefixAddressLength] NextHopAddress:address[NextHopAddressLength] ValidLifetime:u64 PreferredLifetime:u64 Metric:u32 Loopback:u32 AutoconfigureAddress:u32 Publish:u32 Immortal:u32 IPv4DestinationPrefix:u32 IPv4NextHopAddress:ipv4 IPProtocol:u32
1146 0 IpRouteDeleted|=48
1147 0 IpRoutePropertyChange|=48
1148 0 IpNeighborUnreachable|Interface:u32 DlAddrLength:u32 DlAddress:bytes[DlAddrLength] IpAddrLength:u32 IPv4Address:ipv4 IPv6Address:address[IpAddrLength] IPProtocol:u32
1149 0 IpNeighborReachable|=49
1150 0 TcpCtcpDataTransferTimeout|=22
1151 0 TcpCtcpDataTransferCumAck|=22
1152 0 TcpCtcpDataTransferDupAck|=22
1153 0 TcpCtcpDataTransferSend|=22
1154 0 TcpCtcpDataTransferEcn|=24
1155 0 TcpCtcpDataTransferSpuriousTimeout|=22
1156 0 TcpReceiveRequest|=11
1157 0 TcpDeliveryIndicated|=11
1158 0 TcpDeliverySatisfied|=11
1159 0 TcpSendPosted|Tcb:pointer Injected:wstr NumBytes:u32 SndNxt:u32
1160 0 TcpSendTransmitted|=50
1161 0 TcpSendAdvance|=50
1162 0 TcpCTcpDelayWndwInactive|=2
1163 0 TcpCTcpAssignedBlocks|AssignedBlocks:u32 AllocatedBlocks:u32
1164 0 TcpCTcpCongestionWndw|Tcb:pointer DWnd:u32 PrevDWnd:u32 BaseRtt:u32 AvgRtt:u32 Cwnd:u32 DiffWnd:u32 DwndIncrement:u32
1165 0 TcpCTcpGamma|Tcb:pointer Gamma:u32 AverageBacklog:u32 AverageBacklogAcrossLFP:u32
1166 0 TcpSrttMeasurementStarted|Tcb:pointer SeqNum:u32 Tick:u32 RttSample:u32 NewSrtt:u32
1167 0 TcpSrttMeasurementComplete|=54
1168 0 TcpSrttMeasurementCancelled|=54
1169 0 UdpEndpointSendMessages|Endpoint:pointer NumMessages:u32 NumBytes:u32 LocalSockAddrLength:u32 LocalSockAddr:address[LocalSockAddrLength] RemoteSockAddrLength:u32 RemoteSockAddr:address[RemoteSockAddrLength] Pid:pid
1170 0 UdpEndpointReceiveMessages|=55
1171 0 TcpDeliveryFlush|=11
1172 0 TcpTcbInjectRcvFailure|=11
1173 0 TcpDeliveryInjectingData|=11
1174 0 TcpTcbInjectFinFailure|=11
1175 0 TcpDeliveryAccept|=11
1176 0 TcpDeliveryFin|=11
1178 0 TcpDeliveryPush|=11
1180 0 TcpTcbInjectFinComplete|=11
1181 0 TcpDeliveryCompleting|=11
1182 0 TcpInitiateSynRstValidation|=1
1183 0 TcpConnectTcbFailedRcvdRst|=1
1184 0 TcpConnectionTerminatedRcvdRst|=1
1185 0 TcpConnectionTerminatedRcvdSyn|=1
1186 0 TcpConnectRestransmit|=1
1187 0 TcpDataTransferRestransmit|=1
1188 0 TcpConnectionKeepAlive|=25
1189 0 TcpDeliveryStateChange|Tcb:pointer Delivery:pointer OldDeliveryState:u32 NewDeliveryState:u32
1190 0 TcpDeliveryDataDropped|=11
1191 0 TcpAcquirePort|PortAcquirer:pointer PortNumber:u16 WeakReference:u32 OriginalAcquirer:pointer
1192 0 TcpAcquireWeakRefPort|=57
1193 0 TcpReleasePort|=57
1194 0 TcpReplacePort|=57
1195 0 TcpAssignedWeakReferencePort|=57
1196 0 TcpBhDetectFullSizeAck|=26
1197 0 TcpFlushSack|=26
1198 0 TcpReassemblyEntry|=25
1199 0 TcpReassemblyExit|=25
1200 0 TcpDisconnectTcbZeroWindowTimeout|=7
1200 1 TcpDisconnectTcbZeroWindowTimeout|=8
1201 0 TcpDisconnectTcbFinWait2Timeout|=7
1201 1 TcpDisconnectTcbFinWait2Timeout|=8
1202 0 IpInterfaceRundown|IfIndex:u32 LinkSpeed:u64 IPProtocol:u32 IPv4Address:ipv4 IpAddrLength:u32 IPv6Address:address[IpAddrLength] PhysicalMediumType:u32
1202 1 IpInterfaceRundown|IfIndex:u32 CurrLinkSpeed:u64 IPProtocol:u32 IPv4Address:ipv4 IpAddrLength:u32 IPv6Address:address[IpAddrLength] PhysicalMediumType:u32 CompartmentId:u32 OldLinkSpeed:u64
1202 2 IpInterfaceRundown|IfIndex:u32 CurrLinkSpeed:u64 IPProtocol:u32 IPv4Address:ipv4 IpAddrLength:u32 IPv6Address:address[IpAddrLength] PhysicalMediumType:u32 CompartmentId:u32 OldLinkSpeed:u64 NetworkCategory:u32
1202 3 IpInterfaceRundown|IfIndex:u32 CurrLinkSpeed:u64 IPProtocol:u32 IPv4Address:ipv4 IpAddrLength:u32 IPv6Address:address[IpAddrLength] PhysicalMediumType:u32 CompartmentId:u32 OldLinkSpeed:u64 NetworkCategory:u32 Metric:u32 Connected:u32 InternetConnectivityStatus:u32 Flags:u64
1203 0 IpInterfaceSpeedChange|=58
1203 1 IpInterfaceSpeedChange|=59
1203 2 IpInterfaceSpeedChange|IfIndex:u32 CurrLinkSpeed:u64 IPProtocol:u32 IPv4Address:ipv4 IpAddrLength:u32 IPv6Address:address[IpAddrLength] PhysicalMediumType:u32 CompartmentId:u32 OldLinkSpeed:u64 ReceiveLinkSpeed:u64 MediaConnectState:u32
1204 0 TcpReassemblyFlush|=26
1205 0 TcpipReceiveSlowPath|Nbl:pointer IPTransportProtocol:u32 AddressFamily:u32 SourceIPv4Address:ipv4 DestIPv4Address:ipv4 IPv6SourceIpAddrLength:u32 IPv6SourceAddress:address[IPv6SourceIpAddrLength] IPv6DestIpAddrLength:u32 IPv6DestAddress:address[IPv6DestIpAddrLength] Reason:u32 NblCount:u32 IPProtocol:u32
1206 0 TcpipSendSlowPath|=63
1207 0 TcpWsdInitializationErrors|TcpWsdEtwPoint:u32 Status:status
1208 0 TcpWsdInitializationInformation|=64
1209 0 TcpWsdWsRestrictedProfile|TcpWsdEtwPoint:u32 Tcb:pointer
1210 0 TcpWsdWsRestrictedDestination|=65
1211 0 TcpWsdCacheEntryStateChange|TcpWsdEtwPoint:u32 Processor:u32 Entry:u32 OldState:u32 NewState:u32 ProbeCount:u32 ProbeCountWs:u32
1212 0 TcpWsdProfileStateChange|Profile:u32 State:u32 Qualified:u32 EreQualified:u32
1213 0 TcpWsdStateChange|OldEnabledState:u32 NewEnabledState:u32 OldThreshold:u32 NewThreshold:u32
1214 0 TcpipTransportPacketDrops|IPTransportProtocol:u32 AddressFamily:u32 LocalSockAddrLength:u32 LocalSockAddr:address[LocalSockAddrLength] RemoteSockAddrLength:u32 RemoteSockAddr:address[RemoteSockAddrLength] Reason:u32 PacketCount:u32
1215 0 TcpipNetworkPacketDrops|IPTransportProtocol:u32 AddressFamily:u32 SourceIPv4Address:ipv4 DestIPv4Address:ipv4 IPv6SourceIpAddrLength:u32 IPv6SourceAddress:address[IPv6SourceIpAddrLength] IPv6DestIpAddrLength:u32 IPv6DestAddress:address[IPv6DestIpAddrLength] Reason:u32 PacketCount:u32 IPProtocol:u32
1216 0 TcpMppNppEvaluation|PhysicalPages:u32 NonPagedPoolPages:u32 CurrentWatermark:u32 PeakWatermark:u32 HighWatermark:u32 LowWatermark:u32
1217 0 TcpMppStartEpisode|LowNppEventState:u32 HighNppEventState:u32 EpisodeStartTick:u64 EpisodeStopTick:u64 CurrentWatermark:u32 LowWatermark:u32 ReentryWatermark:u32
1218 0 TcpMppStopEpisode|LowNppEventState:u32 HighNppEventState:u32 EpisodeStartTick:u64 EpisodeStopTick:u64 ReentryWatermark:u32
1219 0 TcpMppStartEpoch|Epoch:u32 LowNppEventState:u32 HighNppEventState:u32 EpochStartTick:u64 EpochStopTick:u64 OldSynDropRate:u32 NewSynDropRate:u32 OldTcbKillRate:u32 NewTcbKillRate:u32 CurrentWatermark:u32
1220 0 TcpMppStopEpoch|Epoch:u32 LowNppEventState:u32 HighNppEventState:u32 EpochStartTick:u64 EpochStopTick:u64 SynDropRate:u32 TcbKillRate:u32 CurrentWatermark:u32
1221 0 TcpCwndRestart|Tcb:pointer OldCwnd:u32 NewCwnd:u32 Processor:u32 CurrentTick:u32 IdleTick:u32 Rto:u32
1222 0 TcpInitialCwndAdjusted|=76
1223 0 TcpTemplateParameters|Tcb:pointer TemplateType:u32 MinRto:u32 EnableCwndRestart:u32 InitialCwnd:u32 CongestionAlgorithm:u32 MaxDataRetransmissions:u32 DelayedAckTicks:u32 DelayedAckFrequency:u32 Rack:u32 TailLossProbe:u32
1224 0 TcpTemplateChanged|Tcb:pointer TemplateType:u32 Context:wstr
1225 0 TcpDataTransferEcnAlpha|Tcb:pointer SndRound:u32 EcnTotalByteCount:u32 EcnTotalMarkedCount:u32 ThAck:u32 EcnAlpha:u32
1226 0 TcpInterfaceRscStateChange|IfIndex:u32 StateV4:u32 FailureReasonV4:u32 StateV6:u32 FailureReasonV6:u32 Event:u32
1227 0 TcpRscNblOobInfo|Tcb:pointer CoalescedSegCount:u16 DupAckCount:u16 RscTcpTimestampDelta:u32 HeaderFlags:u16 EcnCePresent:u32
1228 0 TcpLoopbackFastPathFailReason|Tcb:pointer Cause:u32
1229 0 TcpCwndRestart/Event(1229)|=76
1230 0 RssBindingChange|InterfaceIndex:u32 AddressFamily:u16 Bind:u32
1231 0 RssPortChange|AdapterIndex:u32 InterfaceIndex:u32 PortNumber:u32 Bind:u32
1232 0 RssPortReference|AdapterIndex:u32 ExistingInterfaceIndex:u32 ExistingPortNumber:u32 ReferenceAdded:u8
1233 0 RssPortCapabilities|AdapterIndex:u32 CapabilitiesFlags:u32 NumberOfInterruptMessages:u32 NumberOfReceiveQueues:u32
1234 0 RssPortProcessors|AdapterIndex:u32 GroupNumber:u16 MaximumProcessors:u32 GroupAffinity:u64
1235 0 RssProcessorAssignment|NewAdapterIndex:u32 ProcessorIndex:u32 PreviousAdapterIndex:u32 TriggeringProcessorIndex:u32
1236 0 RssProcessorUnassignment|PreviousAdapterIndex:u32 ProcessorIndex:u32
1237 0 RssIndirectionChange|AdapterIndex:u32 IndirectionIndex:u16 OldProcessorIndex:u32 NewProcessorIndex:u32
1238 0 RssProcessorConsolidation|AdapterIndex:u32 ProcessorIndex:u8
1239 0 RssConfigurationChange|AdapterIndex:u32 Setting:u32 Value:u32
1240 0 RssFailure|InterfaceIndex:u32 FailureDescription:u32 Status:status
1241 0 RssBindingBindComplete|InterfaceIndex:u32 AddressFamily:u16
1242 0 RssPortBindComplete|AdapterIndex:u32
1243 0 RssPortNotSupported|=95
1244 0 RssInitializeIndirectionTable|AdapterIndex:u32 IndirectionTableSize:u32 IndirectionTable:bytes[IndirectionTableSize] GroupNumber:u16 ActiveAffinity:u64
1245 0 RssBindingRundown|InterfaceIndex:u32 AdapterIndex:u32 PortNumber:u32
1246 0 RssPortRundown|AdapterIndex:u32 HashInfo:u32 MaximumProcessors:u32 GroupNumber:u16 GroupAffinity:u64 ActiveAffinity:u64 ActiveMode:u32 IndirectionTableSize:u32 IndirectionTable:bytes[IndirectionTableSize]
1247 0 RssBindingCapability|InterfaceIndex:u32 Capability:u32
1248 0 Ndkpi_Create_Cq|NdkAdapter:pointer CqDepth:u32 CqNotificationContext:pointer AffinityMask:u64 AffinityGroup:u16 RequestContext:pointer
1249 0 Ndkpi_Create_Completion|RequestContext:pointer Status:status NdkObject:pointer CompletionType:u32 NdkObjectType:u32
1250 0 Ndkpi_Close_Obj|NdkObject:pointer NdkObjectType:u32 RequestContext:pointer
1251 0 Ndkpi_Close_Completion|RequestContext:pointer CompletionType:u32
1252 0 Ndkpi_Resize_Cq|NdkCq:pointer CqDepth:u32 RequestContext:pointer
1253 0 Ndkpi_Request_Completion|RequestContext:pointer Status:status CompletionType:u32
1254 0 Ndkpi_Arm_Cq|NdkCq:pointer ArmType:u32
1255 0 Ndkpi_Cq_Result|NdkCq:pointer Status:status BytesTransferred:u32 QpContext:pointer RequestContext:pointer ResultIndex:i32 ResultCount:i32
1256 0 Ndkpi_Create_Mr|NdkPd:pointer FastRegister:u32 RequestContext:pointer
1257 0 Ndkpi_Flush|NdkQp:pointer
1258 0 Ndkpi_Send|NdkQp:pointer RequestContext:pointer SgeAddress:pointer SgeLength:u32 SgeMemoryRegionToken:u32 NumSge:i32 Flags:u32 SgeIndex:i32
1259 0 Ndkpi_Receive|=110
1260 0 Ndkpi_Register_Mr|NdkMr:pointer Mdl:pointer Length:u64 Flags:u32 RequestContext:pointer
1261 0 Ndkpi_Deregister_Mr|NdkObject:pointer RequestContext:pointer
1262 0 Ndkpi_Initialize_Fast_Register_Mr|NdkMr:pointer AdapterPageCount:u32 RemoteAccess:u32 RequestContext:pointer
1263 0 Ndkpi_Modify_Srq|NdkSrq:pointer SrqDepth:u32 NotifyThreshold:u32 RequestContext:pointer
1264 0 Ndkpi_Connect|NdkConnector:pointer NdkQp:pointer SrcSockAddrLength:u32 SrcSockAddr:address[SrcSockAddrLength] DestSockAddrLength:u32 DestSockAddr:address[DestSockAddrLength] IRD:u32 ORD:u32 RequestContext:pointer NdkSharedEndpoint:pointer PrivateDataLength:u32
1265 0 Ndkpi_Connect_Shared_Endpoint|=115
1266 0 Ndkpi_Complete_Connect|NdkConnector:pointer DisconnectEventContext:pointer RequestContext:pointer
1267 0 Ndkpi_Accept|NdkConnector:pointer NdkQp:pointer IRD:u32 ORD:u32 DisconnectEventContext:pointer RequestContext:pointer PrivateDataLength:u32
1268 0 Ndkpi_Disconnect|=112
1269 0 Ndkpi_Listen|NdkListener:pointer SockAddrLength:u32 SockAddr:address[SockAddrLength] RequestContext:pointer
1270 0 Ndkpi_Create_Mw|=112
1271 0 Ndkpi_Create_Srq|NdkPd:pointer SrqDepth:u32 MaxReceiveRequestSge:u32 NotifyThreshold:u32 SrqNotificationContext:pointer AffinityMask:u64 AffinityGroup:u16 RequestContext:pointer
1272 0 Ndkpi_Create_Qp|NdkPd:pointer ReceiveCq:pointer InitiatorCq:pointer QPContext:pointer ReceiveQueueDepth:u32 InitiatorQueueDepth:u32 MaxReceiveRequestSge:u32 MaxInitiatorRequestSge:u32 RequestContext:pointer NdkSrq:pointer
1273 0 Ndkpi_Create_Qp_Srq|=120
1274 0 Ndkpi_Create_Pd|=112
1275 0 Ndkpi_Create_Shared_Endpoint|=118
1276 0 Ndkpi_Create_Connector|=112
1277 0 Ndkpi_Create_Listener|NdkAdapter:pointer ConnectEventContext:pointer RequestContext:pointer
1278 0 Ndkpi_Build_Lam|NdkAdapter:pointer Mdl:pointer Length:u64 RequestContext:pointer LAMBuffer:pointer LAMBufferSize:u32
1279 0 Ndkpi_Release_Lam|NdkAdapter:pointer LAMBuffer:pointer
1280 0 Ndkpi_Cq_Notification_Callback|CqNotificationContext:pointer CqStatus:u32
1281 0 Ndkpi_Srq_Notification_Callback|SrqNotificationContext:pointer SrqStatus:u32
1282 0 Ndkpi_Disconnect_Event_Callback|DisconnectEventContext:pointer
1283 0 Ndkpi_Connect_Event_Callback|ConnectEventContext:pointer NdkConnector:pointer
1284 0 Ndkpi_Get_Token|NdkObject:pointer NdkObjectType:u32 TokenType:u32 Token:u32
1285 0 Ndkpi_Get_Sockaddr|NdkObject:pointer NdkObjectType:u32 SockAddrType:u32 SockAddrLength:u32 SockAddr:address[SockAddrLength]
1286 0 Ndkpi_Get_Sockaddr_Failure|NdkObject:pointer NdkObjectType:u32 SockAddrType:u32 Status:status
1287 0 Ndkpi_Reject|NdkConnector:pointer PrivateDataLength:u32 Status:status
1288 0 Ndkpi_Get_Connect_Data|NdkConnector:pointer IRD:u32 ORD:u32 PrivateDataLength:u32 Status:status
1289 0 Ndkpi_Work_Request_Inline_Failure|NdkQp:pointer RequestContext:pointer Status:status
1290 0 Ndkpi_Bind|NdkQp:pointer RequestContext:pointer NdkMr:pointer NdkMw:pointer VirtualAddress:pointer Length:u64 Flags:u32
1291 0 Ndkpi_Fast_Register|NdkQp:pointer RequestContext:pointer NdkMr:pointer AdapterPageCount:u32 AdapterPageArray:pointer FBO:u32 Length:u64 BaseVirtualAddress:pointer Flags:u32
1292 0 Ndkpi_Invalidate|NdkQp:pointer RequestContext:pointer NdkObject:pointer NdkObjectType:u32 Flags:u32
1293 0 Ndkpi_Read|NdkQp:pointer RequestContext:pointer SgeAddress:pointer SgeLength:u32 SgeMemoryRegionToken:u32 NumSge:i32 Flags:u32 SgeIndex:i32 RemoteAddress:u64 RemoteToken:u32
1294 0 Ndkpi_Write|=137
1295 0 Ndkpi_SrqReceive|NdkSrq:pointer RequestContext:pointer SgeAddress:pointer SgeLength:u32 SgeMemoryRegionToken:u32 NumSge:i32 Flags:u32 SgeIndex:i32
1296 0 Ndkpi_Srq_Work_Request_Inline_Failure|NdkSrq:pointer RequestContext:pointer Status:status
1297 0 Ndkpi_Open_Adapter|InterfaceIndex:u32 NdkAdapter:pointer Status:status
1298 0 Ndkpi_Close_Adapter_Enter|NdkAdapter:pointer
1299 0 Ndkpi_Close_Adapter_Exit|=141
1300 0 TcpConnectionRundown|Tcb:pointer LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] State:u32 Pid:pid
1300 1 TcpConnectionRundown|Tcb:pointer LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] State:u32 Pid:pid ProcessSequenceNumber:u64
1301 0 Ndkpi_Interface_Event|InterfaceIndex:u32 EventDescription:u32 NDKOperational:u32 StatusCode:u32
1302 0 TcpipWakePacketIndicated|AdapterLuid:u64 PatternFriendlyName:wstr DlAddrLength:u32 SrcDLAddress:bytes[DlAddrLength] DestDLAddress:bytes[DlAddrLength] SrcAddress:u32 DestAddress:u32 Protocol:u32 SrcPort:u16 DestPort:u16
1303 0 TcpipWakePacketIndicated/Event(1303)|AdapterLuid:u64 PatternFriendlyName:wstr DlAddrLength:u32 SrcDLAddress:bytes[DlAddrLength] DestDLAddress:bytes[DlAddrLength] IpAddrLength:u32 SrcAddress:address[IpAddrLength] DestAddress:address[IpAddrLength] Protocol:u32 SrcPort:u16 DestPort:u16
1304 0 TcpipSilentMode|Tcb:pointer SilentModeEvent:u32 Context:pointer
1305 0 TcpCreateNotificationChannelRequest|Tcb:pointer NcmContext:pointer State:u32 Pid:pid IsLoopback:u32 ChannelStatus:u32 Status:status
1306 0 TcpQueryNotificationChannelStatusRequest|=148
1307 0 TcpCreateNotificationChannelRequestProcessed|Tcb:pointer NcmContext:pointer Pid:pid Status:status PushNotificationGuid:guid
1308 0 TcpSignalNotificationChannelEvent|Tcb:pointer NcmContext:pointer Pid:pid RcvNxt:u32 Delivered:u32 Indicated:u32 FinalEvent:u32
1309 0 TcpDetachNotificationChannel|=148
1310 0 TcpUnlinkNotificationChannel|=148
1311 0 TcpPlumbWakePattern|Tcb:pointer SystemReserved:u32 WolHandle:u32 Status:status
1312 0 TcpDeplumbWakePattern|=151
1313 0 TcpipPlumbWakePatternOnInterface|InterfaceIndex:u32 AoAcCapable:u32 BitmapPatternSupported:u32 ARPNDOffloadSupported:u32 IPAddressWakeReady:u32 PatternPriority:u32 PhysicalMediumType:u32 IpAddrLength:u32 IPv4Address:ipv4 IPv6Address:address[IpAddrLength] IPProtocol:u32 Status:status
1314 0 Ndkpi_Control_Cq_Im|NdkCq:pointer ModerationInterval:u32 ModerationCount:u32 Status:status
1315 0 TcpCreateNotificationChannelRequestProcessing|Tcb:pointer IsRedirected:u32 WfpFailure:u32 Status:status WaitStatus:u32 IpAddrLength:u32 LocalIPv4Address:ipv4 LocalIPv6Address:address[IpAddrLength] IPProtocol:u32 RemoteIPv4Address:ipv4 RemoteIPv6Address:address[IpAddrLength] SrcPort:u16 DestPort:u16
1316 0 TcpipIpAddressLifetime|Interface:u32 Protocol:astr IpAddrLength:u32 IPv4Address:ipv4 IPv6Address:address[IpAddrLength] IPProtocol:u32 CurrentTime:u32 OldBaseTime:u32 OldValidTime:u32 OldPreferredTime:u32 NewBaseTime:u32 NewValidTime:u32 NewPreferredTime:u32
1317 0 TcpRepartitionEvent|Event:pointer Type:u32 Processor:u32 PowerSource:u32 OldPartitionCount:u32 NewPartitionCount:u32 Progress:u32
1318 0 TcpipPowerStateTransitionEvent|Component:u32 PowerStateTransition:u32 IndicatingProcessor:u32 CurrentTick:u32 CurrentTime:u64
1319 0 TcpipTimerDpcRescheduleEvent|Component:u32 IndicatingProcessor:u32 TargetProcessor:u32 CurrentTick:u32 NextExpirationTick:u32 OldScheduledExpiration:u64 NewScheduledExpiration:u64 DueTime:i64 Aperiodic:u32
1320 0 TcpipTimerDpcFiredEvent|Component:u32 TargetProcessor:u32 CurrentTick:u32 NextExpiration:u32 CurrentInterruptTime:u64 ScheduledExpirationTime:u64 ExternalTrigger:u32
1321 0 TcpipMediaConnect|=33
1321 1 TcpipMediaConnect|=34
1322 0 TcpipLimitedLinkConnectivity|=33
1322 1 TcpipLimitedLinkConnectivity|=34
1323 0 TcpipLimitedLinkConnectivity/Event(1323)|=33
1323 1 TcpipLimitedLinkConnectivity/Event(1323)|=34
1324 0 IpNeighborState|Interface:u32 IpAddrLength:u32 IPAddress:address[IpAddrLength] DlAddrLength:u32 DLAddress:bytes[DlAddrLength] OldNeighborState:u32 NewNeighborState:u32 NeighborEvent:u32
1324 1 IpNeighborState|Interface:u32 IpAddrLength:u32 IPAddress:address[IpAddrLength] DlAddrLength:u32 DLAddress:bytes[DlAddrLength] OldNeighborState:u32 NewNeighborState:u32 NeighborEvent:u32 CompartmentId:u32
1325 0 IpNeighborDiscovery|Interface:u32 IpAddrLength:u32 SourceIPAddress:address[IpAddrLength] TargetIPAddress:address[IpAddrLength] NeighborEvent:u32
1325 1 IpNeighborDiscovery|Interface:u32 IpAddrLength:u32 SourceIPAddress:address[IpAddrLength] TargetIPAddress:address[IpAddrLength] NeighborEvent:u32 CompartmentId:u32
1326 0 IpSourceAddressSelection|IpAddrLength:u32 PreferredSourceIPAddress:address[IpAddrLength] NonPreferredSourceIPAddress:address[IpAddrLength] DestinationIPAddress:address[IpAddrLength] CompartmentId:u32 Rule:u32 RuleExtension:u32 RuleName:u32
1327 0 IpSortedAddressPairs|IpAddrLength:u32 PreferredSourceIPAddress:address[IpAddrLength] PreferredDestinationIPAddress:address[IpAddrLength] NonPreferredSourceIPAddress:address[IpAddrLength] NonPreferredDestinationIPAddress:address[IpAddrLength] SortOption:u32 RuleType:astr RuleMajor:u32 RuleMinor:u32
1327 1 IpSortedAddressPairs|IpAddrLength:u32 PreferredSourceIPAddress:address[IpAddrLength] PreferredDestinationIPAddress:address[IpAddrLength] NonPreferredSourceIPAddress:address[IpAddrLength] NonPreferredDestinationIPAddress:address[IpAddrLength] SortOption:u32 RuleType:astr RuleMajor:u32 RuleMinor:u32 RuleName:u32
1328 0 Ndkpi_Cq_Result_Ex|NdkCq:pointer Status:status BytesTransferred:u32 QpContext:pointer RequestContext:pointer ResultIndex:i32 ResultCount:i32 Type:u32 TypeSpecificCompletionOutput:u64
1329 0 Ndkpi_Send_Invalidate|NdkQp:pointer RequestContext:pointer SgeAddress:pointer SgeLength:u32 SgeMemoryRegionToken:u32 NumSge:i32 Flags:u32 SgeIndex:i32 RemoteToken:u32
1330 0 TcpDataTransferCumAck/Event(1330)|Tcb:pointer Cwnd:u32 SndWnd:u32 BytesAcked:u32 SeqNo:u32
1331 0 TcpCtcpDataTransferCumAck/Event(1331)|=169
1332 0 TcpDataTransferSend/Event(1332)|Tcb:pointer Cwnd:u32 SndWnd:u32 BytesSent:u32 SeqNo:u32 SRtt:u32 RttVar:u32 RTO:u32
1332 1 TcpDataTransferSend/Event(1332)|Tcb:pointer Cwnd:u32 SndWnd:u32 BytesSent:u32 SeqNo:u32 SRtt:u32 RttVar:u32 RTO:u32 RcvWnd:u32
1333 0 TcpCtcpDataTransferSend/Event(1333)|=170
1333 1 TcpCtcpDataTransferSend/Event(1333)|=171
1334 0 UdpCreateNotificationChannelRequest|UdpEndpoint:pointer NcmContext:pointer Activated:u32 Pid:pid IsLoopback:u32 ChannelStatus:u32 Status:status
1335 0 UdpQueryNotificationChannelStatusRequest|=172
1336 0 UdpCreateNotificationChannelRequestProcessed|UdpEndpoint:pointer NcmContext:pointer Pid:pid Status:status PushNotificationGuid:guid
1337 0 UdpSignalNotificationChannelEvent|UdpEndpoint:pointer NcmContext:pointer Pid:pid Delivered:u32 FinalEvent:u32
1338 0 UdpDetachNotificationChannel|=172
1339 0 UdpUnlinkNotificationChannel|=172
1340 0 UdpCreateNotificationChannelRequestProcessing|UdpEndpoint:pointer IpAddrLength:u32 LocalIPv4Address:ipv4 LocalIPv6Address:address[IpAddrLength] IPProtocol:u32 SrcPort:u16
1341 0 TcpDataTransferRttSample/Event(1341)|Tcb:pointer RttSample:u32 RttVar:u32 SRTT:u32
1342 0 TcpRttResiliencyDetection/Event(1342)|=176
1343 0 TcpDataTransferDupAck/Event(1343)|Tcb:pointer Cwnd:u32 SSThresh:u32 DupAckCount:u32 SeqNo:u32
1344 0 TcpCtcpDataTransferDupAck/Event(1344)|=177
1345 0 TcpDataTransferSpuriousTimeout/Event(1345)|Tcb:pointer SeqNo:u32
1346 0 TcpSpuriousRtoDetectionBegin/Event(1346)|=178
1347 0 TcpSpuriousRtoDetectionEnd/Event(1347)|=178
1348 0 TcpCtcpDataTransferTimeout/Event(1348)|Tcb:pointer Cwnd:u32 SSThresh:u32
1349 0 TcpCtcpDataTransferSpuriousTimeout/Event(1349)|=179
1350 0 TcpSlowStartToCongestionAvoidance/Event(1350)|=179
1351 0 TcpDataTransferRetransmitRound/Event(1351)|Tcb:pointer SndUna:u32 RexmitCount:u32 SRTT:u32 RTO:u32
1352 0 TcpConnectionSummary|Tcb:pointer DataBytesOut:u64 DataBytesIn:u64 DataSegmentsOut:u64 DataSegmentsIn:u64 SegmentsOut:u64 SegmentsIn:u64 NonRecovDa:u32 NonRecovDaEpisodes:u32 DupAcksIn:u32 BytesRetrans:u32 Timeouts:u32 SpuriousRtoDetections:u32 FastRetran:u32 MaxSsthresh:u32 MaxSsCwnd:u32 MaxCaCwnd:u32 SndLimTransRwin:u32 SndLimTimeRwin:u32 SndLimBytesRwin:u64 SndLimTransCwnd:u32 SndLimTimeCwnd:u32 SndLimBytesCwnd:u64 SndLimTransSnd:u32 SndLimTimeRSnd:u32 SndLimBytesRSnd:u64
1353 0 TcpipGeneric|AllocationObjectString:wstr Param1:pointer Param2:pointer Param3:u32 Param4:u32
1354 0 TcpSackUpdate|Tcb:pointer SndUna:u32 SndMax:u32 SackCount:u32 SackBytes:u32 SackInFlight:u32 SackIsLost:u32
1355 0 TcpIsPatternCoalescingRequired|Tcb:pointer RequireAddressCoalescing:u32 LocalPort:u16 RtcStartPort:u16 RtcEndPort:u16 Status:status
1356 0 TcpRtcPortRangeAssignment|AssignedFromRtcRange:u32 Port:u16
1357 0 TcpipAoacFailFast|RequestType:u32 TcbOrEndpoint:pointer LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] Status:status ProcessId:u32 InterfaceIndex:u32
1357 1 TcpipAoacFailFast|RequestType:u32 TcbOrEndpoint:pointer LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] Status:status ProcessId:u32 InterfaceIndex:u32 ProcessSequenceNumber:u64
1358 0 TcpipUpdateInterfaceConfigFlags|InterfaceIndex:u32 Property:astr Value:u32 InterfaceUpdateEvent:u32
1358 1 TcpipUpdateInterfaceConfigFlags|InterfaceIndex:u32 Property:astr Value:u32 InterfaceUpdateEvent:u32 CompartmentId:u32 AddressFamily:u32
1359 0 TcpCreateNotificationChannelUnmarkRequest|Tcb:pointer NcmContext:pointer State:u32 Pid:pid IsLoopback:u32 IsShutdown:u32 Status:status
1360 0 TcpipNblClonedForRaw|Nbl:pointer ClonedNbl:pointer IPTransportProtocol:u32 AddressFamily:u32
1361 0 TcpipCloneDropped|Nbl:pointer ClonedNbl:pointer AddressFamily:u32
1362 0 IpAddressWolStateChange|Interface:u32 IpAddrLength:u32 IPAddress:address[IpAddrLength] WoLEvent:u32 Status:status
1363 0 IpWolContextChange|Interface:u32 IpAddrLength:u32 WolHandle:u32 DestinationIPAddress:address[IpAddrLength] TargetIPAddress1:address[IpAddrLength] TargetIPAddress2:address[IpAddrLength] Flags:u32 WoLEvent:u32 Status:status
1364 0 TcpInsertConnectionTuple|=1
1365 0 TcpRemoveConnectionTuple|=1
1366 0 TcpDeferPortSelection|=4
1367 0 TcpipNblOob|Nbl:pointer PathDirection:u32 TcpIpChecksumNetBufferListInfo:pointer TcpLargeSendNetBufferListInfo:pointer Ieee8021QNetBufferListInfo:pointer NetBufferListHashValue:pointer NetBufferListHashInfo:pointer VirtualSubnetInfo:pointer TcpRecvSegCoalesceInfo:pointer
1367 1 TcpipNblOob|Nbl:pointer PathDirection:u32 TcpIpChecksumNetBufferListInfo:pointer TcpLargeSendNetBufferListInfo:pointer Ieee8021QNetBufferListInfo:pointer NetBufferListHashValue:pointer NetBufferListHashInfo:pointer VirtualSubnetInfo:pointer TcpRecvSegCoalesceInfo:pointer NrtNameResolutionInfo:pointer
1368 0 TcpipTeredoOpen|PID:u64 LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] AddressType:u32 ScopeLevel:u32 Port:u32 EndpointRecord:pointer
1369 0 TcpipTeredoClose|=197
1370 0 TcpipRouteLookup|API:astr IpAddrLength:u32 DestinationAddress:address[IpAddrLength] ConstrainSourceAddress:address[IpAddrLength] ConstrainInterfaceIndex:u32 ConstraintOverridden:u32 ReturnConstrained:u32 OutgoingInterfaceIndex:u32 NextHopAddress:address[IpAddrLength] Status:status
1371 0 TcpipSrcAddrLookup|IpAddrLength:u32 DestinationAddress:address[IpAddrLength] ConstrainSourceAddress:address[IpAddrLength] ConstrainInterfaceIndex:u32 OutgoingInterfaceIndex:u32 ReturnConstrained:u32 SelectedSourceAddress:address[IpAddrLength]
1372 0 Partition|PartitionCount:u64 PartitionMask:u64 PartitionId:u64 NumEntries:u64
1373 0 Partition/Event(1373)|OldPartitionCount:u64 OldPartitionMask:u64 NewPartitionCount:u64 NewPartitionMask:u64
1374 0 RemoteEndpoint|AddressLength:u32 RemoteAddress:address[AddressLength] RemotePort:u64 LocalAddress:address[AddressLength] LocalPort:u16 PartitionId:u64 NumEntries:u64
1375 0 RemoteEndpoint/Event(1375)|=202
1376 0 Memory|HighMemoryEvent:u32 HighNonPagedPoolEvent:u32 LowMemoryEvent:u32 LowNonPagedPoolEvent:u32
1377 0 Memory/Event(1377)|=203
1378 0 Memory/Event(1378)|=203
1379 0 Memory/Event(1379)|=203
1380 0 TcpLedbatState|Tcb:pointer LedbatEvent:u32 Cwnd:u32 SsThresh:u32 SndWnd:u32 BaseDelayMs:u16 CurrentDelayMs:u16 RemainingTimeMs:u32 DelayBasedCwndFactorPercent:i32
1381 0 TcpAssociateNameResContext|Endpoint:pointer NameResContext:pointer DnsName:wstr InterfaceIndex:u32 IpCount:u32 IpAddr1Length:u32 IpAddr1:address[IpAddr1Length] IpAddr2Length:u32 IpAddr2:address[IpAddr2Length] IpAddr3Length:u32 IpAddr3:address[IpAddr3Length] IpAddr4Length:u32 IpAddr4:address[IpAddr4Length] IpAddr5Length:u32 IpAddr5:address[IpAddr5Length] Status:status
1381 1 TcpAssociateNameResContext|EndpointObj:pointer IsConnectionObj:u32 NameResContext:pointer Status:status
1382 0 TcpInspectConnectWithNameResContext|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] Tcb:pointer NameResContext:pointer DnsName:wstr Status:status
1383 0 IpRouteSelection|CompartmentId:u32 DestinationAddressLength:u32 DestinationAddress:address[DestinationAddressLength] PrDestinationPrefixLength:u32 PrDestinationPrefixAddressLength:u32 PrDestinationPrefix:address[PrDestinationPrefixAddressLength] PrNextHopAddressLength:u32 PrNextHopAddress:address[PrNextHopAddressLength] PrInterfaceIndex:u32 PrInterfaceMetric:u32 PrRouteMetric:u32 NonPrDestinationPrefixLength:u32 NonPrDestinationPrefixAddressLength:u32 NonPrDestinationPrefix:address[NonPrDestinationPrefixAddressLength] NonPrNextHopAddressLength:u32 NonPrNextHopAddress:address[NonPrNextHopAddressLength] NonPrInterfaceIndex:u32 NonPrInterfaceMetric:u32 NonPrRouteMetric:u32 PreferenceReason:u32
1384 0 IpRouteBlocked|CompartmentId:u32 DestinationAddressLength:u32 DestinationAddress:address[DestinationAddressLength] DestinationPrefixLength:u32 DestinationPrefixAddressLength:u32 DestinationPrefix:address[DestinationPrefixAddressLength] NextHopAddressLength:u32 NextHopAddress:address[NextHopAddressLength] InterfaceIndex:u32 RouteMetric:u32 ConstrainInterfaceIndex:u32 ConstrainScope:u32 BlockReason:u32
1385 0 TcpTailLossProbe|Tcb:pointer SndUna:u32 SndMax:u32 SendAvailable:u32 TailProbeSeq:u32 TailProbeLast:u32 ControlsToSend:u32 ThFlags:u8
1386 0 TcpTailLossProbe/Event(1386)|Tcb:pointer TlpEvent:u32
1387 0 TcpRack|Tcb:pointer RackEvent:u32 RackMinRtt:u32 RackReoWind:u32 RackTimeSlotDeltaMin:u32 SequenceNumber:u32 Timestamp:u32 RttSample:u32
1388 0 TcpFastopenStateChange|Tcb:pointer OldState:u32 NewState:u32
1389 0 UdpCreateEndpointAfFailure|Endpoint:pointer Status:status ProcessId:u32 CompartmentId:u32 AddressFamily:u32
1389 1 UdpCreateEndpointAfFailure|Endpoint:pointer Status:status ProcessId:u32 CompartmentId:u32 AddressFamily:u32 ProcessSequenceNumber:u64
1390 0 UdpCreateEndpointCompartmentFailure|=214
1390 1 UdpCreateEndpointCompartmentFailure|=215
1391 0 UdpCreateEndpointComplete|=214
1391 1 UdpCreateEndpointComplete|=215
1392 0 UdpCreateEndpointInspectionFailure|=214
1392 1 UdpCreateEndpointInspectionFailure|=215
1393 0 UdpBindEndpointResolutionFailure|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] Status:status Endpoint:pointer
1394 0 UdpBindEndpointPortFailure|=216
1395 0 UdpBindEndpointInspectionFailure|=216
1396 0 UdpBindEndpointComplete|=216
1397 0 UdpCloseEndpointBound|=216
1398 0 UdpCloseEndpointUnBound|=216
1399 0 UdpSendMessagesResolutionFailure|Endpoint:pointer EndpointAddressLength:u32 EndpointAddress:address[EndpointAddressLength] SendAddressLength:u32 SendAddress:address[SendAddressLength] Status:status
1400 0 UdpSendMessagesValidationFailure|=217
1401 0 UdpSendMessagesSrcAddrSelectionFailure|=217
1402 0 UdpSendMessagesFullPendingJoinPathQueue|=217
1403 0 UdpGlobalAddInterface|=17
1404 0 UdpGlobalDeleteInterface|=17
1405 0 UdpStartInetModuleFailure|Status:status
1406 0 UdpStartNlnpiClientFailure|=218
1407 0 UdpStartNsiProviderFailure|=218
1408 0 UdpStartTlnpiProviderFailure|=218
1409 0 UdpStartQosClientFailure|=218
1410 0 UdpStartEndpointModuleFailure|FailedQueueString:wstr Status:status
1411 0 UdpSendMessagesSendContextResourceFailure|=217
1412 0 UdpSendMessagesPathAfFailure|=217
1413 0 UdpSendMessagesPathNextHopMissingFailure|=217
1414 0 UdpSendMessagesPathNextHopAddrFailure|=217
1415 0 TcpEarlyRetransmit|Tcb:pointer SndUna:u32 SackIsLostSeq:u32 DupAckCount:u32
1416 0 TcpFastopenSynRcvdLimit|Tcb:pointer SynRcvdLimit:u32
1417 0 TcpFastopenKeyUpdateFailure|Location:u32 Status:status
1418 0 TcpLossRecoverySend|Tcb:pointer BytesToSend:u32 SndNxt:u32
1419 0 TcpLossRecoverySend/Event(1419)|=223
1420 0 TcpLossRecoverySend/Event(1420)|=223
1421 0 TcpLossRecoverySend/Event(1421)|=223
1422 0 IcmpSendRecv|IPTransportProtocol:u32 PathDirection:u32 IcmpType:u32 IcmpCode:u32 CompartmentId:u32 SourceAddressLength:u32 SourceAddress:address[SourceAddressLength] DestAddressLength:u32 DestAddress:address[DestAddressLength]
1423 0 IcmpPacketDrops|IPTransportProtocol:u32 PathDirection:u32 IcmpType:u32 IcmpCode:u32 DropReason:u32 Status:status CompartmentId:u32 SourceAddressLength:u32 SourceAddress:address[SourceAddressLength] DestAddressLength:u32 DestAddress:address[DestAddressLength]
1424 0 IcmpEchoTimeout|=225
1425 0 TcpipTimerStateChange|Component:u32 Processor:u32 CurrentState:u32 ProcessorUsage:u32 CurrentTick:u32
1426 0 TcpSendComplete|=50
1427 0 IpCompartmentCreation|CompartmentId:u32 AddressFamily:u32 Private:u32 Status:status
1428 0 IpCompartmentDeletion|=227
1429 0 TcpCubicDataTransferCumAck|Tcb:pointer Cwnd:u32 SndWnd:u32 BytesAcked:u32 SeqNo:u32 InRecovery:u8 TimeSinceLastLossMS:u64 CubicCwnd:u64 AimdCwnd:u32 K:u64 Wmax:u32 LastWmax:u32 MaxSndWnd:u32
1429 1 TcpCubicDataTransferCumAck|Tcb:pointer Cwnd:u32 SndWnd:u32 BytesAcked:u32 SeqNo:u32 InRecovery:u8 TimeSinceLastLossMS:u64 CubicCwnd:u64 AimdCwnd:u32 K:u64 Wmax:u32 LastWmax:u32 MaxSndWnd:u32 IsLimitedSlowStart:u8
1430 0 TcpCubicDataTransferDupAck|Tcb:pointer Cwnd:u32 SSThresh:u32 DupAckCount:u32 SeqNo:u32 CwrMax:u32
1431 0 IpCompartmentCleanup|=227
1432 0 IpUpdateInterfaceNetworkCategoryState|IfIndex:u32 CompartmentId:u32 AddressFamily:u32 NetworkCategory:u32 DomainNetworkLocation:u32 DomainType:u32 NetworkSignature:guid
1433 0 IpInterfaceCreation|IfIndex:u32 CompartmentId:u32 AddressFamily:u32 PhysicalMediumType:u32 Status:status
1434 0 IpInterfaceDeletion|=232
1435 0 IpInterfaceCleanup|=232
1436 0 IpSubInterfaceCreation|SubIfIndex:u32 IfIndex:u32 CompartmentId:u32 AddressFamily:u32 Status:status
1437 0 IpSubInterfaceDeletion|=233
1438 0 IpSubInterfaceCleanup|=233
1439 0 IpInterfaceChangeNotification|IfIndex:u32 CompartmentId:u32 AddressFamily:u32 Reason:u32
1440 0 IpInterfaceInternetConnectivityStatus|IfIndex:u32 CompartmentId:u32 AddressFamily:u32 OldConnectivityStatus:u32 NewConnectivityStatus:u32
1441 0 IpAddressChangeNotification|SourceAddressLength:u32 SourceAddress:address[SourceAddressLength] IfIndex:u32 CompartmentId:u32 Protocol:astr Reason:u32
1442 0 IpRouteChangeNotification|DestinationPrefixAddressLength:u32 DestinationPrefix:address[DestinationPrefixAddressLength] NextHopAddressLength:u32 NextHopAddress:address[NextHopAddressLength] DestinationPrefixLength:u32 CompartmentId:u32 IfIndex:u32 NotifyFlags:u64
1443 0 IpNeighborChangeNotification|IpAddrLength:u32 IPAddress:address[IpAddrLength] DlAddrLength:u32 DLAddress:bytes[DlAddrLength] IfIndex:u32 CompartmentId:u32 NeighborState:u32 Reason:u32
1444 0 IpAddressDadStateChange|SourceAddressLength:u32 SourceAddress:address[SourceAddressLength] IfIndex:u32 CompartmentId:u32 OldDadState:u32 NewDadState:u32 Reason:u32
1445 0 IpRouteDGDStateChange|DestinationPrefixAddressLength:u32 DestinationPrefix:address[DestinationPrefixAddressLength] NextHopAddressLength:u32 NextHopAddress:address[NextHopAddressLength] DestinationPrefixLength:u32 CompartmentId:u32 IfIndex:u32 OldState:u32 NewState:u32 OldProbeCount:u32 NewProbeCount:u32 OldUnreachablePaths:u32 NewUnreachablePaths:u32 OldMovedPaths:u32 NewMovedPaths:u32 TotalPaths:u32 OldStateChangeTick:u32 NewStateChangeTick:u32 DgdNeedsReset:u32 Reason:u32
1446 0 IpInterfaceDisconnect|AddressLength:u32 Address:address[AddressLength] IfIndex:u32 CompartmentId:u32 SkipLocal:u32 SkipOnLink:u32
1447 0 TcpPacingSend|Tcb:pointer Cwnd:u32 SndWnd:u32 BytesAvailable:u32 BytesOutstanding:u32 ChunkSize:u32
1448 0 FeatureFallback|Fallback:pointer Feature:u32 Reason:u32 Confidence:i32 Successes:u32 Failures:u32
1449 0 TcpLoopbackFastPathSuccess|Tcb:pointer
1450 0 IpRouterInformationChangeNotification|=234
1451 0 IpRaDnsEvent|Event:u32 Interface:u32 CompartmentId:u32 RouterAddrLength:u32 RouterAddress:address[RouterAddrLength] DnsAddrLength:u32 DNSServerAddress:address[DnsAddrLength] DNSSuffix:astr Lifetime:u32
1452 0 IpRouteRundown|Interface:u32 Compartment:u32 DestinationPrefixAddressLength:u32 DestinationPrefix:address[DestinationPrefixAddressLength] DestinationPrefixLength:u32 NextHopAddressLength:u32 NextHopAddress:address[NextHopAddressLength] Metric:u32 State:u32 Origin:u32 Age:u64 ValidLifetime:u64 PreferredLifetime:u64 Flags:u32
1453 0 TcpCubicDataTransferEcn|Tcb:pointer Cwnd:u32 SSThresh:u32 SndUna:u32
1454 0 InetInspect|Owner:pointer InspectHandle:pointer InspectType:u32 InspectAction:u32 Status:status
1455 0 InetInspect/Event(1455)|Owner:pointer InspectHandle:pointer InspectType:u32 InspectPort:u32 Status:status
1456 0 FeatureFallback/Event(1456)|Fallback:pointer Feature:u32 Failed:u32 Succeeded:u32 InProbe:u32 PathsProbed:u32 Status:status
1457 0 FeatureFallback/Event(1457)|=250
1458 0 FeatureFallback/Event(1458)|=250
1459 0 FeatureFallback/Event(1459)|=250
1460 0 FeatureFallback/Event(1460)|=250
1461 0 TcpFastopenFallbackUpdate|Tcb:pointer FastopenState:u32 DataBytesIn:u64 ShutdownStatus:u32 ProbeStatus:u32
1462 0 FeatureFallbackNcsiNoConnectivity|CompartmentId:u32 IfIndex:u32 Feature:u32 ConnectivityStatus:u32
1463 0 FeatureFallbackLoopback|Feature:u32
1464 0 TcpFastopenIncompatCallout|BaseEndpoint:pointer
1465 0 TcpipSourceConstraint|Compartment:u32 DestinationAddrLength:u32 DestinationAddress:address[DestinationAddrLength] ConstrainSourceAddrLength:u32 ConstrainSourceAddress:address[ConstrainSourceAddrLength] ConstrainInterfaceIndex:u32 ConstraintFlags:u32
1466 0 RemoteEndpoint/Event(1466)|AddressLength:u32 LocalAddress:address[AddressLength] RemoteAddress:address[AddressLength] PartitionId:u64 NumEntries:u64
1467 0 RemoteEndpoint/Event(1467)|=256
1468 0 TcpSystemAbortTcb|=7
1468 1 TcpSystemAbortTcb|=8
1469 0 FeatureFallbackNoNextHop|=253
1470 0 TcpBindEndpointWakeFailure|=4
1471 0 UdpBindEndpointWakeFailure|=216
1472 0 InetWakeAcquirePort|AcquireType:u32 Port:u16 AddressFamily:u32 Interface:u32 Compartment:u32
1473 0 TcpSackUpdateLimitReached|Tcb:pointer Location:u32
1474 0 TcpFastopenRequested|=244
1475 0 TcpCubicHystartStateChange|Tcb:pointer State:u16 Cwnd:u32 SSThresh:u32
1476 0 TcpipLoopbackPacketTransmit|Nbl:pointer Interface:u32 Compartment:u32 AddressLength:u32 DestinationAddress:address[AddressLength] SourceAddress:address[AddressLength] IPTransportProtocol:u32
1477 0 TcpConnectionSummary/Event(1477)|Tcb:pointer DataBytesOut:u64 DataBytesIn:u64 DataSegmentsOut:u64 DataSegmentsIn:u64 SegmentsOut:u64 SegmentsIn:u64 NonRecovDa:u32 NonRecovDaEpisodes:u32 DupAcksIn:u32 BytesRetrans:u32 Timeouts:u32 SpuriousRtoDetections:u32 FastRetran:u32 MaxSsthresh:u32 MaxSsCwnd:u32 MaxCaCwnd:u32 SndLimTransRwin:u32 SndLimTimeRwin:u32 SndLimBytesRwin:u64 SndLimTransCwnd:u32 SndLimTimeCwnd:u32 SndLimBytesCwnd:u64 SndLimTransSnd:u32 SndLimTimeRSnd:u32 SndLimBytesRSnd:u64 ConnectionTimeMs:u64 TimestampsEnabled:u32 RttUs:u32 MinRttUs:u32 MaxRttUs:u32 SynRetrans:u32 CongestionAlgorithm:u32 State:u32 LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] CWnd:u32 SsThresh:u32 RcvWnd:u32 RcvBuf:u32 SndWnd:u32
1478 0 TcpipFramingPacketDrops|PathDirection:u32 AddressFamily:u32 Interface:u32 PacketCount:u32 Reason:u32 Data:u32
1479 0 TcpRstSend|Tcb:pointer IPTransportProtocol:u32 AddressFamily:u32 LocalSockAddrLength:u32 LocalSockAddr:address[LocalSockAddrLength] RemoteSockAddrLength:u32 RemoteSockAddr:address[RemoteSockAddrLength] Reason:u32
1480 0 TcpRecentConnectionFailure|Status:status LocalSockAddrLength:u32 LocalSockAddr:address[LocalSockAddrLength] RemoteSockAddrLength:u32 RemoteSockAddr:address[RemoteSockAddrLength] TcpState:u32 ProcessId:u32 Hour:u16 Minute:u16 Second:u16 Reason:u32
1480 1 TcpRecentConnectionFailure|Status:status LocalSockAddrLength:u32 LocalSockAddr:address[LocalSockAddrLength] RemoteSockAddrLength:u32 RemoteSockAddr:address[RemoteSockAddrLength] TcpState:u32 ProcessId:u32 Hour:u16 Minute:u16 Second:u16 Reason:u32 ProcessSequenceNumber:u64
1481 0 TcpPrrSend|Tcb:pointer SackIsLostSeq:u32 SackInFlight:u32 SackBytes:u32 SackIsLost:u32 SsThresh:u32 HeadSeq:u32 AckedData:u32 BytesInFlight:u32 BytesToSend:i64 PrrDelivered:u32 PrrOut:u32
1482 0 UdpSegmentMessage|Endpoint:pointer SegmentSize:u32 MessageLength:u64 HwDatagrams:u32 HwSegments:u32 SwSegments:u32 Status:status
1482 1 UdpSegmentMessage|Endpoint:pointer SegmentSize:u32 MessageLength:u64 HwDatagrams:u32 HwSegments:u32 SwSegments:u32 SubMssSegments:u32 Status:status
1483 0 UdpUsoFallback|Endpoint:pointer FailureReason:u32 SegmentSize:u32 LocalSockAddrLength:u32 LocalSockAddr:address[LocalSockAddrLength] RemoteSockAddrLength:u32 RemoteSockAddr:address[RemoteSockAddrLength]
1484 0 TcpipFramingInterfaceBindFailure|IfIndex:u32 AddressFamily:u32 FailureCode:u32 Status:status
1485 0 TcpipFramingOidFailure|IfIndex:u32 AddressFamily:u32 OID:u32 Status:status
1486 0 TcpipStatusIndication|IfIndex:u32 AddressFamily:u32 NdisStatus:u32
1487 0 IpSessionFailure|SocketOptionLevel:u32 SocketOptionValue:u32 Status:status
1488 0 IpSessionFailure/Event(1488)|SocketIoctl:u32 Status:status
1489 0 IpSessionMulticastOperation|RequestType:u32 IPv4Address:ipv4 IPv4SourceAddress:ipv4 IpAddrLength:u32 IpSourceAddrLength:u32 IPv6Address:address[IpAddrLength] IPv6SourceAddress:address[IpSourceAddrLength] FailureReason:u32 Status:status
1490 0 IpSessionMulticastOperation/Event(1490)|RequestType:u32 IPv4Address:ipv4 IPv4SourceAddress:ipv4 IpAddrLength:u32 IpSourceAddrLength:u32 IPv6Address:address[IpAddrLength] IPv6SourceAddress:address[IpSourceAddrLength]
1491 0 IpMulticast|MessageType:u32 IfIndex:u32 IPv4Address:ipv4 IpAddrLength:u32 IPv6Address:address[IpAddrLength] Data:u32
1492 0 IpMulticast/Event(1492)|MessageType:u32 IfIndex:u32 IPv4Address:ipv4 IpAddrLength:u32 IPv6Address:address[IpAddrLength] Data:u32 Status:status
1493 0 IpReassembly|Ce:u32 Ect0:u32 Ect1:u32 NotEct:u32
1494 0 IpReassembly/Event(1494)|=17
1495 0 IpReassembly/Event(1495)|IfIndex:u32 AddressFamily:u32 Status:status
1496 0 IpReassembly/Event(1496)|FragmentContextDirection:u32 IfIndex:u32 AddressFamily:u32
1497 0 IpMulticast/Event(1497)|GroupChangeType:u32 IfIndex:u32 IPv4Address:ipv4 IpAddrLength:u32 IPv6Address:address[IpAddrLength] Data:u32 Status:status
1498 0 IpFlUpdateAddressList|=280
1499 0 IpTemporaryAddressCreation|IfIndex:u32 IPv4Address:ipv4 IpAddrLength:u32 IPv6Address:address[IpAddrLength]
1500 0 IpSubInterfaceCreation/Event(1500)|IfIndex:u32 Status:status
1501 0 TcpipMediaReconnect|IfIndex:u32
1502 0 TcpipRegSyncInterface|IfIndex:u32 Field:wstr Status:status
1503 0 TcpipActiveRefFailure|Release:u32 IfIndex:u32 Subtask:u32 Status:status
1504 0 TcpipIpRedirectPath|IfIndex:u32 IPv4DestinationAddress:ipv4 IPv4NextHop:ipv4 IpAddrLength:u32 IPv6DestinationAddress:address[IpAddrLength] IPv6NextHop:address[IpAddrLength]
1505 0 TcpipIpRedirectPath/Event(1505)|IfIndex:u32 IpAddrLength:u32 IPv6Address:address[IpAddrLength]
1506 0 IpReassembly/Event(1506)|Release:u32 AddressFamily:u32 IfIndex:u32
1507 0 IpReassembly/Event(1507)|IfIndex:u32 ReassemblyId:u32 IPv4SourceAddress:ipv4 IPv4DestinationAddress:ipv4 IpAddrLength:u32 IPv6SourceAddress:address[IpAddrLength] IPv6DestinationAddress:address[IpAddrLength]
1508 0 IpAncillaryData|Reason:u32 SocketLevel:u32 SocketOption:u32
1509 0 IpAncillaryData/Event(1509)|Reason:u32 Option:u32
1510 0 IpAncillaryData/Event(1510)|=293
1511 0 IpAncillaryData/Event(1511)|Reason:u32
1512 0 IpAncillaryData/Event(1512)|=294
1513 0 IpAncillaryData/Event(1513)|=294
1514 0 TcpInterfaceRscStateChange/Event(1514)|IfIndex:u32 TcpRscEnabledIpv4:u32 OffloadRscEnabledIpv4:u32 TcpRscEnabledIpv6:u32 OffloadRscEnabledIpv6:u32
1515 0 UdpUroNblOobInfo|Endpoint:pointer SegCount:u16 SegSize:u16 DataLength:u32
1516 0 SoftwareReceiveOffloadGlobalState|TcpRscDisabledMask:i32 UdpUroDisabledMask:i32
1517 0 UdpGlobalParameters|AddressFamily:u32 DisableUro:u8
1518 0 IpInterfaceRundown/Event(1518)|IfIndex:u32 CompartmentId:u32 AddressFamily:u32 ClientName:wstr
`;
