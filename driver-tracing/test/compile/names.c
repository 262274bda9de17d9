/* The names of the WDK's headers that drivers use, with their documented values: compiled as C and as C++, never run. */
#include <ntddk.h>
#include <wsk.h>
#include <TraceLoggingProvider.h>

#ifdef __cplusplus
#define SAME(A, B) static_assert((A) == (B), #A)
#else
#define SAME(A, B) _Static_assert((A) == (B), #A)
#endif

SAME(IPPROTO_IP, 0);
SAME(IPPROTO_IPV6, 41);
SAME(IPPROTO_RAW, 255);
SAME(IPV6_V6ONLY, 27);
SAME(IP_PKTINFO, 19);
SAME(SO_TYPE, 0x1008);
SAME((ULONG)SIO_WSK_SET_REMOTE_ADDRESS, 0x8F000001u);
SAME((ULONG)SIO_WSK_SET_SENDTO_ADDRESS, 0x8F000006u);
SAME(AI_PASSIVE | AI_CANONNAME | AI_NUMERICHOST, 7);
SAME(NS_DNS, 12);
SAME(WSK_TDI_BEHAVIOR, 8);
SAME(WSK_TDI_BEHAVIOR_BYPASS_TDI, 1);
SAME(sizeof(SOCKADDR_INET), sizeof(SOCKADDR_IN6));
SAME(sizeof(struct addrinfo), 48);

/* A driver's own TraceLogging, beside the library's: without a group. */
TRACELOGGING_DECLARE_PROVIDER(Own);
TRACELOGGING_DEFINE_PROVIDER(Own, "Contoso.Own", (0x6d1a2f3c, 0x58b4, 0x4e07, 0x9c, 0x3e, 0x1b, 0x7d, 0x42, 0x90, 0xaf, 0x66));

VOID Names(PUNICODE_STRING Name);

VOID Names(PUNICODE_STRING Name)
{
    static const IN6_ADDR Any = IN6ADDR_ANY_INIT;
    const NPIID *Id = &NPI_WSK_INTERFACE_ID;
    WSK_EVENT_CALLBACK_CONTROL Control;

    Control.NpiId = Id;
    Control.EventMask = WSK_EVENT_RECEIVE_FROM;
    (VOID) TraceLoggingRegister(Own);
    TraceLoggingWrite(Own, "Bare");
    TraceLoggingWrite(Own, "Values", TraceLoggingLevel(4), TraceLoggingValue(Control.EventMask, "Mask"),
                      TraceLoggingValue("text", "Text"), TraceLoggingValue((PVOID)Name, "Pointer"),
                      TraceLoggingValue((ULONG64)sizeof(Any), "Size"), TraceLoggingWideString(Name->Buffer, "Wide"),
                      TraceLoggingBoolean(TRUE, "Flag"), TraceLoggingInt32(-1, "Signed"));
    TraceLoggingUnregister(Own);
}
