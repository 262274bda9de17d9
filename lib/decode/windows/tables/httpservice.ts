/**
 * The events of Microsoft-Windows-HttpService {dd5ef90a-6398-47a4-ad34-4dcecdef795f}. From repnz/etw-providers-docs at d5f68e8 (manifests dumped from Windows 7 and Windows 10).
 * Made by test/tools/windows-tables.ts; its form is told where it is read.
 */
export const TABLE = `
1 0 HTTPRequestTraceTask/RecvReq|RequestId:u64 ConnectionId:u64 RemoteAddrLength:u32 RemoteAddr:address[RemoteAddrLength]
2 0 HTTPRequestTraceTask/Parse|RequestObj:pointer HttpVerb:u32 Url:wstr
3 0 HTTPRequestTraceTask/Deliver|RequestObj:pointer RequestId:u64 SiteId:u32 RequestQueueName:wstr Url:wstr Status:status
4 0 HTTPRequestTraceTask/RecvResp|RequestId:u64 ConnectionId:u64 StatusCode:u16 Verb:astr HeaderLength:u32 EntityChunkCount:u16 CachePolicy:u32
5 0 HTTPRequestTraceTask/RecvRespLast|RequestId:u64
6 0 HTTPRequestTraceTask/RecvBody|RequestId:u64 ConnectionId:u64
7 0 HTTPRequestTraceTask/RecvBodyLast|=4
8 0 HTTPRequestTraceTask/FastResp|=3
9 0 HTTPRequestTraceTask/FastRespLast|=4
10 0 HTTPRequestTraceTask/SendComplete|RequestId:u64 HttpStatus:u16
11 0 HTTPRequestTraceTask/CachedAndSend|=6
12 0 HTTPRequestTraceTask/FastSend|=6
13 0 HTTPRequestTraceTask/ZeroSend|=6
14 0 HTTPRequestTraceTask/LastSndError|=6
15 0 HTTPRequestTraceTask/SndError|RequestId:u64 Reason:astr Status:status
16 0 HTTPRequestTraceTask/SrvdFrmCache|RequestObj:pointer SiteId:u32 BytesSent:u32
16 1 HTTPRequestTraceTask/SrvdFrmCache|RequestObj:pointer SiteId:u32 BytesSent:u32 RequestId:u64 Encoding:astr
17 0 HTTPRequestTraceTask/CachedNotModified|=8
17 1 HTTPRequestTraceTask/CachedNotModified|=9
18 0 HTTPSetupTraceTask/ResvUrl|Url:wstr ReserveStatus:u32
19 0 HTTPSetupTraceTask/ReadIpListEntry|IpAddrLength:u32 IpAddress:address[IpAddrLength]
20 0 HTTPSetupTraceTask/CreatedSslCred|EndpointConfigObj:pointer AddressLength:u32 Address:address[AddressLength] CertHashLength:u32 CertHash:bytes[CertHashLength] CertStoreName:wstr CertCheckMode:u32 RevokeFreshnessTime:u32 RevokeRetrievalTime:u32 Flags:u32 CtlId:wstr CtlStoreName:wstr
20 1 HTTPSetupTraceTask/CreatedSslCred|EndpointConfigObj:pointer Endpoint:wstr CertHashLength:u32 CertHash:bytes[CertHashLength] CertStoreName:wstr CertCheckMode:u32 RevokeFreshnessTime:u32 RevokeRetrievalTime:u32 Flags:u32 CtlId:wstr CtlStoreName:wstr CertificateLoadTimems:u32
21 0 HTTPConnectionTraceTask/ConnConnect|ConnectionObj:pointer LocalAddrLength:u32 LocalAddr:address[LocalAddrLength] RemoteAddrLength:u32 RemoteAddr:address[RemoteAddrLength]
22 0 HTTPConnectionTraceTask/ConnIdAssgn|RequestId:u64 ConnectionId:u64 ConnectionObj:pointer
23 0 HTTPConnectionTraceTask/ConnClose|ConnectionObj:pointer Abortive:u32
24 0 HTTPConnectionTraceTask/ConnCleanup|ConnectionObj:pointer
25 0 HTTPCacheTraceTask/AddedCacheEntry|Uri:wstr StatusCode:u16 Verb:astr HeaderLength:u32 ContentLength:u32 ExpirationTime:u64
25 1 HTTPCacheTraceTask/AddedCacheEntry|Uri:wstr StatusCode:u16 Verb:astr HeaderLength:u32 ContentLength:u32 ExpirationTime:u64 Encoding:astr
26 0 HTTPCacheTraceTask/AddCacheEntryFailed|UrlBuffer:wstr ErrorStatus:u32
26 1 HTTPCacheTraceTask/AddCacheEntryFailed|UrlBuffer:wstr ErrorStatus:u32 Encoding:astr
27 0 HTTPCacheTraceTask/FlushedCache|=18
28 0 HTTPConfigurationPropertyTraceTask/ChgUrlGrpProp|Property:u32 Status:status
29 0 HTTPConfigurationPropertyTraceTask/ChgSrvSesProp|=22
30 0 HTTPConfigurationPropertyTraceTask/ChgReqQueueProp|=22
31 0 HTTPConfigurationPropertyTraceTask/AddUrl|UrlGroupId:u64 Url:wstr Status:status
32 0 HTTPConfigurationPropertyTraceTask/RemUrl|UrlGroupId:u64 Url:wstr
33 0 HTTPConfigurationPropertyTraceTask/RemAllUrls|UrlGroupId:u64
34 0 HTTPSSLTraceTask/SslConnEvent|=17
35 0 HTTPSSLTraceTask/SslInitiateHandshake|=17
36 0 HTTPSSLTraceTask/SslHandshakeComplete|Status:status ConnectionObj:pointer
37 0 HTTPSSLTraceTask/SslInititateSslRcvClientCert|=17
38 0 HTTPSSLTraceTask/SslRcvClientCertFailed|=26
39 0 HTTPSSLTraceTask/SslRcvdRawData|DataLength:u32 ConnectionObj:pointer
40 0 HTTPSSLTraceTask/SslDlvrdStreamData|=27
41 0 HTTPSSLTraceTask/SslAcceptStreamData|=27
43 0 HTTPAuthenticationTraceTask/SspiCall|ConnectionId:u64 AuthType:astr SecStatus:u32 AuthStatus:u32
43 1 HTTPAuthenticationTraceTask/SspiCall|ConnectionId:u64 AuthType:astr SecStatus:u32 AuthStatus:u32 ContextAttributes:u32
44 0 HTTPAuthenticationTraceTask/AuthCacheEntryAdded|ConnectionId:u64 AuthCacheType:astr AccessTokenOrHandle:pointer Status:status
45 0 HTTPAuthenticationTraceTask/AuthCacheEntryFreed|AccessTokenOrHandle:pointer Status:status
46 0 HTTPConnectionTraceTask/QosFlowSetReset|ConnectionId:u64 Bandwidth:u32 Status:status
47 0 HTTPLoggingTraceTask/LoggingConfigFailed|Status:status Type:u32 Group:u32 Directory:wstr Software:wstr SiteId:u32
48 0 HTTPLoggingTraceTask/LoggingConfig|Present:u32 Type:u32 Group:u32 Format:u32 Directory:wstr Software:wstr SiteId:u32
49 0 HTTPLoggingTraceTask/LogFileCreateFailed|Status:status Type:u32 Group:u32 Format:u32 Filename:wstr SiteId:u32
50 0 HTTPLoggingTraceTask/LogFileCreate|Handle:pointer Type:u32 Group:u32 Format:u32 Filename:wstr SiteId:u32
51 0 HTTPLoggingTraceTask/LogFileWrite|Status:status Handle:pointer Type:u32 Group:u32 Format:u32 ResType:astr SiteId:u32
52 0 HTTPRequestTraceTask/ParseRequestFailed|Status:status RequestId:u64 Reason:astr ErrorCode:u32 HintLength:u32 HintData:bytes[HintLength]
53 0 HTTPTimeoutTraceTask/ConnTimedOut|ConnectionId:u64 ConnectionObj:pointer Timer:astr
56 0 HTTPSSLTraceTask/SslEndpointCreationFailed|EndpointConfigObj:pointer SecStatus:u32 Detail:astr
57 0 HTTPSSLTraceTask/SslDisconnEvent|=17
58 0 HTTPSSLTraceTask/SslDisconnReq|ConnectionObj:pointer Status:status
59 0 HTTPSSLTraceTask/SslUnsealMsg|ConnectionObj:pointer SecStatus:u32
60 0 HTTPSSLTraceTask/SslQueryConnInfoFailed|ConnectionObj:pointer SecStatus:u32 Detail:astr
61 0 HTTPSSLTraceTask/SslEndpointConfigNotFound|ConnectionObj:pointer AddressLength:u32 Address:address[AddressLength]
62 0 HTTPSSLTraceTask/SslAsc|=42
63 0 HTTPSSLTraceTask/SslSealMsg|=42
64 0 HTTPRequestTraceTask/RequestRejected|RequestId:u64 Reason:astr RequestQueueName:wstr
65 0 HTTPRequestTraceTask/RequestCancelled|=45
66 0 HTTPDriverGlobalSettingsTask/HotAddProcFailed|NewProcNumber:u8 ReasonString:astr Status:status
67 0 HTTPDriverGlobalSettingsTask/HotAddProcSucceeded|NewProcNumber:u8 Comment:astr
68 0 HTTPRequestTraceTask/UserResponseFlowInit|FlowHandle:pointer Bandwidth:u32 PeakBandwidth:u32 BurstSize:u32
69 0 HTTPRequestTraceTask/CachedResponseFlowInit|=48
70 0 HTTPRequestTraceTask/FlowInitFailed|Bandwidth:u32 PeakBandwidth:u32 BurstSize:u32 Status:status
71 0 HTTPConnectionTraceTask/SetConnectionFlow|Connection:pointer FlowHandle:pointer
72 0 HTTPConnectionTraceTask/RequestAssociatedToConfigurationFlow|FlowHandle:pointer
73 0 HTTPConnectionTraceTask/ConnectionFlowFailed|Connection:pointer FlowHandle:pointer Status:status
74 0 HTTPRequestTraceTask/ResponseRangeProcessingOK|RequestId:u64 ContentBytes:u64 NumberOfRanges:u32 Range1Start:u64 Range1End:u64 Range2Start:u64 Range2End:u64
75 0 HTTPCacheTraceTask/BeginBuildingSlices|RequestId:u64 NumberOfSlices:u32 SliceIndex1:u32 SliceIndex2:u32 NumberOfRanges:u32 Range1Start:u64 Range1End:u64 Range2Start:u64 Range2End:u64
76 0 HTTPCacheTraceTask/SendSliceCacheContent|RequestId:u64 CacheEntryPtr:pointer NumberOfSlices:u32 SliceIndex1:u32 SliceIndex2:u32 NumberOfRanges:u32 Range1Start:u64 Range1End:u64 Range2Start:u64 Range2End:u64
77 0 HTTPCacheTraceTask/CachedSlicesMatchContent|=55
78 0 HTTPCacheTraceTask/MergeSlicesToCache|CacheEntryPtr:pointer NofSlicesToMerge:u32 NofSlicesInCache:u32
79 0 HTTPCacheTraceTask/FlatCacheRangeSend|CacheEntryPtr:pointer Range1Start:u64 Range1End:u64
80 0 HTTPAuthenticationTraceTask/ChannelBindAscParams|ConnectionId:u64 NoBindBuffers:u32 SecFlags:u32
81 0 HTTPAuthenticationTraceTask/ServiceBindCheckComplete|ConnectionId:u64 SecContextL:pointer SecContextH:pointer SecStatus:u32 Target:wstr
82 0 HTTPAuthenticationTraceTask/ChannelBindConfigCapture|Hardening:u8 Flags:u32 ServiceNameCount:u32
83 0 HTTPAuthenticationTraceTask/ChannelBindPerResponseConfig|ReplaceConfigOf:astr
84 0 HTTPConnectionTraceTask/UsePolicyBasedQoSFlow|=50
85 0 HTTPThreadPool/ThreadPoolExtension|PoolType:astr ActivePools:u16
86 0 HTTPThreadPool/ThreadReady|PoolType:astr ActivePools:u16 ThreadCount:u8
87 0 HTTPThreadPool/ThreadPoolTrim|=62
88 0 HTTPThreadPool/ThreadGone|=63
89 0 HTTPSSLTraceTask/SniParsed|ConnectionObj:pointer Status:status SniLength:u32 SniHost:bytes[SniLength] NormalizedHost:wstr
90 0 HTTPRequestTraceTask/InitiateOpaqueMode|=4
91 0 HTTPSSLTraceTask/EndpointAutoGenerated|EndpointConfigObj:pointer EndpointName:wstr
92 0 HTTPSSLTraceTask/AutoGeneratedEndpointDeleted|=65
93 0 HTTPSSLTraceTask/SslEndpointConfigFound|EndpointConfigObj:pointer IpAddrLength:u32 IpAddress:address[IpAddrLength] SniHostname:wstr MatchingEndpointName:wstr AutoGeneratedEndpoint:bool
94 0 HTTPSSLTraceTask/SslEndpointConfigRejected|AddressLength:u32 Address:address[AddressLength]
95 0 HTTPResponseTraceTask/ParseRequestFailed|Status:status ResponseId:u64 Reason:astr ErrorCode:u32 HintLength:u32 HintData:bytes[HintLength]
96 0 HTTPSSLTraceTask/SslHandshakeFailure|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] SniHostname:wstr ThumbprintLength:u16 Thumbprint:bytes[ThumbprintLength] ClientDisconnect:bool AbortiveDisconnect:bool Status:status
97 0 HTTPRequestTraceTask/HttpErrorResponseSent|Url:wstr Verb:u32 StatusCode:u16 CacheSend:bool RequestQueue:wstr ProcessId:u32 ThreadId:u32 ImageFileName:astr WorkingSetSize:u64 SendStatus:u32 ThreadCount:u32 ReasonPhrase:astr ErrorCause:astr Verbosity:u32
98 0 HTTPSSLTraceTask/SslRenegotiateTimedOut|LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] SniHostname:wstr ThumbprintLength:u16 Thumbprint:bytes[ThumbprintLength] ConnectionBufferFull:bool
99 0 HTTPRequestTraceTask/Http11Required|Verb:u32 FaultCode:u32
105 0 HTTPConnectionTraceTask/QuicConnection|QuicConnectionId:u64 Connection:pointer LocalAddressLength:u32 LocalAddress:address[LocalAddressLength] RemoteAddressLength:u32 RemoteAddress:address[RemoteAddressLength] SniLength:u32 SniHost:bytes[SniLength] ErrorLogCode:u32 Status:status
106 0 HTTPConnectionTraceTask/QuicConnectionCallback|Connection:pointer Event:u8 EventParam:u64
107 0 HTTPConnectionTraceTask/QuicStream|QuicStreamId:u64 Connection:pointer Stream:pointer
108 0 HTTPConnectionTraceTask/QuicStreamCallback|Stream:pointer Connection:pointer StreamType:astr Event:u8 EventParam:u64
109 0 HTTPDriverGlobalSettingsTask/QuicRegistration|Status:status
`;
