/* The client's event callbacks. */
#include "events.h"
#include "provider.h"
#include "sockets.h"

VOID WskTraceCallbackEnter(_Out_ PWSKTRACE_CALLBACK Callback, _In_ WSKTRACE_CALLBACK_KIND Kind,
                           _In_opt_ PWSK_SOCKET Socket, _In_ SIZE_T Bytes)
{
    WSKT_SOCKET_FOUND Known;

    Callback->Kind = Kind;
    Callback->Socket = Socket;
    Callback->SocketId = 0;
    Callback->Bytes = Bytes;
    if (WsktGlobal.Running) {
        WsktSocketFind(Socket, &Known);
        Callback->SocketId = Known.Id; /* kept: the socket may be closed when the callback leaves */
        WsktEventCallbackEnter(Callback);
    }
}

NTSTATUS WskTraceCallbackLeave(_In_ const WSKTRACE_CALLBACK *Callback, _In_ NTSTATUS Status)
{
    if (WsktGlobal.Running) {
        WsktEventCallbackLeave(Callback, Status);
    }
    return Status;
}
