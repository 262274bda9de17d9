/* Uses that a compiler must refuse, one a case: see ../compile.sh for what each has to say. */
#include <ntddk.h>
#include <wsk.h>
#include <wsktrace.h>

VOID Misuse(const WSK_PROVIDER_CONNECTION_DISPATCH *Dispatch, PWSK_SOCKET Socket, PWSK_BUF Buffer, IRP *Irp);

VOID Misuse(const WSK_PROVIDER_CONNECTION_DISPATCH *Dispatch, PWSK_SOCKET Socket, PWSK_BUF Buffer, IRP *Irp)
{
#if CASE == 1 /* a variant for a site, without one */
    WskTraceAllocateIrpFrom(1, 1, FALSE);
#elif CASE == 2 /* an IRP in place of its address */
    WskTraceFreeIrp(*Irp);
#elif CASE == 3 /* a function's arguments without the last */
    WskTraceSend(Dispatch, Socket, Buffer, 0);
#elif CASE == 4 /* another function's pointer */
    WskTraceCall(Send, Dispatch->WskConnect, Socket, Buffer, 0, Irp);
#endif
    (VOID) Dispatch, (VOID) Socket, (VOID) Buffer, (VOID) Irp;
}
