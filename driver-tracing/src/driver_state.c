/* The driver's life, from registration to deregistration. */
#include "events.h"
#include "state.h"

_Use_decl_annotations_
VOID WskTraceDriverState(WSKTRACE_DRIVER_STATE State, NTSTATUS Status)
{
    static const PCSTR Names[] = {"Registered",  "NpiCaptured", "Loaded",      "Listening",
                                  "UnloadStart", "NpiReleased", "Deregistered"};

    if (WsktRun() != 0 && (ULONG)State < RTL_NUMBER_OF(Names)) {
        WsktEventDriverState(Names[State], Status);
    }
}
