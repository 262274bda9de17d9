/*
 * Calls as drivers write them that a macro has to hand on whole: with commas outside of parentheses, a cast table, a
 * pointer named as the function, inside of another macro or a lambda. Compiled as C and as C++, never run.
 */
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

#define LOG_IF_FAILED(Expression) ((Expression) < 0 ? (VOID)DbgPrint("%s\n", #Expression) : (VOID)0)

NTSTATUS Literals(const WSK_PROVIDER_CONNECTION_DISPATCH *Dispatch, const WSK_PROVIDER_DATAGRAM_DISPATCH *Datagrams,
                  PWSK_SOCKET Socket, PMDL Mdl, PIRP Irp, WSKTRACE_CALLER Caller);

NTSTATUS Literals(const WSK_PROVIDER_CONNECTION_DISPATCH *Dispatch, const WSK_PROVIDER_DATAGRAM_DISPATCH *Datagrams,
                  PWSK_SOCKET Socket, PMDL Mdl, PIRP Irp, WSKTRACE_CALLER Caller)
{
    PFN_WSK_SEND Send = Dispatch->WskSend;
    PFN_WSK_SEND_MESSAGES WskSendMessages = Datagrams->WskSendMessages;
    WSK_BUF_LIST List = {NULL, {Mdl, 0, 10}};
    NTSTATUS Status;
#ifdef __cplusplus
    WSK_BUF Buffer;

    (VOID) WskTraceSend(Dispatch, Socket, BUFFER_ADDRESS(Mdl, 10), Pair<ULONG, ULONG>{0, 1}.First, Irp);
    Status = [=](PIRP Own) { return WskTraceBind(Datagrams, Socket, NULL, 0, Own); }(Irp);
    (VOID) WskTraceCall(Send, Send, Socket, [&] { return Buffer = WSK_BUF{Mdl, 0, 10}, &Buffer; }(), 0, Irp);
#else
    (VOID) WskTraceCall(Send, Send, Socket, &(WSK_BUF){Mdl, 0, 10}, 0, Irp);
#endif
    Status = WskTraceCall(SendMessages, WskSendMessages, Socket, &List, 0, NULL, 0, NULL, Irp);
    LOG_IF_FAILED(Status = WskTraceSend((const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Dispatch, Socket, &List.Buffer, 0,
                                        Irp));
    (VOID) WskTraceCloseSocket(((const WSK_PROVIDER_DATAGRAM_DISPATCH *)Socket->Dispatch), Socket, Irp);
    (VOID) WskTraceControlSocket((const WSK_PROVIDER_BASIC_DISPATCH *)Socket->Dispatch, Socket, WskSetOption, IPV6_V6ONLY,
                                 IPPROTO_IPV6, sizeof(Status), &Status, 0, NULL, NULL, Irp);
    (VOID) WskTraceSend(Dispatch, Socket, BUFFER_ADDRESS(Mdl, 10), 0, Irp);
    (VOID) WskTraceReceive(Dispatch, Socket, BUFFER_ADDRESS(Mdl, 10), 0, Irp);
    (VOID) WskTraceSendTo(Datagrams, Socket, BUFFER_ADDRESS(Mdl, 10), 0, NULL, 0, NULL, Irp);
    return WskTraceCallFrom(Caller, Send, Send, Socket, BUFFER_ADDRESS(Mdl, 10), 0, Irp);
}
