/**
 * The events of Microsoft-Windows-Kernel-Network {7dd42a49-5329-4832-8dfd-43d979153a88}. From repnz/etw-providers-docs at d5f68e8 (manifests dumped from Windows 7 and Windows 10).
 * Made by test/tools/windows-tables.ts; its form is told where it is read.
 */
export const TABLE = `
10 0 KERNEL_NETWORK_TASK_TCPIP/Datasent|PID:pid size:u32 daddr:ipv4 saddr:ipv4 dport:port sport:port startime:u32 endtime:u32 seqnum:u32 connid:pointer
11 0 KERNEL_NETWORK_TASK_TCPIP/Datareceived|PID:pid size:u32 daddr:ipv4 saddr:ipv4 dport:port sport:port seqnum:u32 connid:pointer
12 0 KERNEL_NETWORK_TASK_TCPIP/Connectionattempted|PID:pid size:u32 daddr:ipv4 saddr:ipv4 dport:port sport:port mss:u16 sackopt:u16 tsopt:u16 wsopt:u16 rcvwin:u32 rcvwinscale:u16 sndwinscale:u16 seqnum:u32 connid:pointer
13 0 KERNEL_NETWORK_TASK_TCPIP/Disconnectissued|=1
14 0 KERNEL_NETWORK_TASK_TCPIP/Dataretransmitted|=1
15 0 KERNEL_NETWORK_TASK_TCPIP/Connectionaccepted|=2
16 0 KERNEL_NETWORK_TASK_TCPIP/Reconnectattempted|=1
17 0 KERNEL_NETWORK_TASK_TCPIP/TCPconnectionattemptfailed|Proto:u16 FailureCode:u16
18 0 KERNEL_NETWORK_TASK_TCPIP/Protocolcopieddataonbehalfofuser|=1
26 0 KERNEL_NETWORK_TASK_TCPIP/Datasent|PID:pid size:u32 daddr:ipv6 saddr:ipv6 dport:port sport:port startime:u32 endtime:u32 seqnum:u32 connid:pointer
27 0 KERNEL_NETWORK_TASK_TCPIP/Datareceived|PID:pid size:u32 daddr:ipv6 saddr:ipv6 dport:port sport:port seqnum:u32 connid:pointer
28 0 KERNEL_NETWORK_TASK_TCPIP/Connectionattempted|PID:pid size:u32 daddr:ipv6 saddr:ipv6 dport:port sport:port mss:u16 sackopt:u16 tsopt:u16 wsopt:u16 rcvwin:u32 rcvwinscale:u16 sndwinscale:u16 seqnum:u32 connid:pointer
29 0 KERNEL_NETWORK_TASK_TCPIP/Disconnectissued|=5
30 0 KERNEL_NETWORK_TASK_TCPIP/Dataretransmitted|=5
31 0 KERNEL_NETWORK_TASK_TCPIP/Connectionaccepted|=6
32 0 KERNEL_NETWORK_TASK_TCPIP/Reconnectattempted|=5
34 0 KERNEL_NETWORK_TASK_TCPIP/Protocolcopieddataonbehalfofuser|=5
42 0 KERNEL_NETWORK_TASK_UDPIP/DatasentoverUDPprotocol|=1
43 0 KERNEL_NETWORK_TASK_UDPIP/DatareceivedoverUDPprotocol|=1
49 0 KERNEL_NETWORK_TASK_UDPIP/UDPconnectionattemptfailed|=3
58 0 KERNEL_NETWORK_TASK_UDPIP/DatasentoverUDPprotocol|=5
59 0 KERNEL_NETWORK_TASK_UDPIP/DatareceivedoverUDPprotocol|=5
`;
