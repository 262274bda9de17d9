/*
 * The IRQL annotations of the WDK's driverspecs.h that this project uses. They are for the WDK's analyzers alone: mingw-w64
 * and the host harness lack them, and there they mean nothing.
 */
#ifndef WSKTRACE_COMPAT_IRQL_ANNOTATIONS_H
#define WSKTRACE_COMPAT_IRQL_ANNOTATIONS_H

#ifndef _IRQL_requires_max_
#define _IRQL_requires_max_(Irql)
#endif

#ifndef _IRQL_raises_
#define _IRQL_raises_(Irql)
#endif

#endif
