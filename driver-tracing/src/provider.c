/* Start and stop: the provider is registered, and asked for what is outstanding. */
#include "provider.h"

#include "calls.h"
#include "rundown.h"

WSKT_GLOBAL WsktGlobal;

/* PENABLECALLBACK, at PASSIVE_LEVEL. ControlCode: 0 disable, 1 enable, 2 capture state (EVENT_CONTROL_CODE_...). */
static VOID NTAPI WsktEnableCallback(_In_ LPCGUID SourceId, _In_ ULONG ControlCode, _In_ UCHAR Level,
                                     _In_ ULONGLONG MatchAnyKeyword, _In_ ULONGLONG MatchAllKeyword,
                                     _In_opt_ PEVENT_FILTER_DESCRIPTOR FilterData, _Inout_opt_ PVOID CallbackContext)
{
    UNREFERENCED_PARAMETER(SourceId);
    UNREFERENCED_PARAMETER(Level);
    UNREFERENCED_PARAMETER(MatchAnyKeyword);
    UNREFERENCED_PARAMETER(MatchAllKeyword);
    UNREFERENCED_PARAMETER(FilterData);
    UNREFERENCED_PARAMETER(CallbackContext);

    if (ControlCode == 1) {
        WsktRundown(WsktRundownEnabled);
    } else if (ControlCode == 2) {
        WsktRundown(WsktRundownCaptureState);
    }
}

NTSTATUS WskTraceStart(VOID)
{
    NTSTATUS Status;

    WsktSetInitialize(&WsktGlobal.Irps, sizeof(WSKT_IRP));
    WsktSetInitialize(&WsktGlobal.Calls, sizeof(WSKT_CALL));
    WsktSetInitialize(&WsktGlobal.Sockets, sizeof(WSKT_SOCKET));
    WsktGlobal.FailedCalls = 0;
    WsktGlobal.Lost = 0;
    WsktGlobal.ForgetClosedUpTo = 0;

    Status = TraceLoggingRegisterEx(WskTraceProvider, WsktEnableCallback, NULL);
    WsktGlobal.Running = NT_SUCCESS(Status);
    return Status;
}

VOID WskTraceStop(VOID)
{
    if (!WsktGlobal.Running) {
        return;
    }
    WsktRundown(WsktRundownUnload);
    WsktGlobal.Running = FALSE;
    TraceLoggingUnregister(WskTraceProvider);

    WsktSetFree(&WsktGlobal.Irps, TRUE);
    WsktSetFree(&WsktGlobal.Sockets, TRUE);
    /* A call that is still outstanding is the driver's fault; that its record is freed shall not make it worse. */
    WsktSetFree(&WsktGlobal.Calls, FALSE);
}
