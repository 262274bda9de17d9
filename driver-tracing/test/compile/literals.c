/* Arguments with commas outside of parentheses, which a macro has to hand on whole: compiled as C and as C++, never run. */
#include <ntddk.h>
#include <wsk.h>
#define WSKTRACE_TAKE_OVER
#include <wsktrace.h>

#ifdef __cplusplus
template <typename T, typename U> struct Pair {
    T First;
    U Second;
};
#define BUFFER_ADDRESS(Mdl, Length) (Buffer = WSK_BUF{Mdl, 0, Length}, &Buffer)
#else
#define BUFFER_ADDRESS(Mdl, Length) &(WSK_BUF){Mdl, 0, Length}
#endif

NTSTATUS Literals(const WSK_PROVIDER_CONNECTION_DISPATCH *Dispatch, const WSK_PROVIDER_DATAGRAM_DISPATCH *Datagrams,
                  PWSK_SOCKET Socket, PMDL Mdl, PIRP Irp, WSKTRACE_CALLER Caller);

NTSTATUS Literals(const WSK_PROVIDER_CONNECTION_DISPATCH *Dispatch, const WSK_PROVIDER_DATAGRAM_DISPATCH *Datagrams,
                  PWSK_SOCKET Socket, PMDL Mdl, PIRP Irp, WSKTRACE_CALLER Caller)
{
    PFN_WSK_SEND Send = Dispatch->WskSend;
#ifdef __cplusplus
    WSK_BUF Buffer;

    (VOID) WskTraceSend(Dispatch, Socket, BUFFER_ADDRESS(Mdl, 10), Pair<ULONG, ULONG>{0, 1}.First, Irp);
    (VOID) WskTraceCall(Send, Send, Socket, [&] { return Buffer = WSK_BUF{Mdl, 0, 10}, &Buffer; }(), 0, Irp);
#else
    (VOID) WskTraceCall(Send, Send, Socket, &(WSK_BUF){Mdl, 0, 10}, 0, Irp);
#endif
    (VOID) WskTraceSend(Dispatch, Socket, BUFFER_ADDRESS(Mdl, 10), 0, Irp);
    (VOID) WskTraceReceive(Dispatch, Socket, BUFFER_ADDRESS(Mdl, 10), 0, Irp);
    (VOID) WskTraceSendTo(Datagrams, Socket, BUFFER_ADDRESS(Mdl, 10), 0, NULL, 0, NULL, Irp);
    return WskTraceCallFrom(Caller, Send, Send, Socket, BUFFER_ADDRESS(Mdl, 10), 0, Irp);
}
