/*
 * The part of the Winsock Kernel API that wsktrace uses, for builds without the Windows Driver Kit.
 *
 * Written from the public documentation (the wsk.h reference pages and the "Winsock Kernel" pages of
 * the Windows driver documentation): names, order of members and parameters, documented values. With
 * the WDK this folder is not on the include path and <wsk.h> is the real one, so sources that include
 * <wsk.h> may use nothing that the real header lacks.
 *
 * Like the real header it brings no kernel header: include <ntddk.h>, <wdm.h> or <ntifs.h> first. In a native build on
 * the host harness the harness's <ntddk.h> stands for them.
 */
#ifndef WSKTRACE_COMPAT_WSK_H
#define WSKTRACE_COMPAT_WSK_H

#if !defined(_WDMDDK_) && !defined(NT_SHIM_H)
#error "include <ntddk.h>, <wdm.h> or <ntifs.h> before <wsk.h>: the WDK's does not bring it either"
#endif

#include "driver_annotations.h"

#ifdef __cplusplus
extern "C" {
#endif

#include "wsk/address.h"
#include "wsk/types.h"
#include "wsk/client.h"
#include "wsk/provider.h"
#include "wsk/registration.h"

#ifdef __cplusplus
}
#endif

#endif
