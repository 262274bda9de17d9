/*
 * wsktrace_takeover.h - the driver's calls by their own names. Not included by itself: define WSKTRACE_TAKE_OVER before
 * <wsktrace.h>, which the driver includes after its own headers and <wsk.h>:
 *
 *     #define WSKTRACE_TAKE_OVER
 *     #include <wsktrace.h>
 *
 * From there on these names are the library's: IoAllocateIrp, IoAllocateIrpEx, IoReuseIrp, IoFreeIrp, IoInitializeIrp,
 * IoCleanupIrp, IoCancelIrp, and WskRegister, WskCaptureProviderNPI, WskReleaseProviderNPI, WskDeregister, which tell the
 * trace where the driver is in its life. What stays to be changed are the calls through a dispatch table: a macro can't
 * stand behind `->`.
 *
 * In the file that defines DriverEntry, two more lines come first, and name the provider (see WSKTRACE_DEFINE_PROVIDER):
 *
 *     #define WSKTRACE_PROVIDER_NAME "Contoso.Echo.Wsk"
 *     #define WSKTRACE_PROVIDER_GUID (0x3f0c1d52, 0x9a11, 0x4c0e, 0x8d, 0x21, 0x5b, 0x6e, 0x70, 0x0a, 0x4f, 0x13)
 *
 * The driver's DriverEntry is then called by the library's, which starts the tracing before it, stops it when it fails, and
 * stands in for the unload routine that it set: WskTraceStart, WskTraceStop and the states Loaded and UnloadStart need no
 * line. A driver that does that by itself (WSKTRACE_DEFINE_PROVIDER, WskTraceStart, WskTraceStop) leaves the two lines out.
 *
 * <wsktrace.h> includes this file each time, since the driver's headers may have included it before, without these lines.
 */
#if defined(WSKTRACE_TAKE_OVER) && !defined(WSKTRACE_NAMES_TAKEN_OVER)
#define WSKTRACE_NAMES_TAKEN_OVER

#undef IoAllocateIrp
#define IoAllocateIrp(StackSize, ChargeQuota) WskTraceAllocateIrp(StackSize, ChargeQuota)
#define IoAllocateIrpEx(DeviceObject, StackSize, ChargeQuota)                                                          \
    WskTraceNoteIrp(IoAllocateIrpEx(DeviceObject, StackSize, ChargeQuota))
#undef IoReuseIrp
#define IoReuseIrp(Irp, Status) WskTraceReuseIrp(Irp, Status)
#undef IoFreeIrp
#define IoFreeIrp(Irp) WskTraceFreeIrp(Irp)
#undef IoInitializeIrp
#define IoInitializeIrp(Irp, PacketSize, StackSize) WskTraceInitializeIrp(Irp, PacketSize, StackSize)
#define IoCleanupIrp(Irp) (WskTraceUninitializeIrp(Irp), IoCleanupIrp(Irp))
#undef IoCancelIrp
#define IoCancelIrp(Irp) WskTraceCancelIrp(Irp)

#undef WskRegister
#define WskRegister(WskClientNpi, WskRegistration) WskTraceRegister(WskClientNpi, WskRegistration)
#undef WskCaptureProviderNPI
#define WskCaptureProviderNPI(WskRegistration, WaitTimeout, WskProviderNpi)                                            \
    WskTraceCaptureProviderNPI(WskRegistration, WaitTimeout, WskProviderNpi)
#undef WskReleaseProviderNPI
#define WskReleaseProviderNPI(WskRegistration) WskTraceReleaseProviderNPI(WskRegistration)
#undef WskDeregister
#define WskDeregister(WskRegistration) WskTraceDeregister(WskRegistration)

#endif

#if defined(WSKTRACE_PROVIDER_NAME) && !defined(WSKTRACE_TAKE_OVER)
#error "WSKTRACE_PROVIDER_NAME is for WSKTRACE_TAKE_OVER: define that, or use WSKTRACE_DEFINE_PROVIDER and WskTraceStart"
#elif defined(WSKTRACE_PROVIDER_NAME) && !defined(WSKTRACE_PROVIDER_GUID)
#error "define WSKTRACE_PROVIDER_GUID, too: eleven numbers in parentheses"
#elif defined(WSKTRACE_PROVIDER_GUID) && !defined(WSKTRACE_PROVIDER_NAME)
#error "define WSKTRACE_PROVIDER_NAME, too"
#elif defined(WSKTRACE_PROVIDER_NAME) && !defined(WSKTRACE_ENTRY_TAKEN_OVER)
#define WSKTRACE_ENTRY_TAKEN_OVER

#ifdef __cplusplus
extern "C" {
#endif

WSKTRACE_DEFINE_PROVIDER(WSKTRACE_PROVIDER_NAME, WSKTRACE_PROVIDER_GUID);

DRIVER_INITIALIZE WskTracedDriverEntry;
DRIVER_INITIALIZE DriverEntry;

_Use_decl_annotations_
NTSTATUS NTAPI DriverEntry(/* include this above your DriverEntry */ PDRIVER_OBJECT DriverObject,
                           PUNICODE_STRING RegistryPath)
{
    return WskTraceDriverEntry(DriverObject, RegistryPath, WskTracedDriverEntry);
}

#define DriverEntry WskTracedDriverEntry

#ifdef __cplusplus
}
#endif

#endif
