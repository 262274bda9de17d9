/*
 * The part of the Winsock Kernel API that wsktrace uses, for builds without the Windows Driver Kit.
 *
 * Written from the public documentation (the wsk.h reference pages and the "Winsock Kernel" pages of
 * the Windows driver documentation): names, order of members and parameters, documented values. With
 * the WDK this folder is not on the include path and <wsk.h> is the real one, so sources that include
 * <wsk.h> may use nothing that the real header lacks.
 *
 * WSKTRACE_HOST: a native build on the host harness, whose nt_shim.h stands for the kernel's headers.
 */
#ifndef WSKTRACE_COMPAT_WSK_H
#define WSKTRACE_COMPAT_WSK_H

#ifdef WSKTRACE_HOST
#include "nt_shim.h"
#else
#include <ntddk.h>
#endif

#include "driver_annotations.h"
#include "wsk/address.h"
#include "wsk/types.h"
#include "wsk/client.h"
#include "wsk/provider.h"
#include "wsk/registration.h"

#endif
