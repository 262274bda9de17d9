/* The driver's life, from registration to deregistration. */
#include "events.h"
#include "provider.h"

VOID WskTraceDriverState(_In_ WSKTRACE_DRIVER_STATE State, _In_ NTSTATUS Status)
{
    static const PCSTR Names[] = {"Registered",  "NpiCaptured", "Loaded",      "Listening",
                                  "UnloadStart", "NpiReleased", "Deregistered"};

    if (WsktGlobal.Running && (ULONG)State < RTL_NUMBER_OF(Names)) {
        WsktEventDriverState(Names[State], Status);
    }
}
