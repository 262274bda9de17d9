/* Start and stop: the provider is registered, and asked for what is outstanding. */
#include "clients.h"
#include "rundown.h"
#include "state.h"

#define TICKS_PER_MS 10000 /* KeDelayExecutionThread's intervals are in 100 ns */

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

static VOID WsktSetsClose(VOID)
{
    WsktSetClose(&WsktGlobal.Irps);
    WsktSetClose(&WsktGlobal.Sockets);
    /* A call or a socket with callbacks that is still outstanding is the driver's fault. WSK has their records' addresses:
       they stay, so that the fault is not made worse. A client goes when its socket is closed, in whichever run. */
    WsktSetClose(&WsktGlobal.Calls);
    WsktSetTrim(&WsktGlobal.Clients);
}

/* Until nobody writes an event any more: the provider must not be unregistered under his hands. */
static VOID WsktWritersWait(VOID)
{
    LARGE_INTEGER Interval;
    ULONG Slot;

    Interval.QuadPart = -TICKS_PER_MS;
    for (Slot = 0; Slot < WSKT_WRITER_SLOTS; Slot++) {
        while (WsktRead(&WsktGlobal.Writers[Slot].Count) != 0) {
            (VOID) KeDelayExecutionThread(KernelMode, FALSE, &Interval);
        }
    }
}

_Use_decl_annotations_
NTSTATUS WskTraceStart(VOID)
{
    NTSTATUS Status;
    LONG Run;

    if (WsktRun() != 0) {
        return STATUS_SUCCESS; /* started already */
    }
    Run = ++WsktGlobal.Starts;
    WsktSetOpen(&WsktGlobal.Irps, sizeof(WSKT_IRP), Run);
    WsktSetOpen(&WsktGlobal.Calls, sizeof(WSKT_CALL), Run);
    WsktSetOpen(&WsktGlobal.Sockets, sizeof(WSKT_SOCKET), Run);
    if (Run == 1) {
        WsktSetOpen(&WsktGlobal.Clients, sizeof(WSKT_CLIENT), WSKT_CLIENTS_RUN);
    }
    WsktWrite(&WsktGlobal.FailedCalls, 0);
    InterlockedExchange64(&WsktGlobal.Lost, 0);
    InterlockedExchange64(&WsktGlobal.ForgetClosedUpTo, 0);

    InterlockedExchange(&WsktGlobal.Run, Run); /* before the registration, which may ask for the rundown */
    Status = TraceLoggingRegisterEx(WskTraceProvider, WsktEnableCallback, NULL);
    if (!NT_SUCCESS(Status)) {
        InterlockedExchange(&WsktGlobal.Run, 0);
        WsktSetsClose();
    }
    return Status;
}

_Use_decl_annotations_
VOID WskTraceStop(VOID)
{
    if (WsktRun() == 0) {
        return;
    }
    WsktRundown(WsktRundownUnload);
    InterlockedExchange(&WsktGlobal.Run, 0);
    WsktWritersWait();
    TraceLoggingUnregister(WskTraceProvider);
    WsktSetsClose();
}
