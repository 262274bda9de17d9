/*
 * Socket addresses and name-service types. The real wsk.h gets these from ws2def.h and ws2ipdef.h,
 * which mingw-w64 either leaves empty or cannot compile in kernel mode.
 */
#ifndef WSKTRACE_COMPAT_WSK_ADDRESS_H
#define WSKTRACE_COMPAT_WSK_ADDRESS_H

/* The host's own <sys/socket.h> has other values for some of these (AF_INET6 is 10 on Linux, 23 on
   Windows): a file includes one or the other. */
#define AF_UNSPEC 0
#define AF_INET 2
#define AF_INET6 23

#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define SOCK_RAW 3

#define IPPROTO_IP 0
#define IPPROTO_ICMP 1
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define IPPROTO_IPV6 41
#define IPPROTO_ICMPV6 58
#define IPPROTO_RAW 255

#define SOL_SOCKET 0xffff
#define SO_REUSEADDR 0x0004
#define SO_KEEPALIVE 0x0008
#define SO_BROADCAST 0x0020
#define SO_EXCLUSIVEADDRUSE ((int)(~SO_REUSEADDR))
#define SO_SNDBUF 0x1001
#define SO_RCVBUF 0x1002
#define SO_TYPE 0x1008
#define SO_CONDITIONAL_ACCEPT 0x3002
#define TCP_NODELAY 0x0001

/* At level IPPROTO_IP and IPPROTO_IPV6 */
#define IP_PKTINFO 19
#define IPV6_PKTINFO 19
#define IPV6_V6ONLY 27

/* Control codes: in, out, both; the number of an I/O control of WSK. */
#define IOC_OUT 0x40000000
#define IOC_IN 0x80000000
#define IOC_INOUT (IOC_IN | IOC_OUT)
#define IOC_WSK 0x0F000000
#define _WSAIOR(X, Y) (IOC_OUT | (X) | (Y))
#define _WSAIOW(X, Y) (IOC_IN | (X) | (Y))
#define _WSAIORW(X, Y) (IOC_INOUT | (X) | (Y))

#define MSG_TRUNC 0x0100
#define MSG_CTRUNC 0x0200
#define MSG_BCAST 0x0400
#define MSG_MCAST 0x0800

#define AI_PASSIVE 0x01
#define AI_CANONNAME 0x02
#define AI_NUMERICHOST 0x04

#define NS_ALL 0
#define NS_DNS 12
#define NI_NUMERICHOST 0x02
#define NI_NUMERICSERV 0x08

#define INADDR_ANY ((ULONG)0x00000000)
/* In host byte order, as everywhere: s_addr itself is in network byte order. */
#define INADDR_LOOPBACK 0x7f000001
#define INADDR_BROADCAST ((ULONG)0xffffffff)
#define IN6ADDR_ANY_INIT {{{0}}}
#define IN6ADDR_LOOPBACK_INIT {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}}

typedef USHORT ADDRESS_FAMILY;

typedef struct sockaddr {
    ADDRESS_FAMILY sa_family;
    CHAR sa_data[14];
} SOCKADDR, *PSOCKADDR;

#ifndef s_addr
typedef struct in_addr {
    union {
        struct {
            UCHAR s_b1, s_b2, s_b3, s_b4;
        } S_un_b;
        ULONG S_addr;
    } S_un;
} IN_ADDR, *PIN_ADDR;
#define s_addr S_un.S_addr
#endif

typedef struct sockaddr_in {
    ADDRESS_FAMILY sin_family;
    USHORT sin_port; /* network byte order */
    IN_ADDR sin_addr;
    CHAR sin_zero[8];
} SOCKADDR_IN, *PSOCKADDR_IN;

#ifndef s6_addr
typedef struct in6_addr {
    union {
        UCHAR Byte[16];
        USHORT Word[8];
    } u;
} IN6_ADDR, *PIN6_ADDR;
#define s6_addr u.Byte
#endif

typedef struct sockaddr_in6 {
    ADDRESS_FAMILY sin6_family;
    USHORT sin6_port; /* network byte order */
    ULONG sin6_flowinfo;
    IN6_ADDR sin6_addr;
    ULONG sin6_scope_id;
} SOCKADDR_IN6, *PSOCKADDR_IN6;

typedef union _SOCKADDR_INET {
    SOCKADDR_IN Ipv4;
    SOCKADDR_IN6 Ipv6;
    ADDRESS_FAMILY si_family;
} SOCKADDR_INET, *PSOCKADDR_INET;

/* 128 bytes, aligned to 8: room for any address family. */
typedef struct sockaddr_storage {
    ADDRESS_FAMILY ss_family;
    CHAR ss_pad1[6];
    LONGLONG ss_align;
    CHAR ss_pad2[112];
} SOCKADDR_STORAGE, *PSOCKADDR_STORAGE;

/* The control information of IP_PKTINFO: where a datagram went to. */
typedef struct in_pktinfo {
    IN_ADDR ipi_addr;
    ULONG ipi_ifindex;
} IN_PKTINFO, *PIN_PKTINFO;

typedef struct in6_pktinfo {
    IN6_ADDR ipi6_addr;
    ULONG ipi6_ifindex;
} IN6_PKTINFO, *PIN6_PKTINFO;

/* Control information that comes with a datagram. */
typedef struct _WSACMSGHDR {
    SIZE_T cmsg_len;
    LONG cmsg_level;
    LONG cmsg_type;
} WSACMSGHDR, CMSGHDR, *PCMSGHDR;

/* A header and its data, both aligned: the data's address, the length for cmsg_len, and the space that it takes. */
#define WSA_CMSG_ALIGN(Length) (((Length) + sizeof(SIZE_T) - 1) & ~(sizeof(SIZE_T) - 1))
#define WSA_CMSG_DATA(Header) ((PUCHAR)(Header) + WSA_CMSG_ALIGN(sizeof(WSACMSGHDR)))
#define WSA_CMSG_LEN(Length) (WSA_CMSG_ALIGN(sizeof(WSACMSGHDR)) + (Length))
#define WSA_CMSG_SPACE(Length) (WSA_CMSG_ALIGN(sizeof(WSACMSGHDR)) + WSA_CMSG_ALIGN(Length))

typedef struct addrinfo {
    int ai_flags;
    int ai_family;
    int ai_socktype;
    int ai_protocol;
    SIZE_T ai_addrlen;
    CHAR *ai_canonname;
    struct sockaddr *ai_addr;
    struct addrinfo *ai_next;
} ADDRINFO, ADDRINFOA, *PADDRINFOA;

typedef struct addrinfoexW {
    int ai_flags;
    int ai_family;
    int ai_socktype;
    int ai_protocol;
    SIZE_T ai_addrlen;
    PWSTR ai_canonname;
    struct sockaddr *ai_addr;
    PVOID ai_blob;
    SIZE_T ai_bloblen;
    GUID *ai_provider;
    struct addrinfoexW *ai_next;
} ADDRINFOEXW, *PADDRINFOEXW;

#endif
