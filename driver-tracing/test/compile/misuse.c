/* Uses that a compiler must refuse, one a case: see ../compile.sh for what each has to say. */
#define NUMBERS (0x6d1a2f3c, 0x58b4, 0x4e07, 0x9c, 0x3e, 0x1b, 0x7d, 0x42, 0x90, 0xaf, 0x65)

#if CASE == 6 /* before the kernel's header */
#include <wsktrace.h>
#endif
#include <ntddk.h>
#if CASE == 7 /* before WSK's */
#include <wsktrace.h>
#endif
#include <wsk.h>
#if CASE == 8 /* a provider without the names */
#define WSKTRACE_PROVIDER_NAME "Contoso.Misuse"
#define WSKTRACE_PROVIDER_GUID NUMBERS
#elif CASE == 9 /* a provider without a GUID */
#define WSKTRACE_TAKE_OVER
#define WSKTRACE_PROVIDER_NAME "Contoso.Misuse"
#elif CASE == 10 /* a provider without a name */
#define WSKTRACE_TAKE_OVER
#define WSKTRACE_PROVIDER_GUID NUMBERS
#elif CASE == 11 /* a GUID as text */
#define WSKTRACE_TAKE_OVER
#define WSKTRACE_PROVIDER_NAME "Contoso.Misuse"
#define WSKTRACE_PROVIDER_GUID "6d1a2f3c-58b4-4e07-9c3e-1b7d4290af65"
#elif CASE == 12 /* a GUID of another form */
#define WSKTRACE_TAKE_OVER
#define WSKTRACE_PROVIDER_NAME "Contoso.Misuse"
#define WSKTRACE_PROVIDER_GUID (0x6d1a2f3c, 0x58b4, 0x4e07)
#elif CASE == 13 /* DriverEntry stands above */
NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    (VOID) DriverObject, (VOID) RegistryPath;
    return STATUS_SUCCESS;
}
#define WSKTRACE_TAKE_OVER
#define WSKTRACE_PROVIDER_NAME "Contoso.Misuse"
#define WSKTRACE_PROVIDER_GUID NUMBERS
#endif
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
#elif CASE == 5 /* a call for a site, without one */
    PFN_WSK_SEND Send = Dispatch->WskSend;

    WskTraceCallFrom(Send, Send, Socket, Buffer, 0, Irp);
#endif
    (VOID) Dispatch, (VOID) Socket, (VOID) Buffer, (VOID) Irp;
}
