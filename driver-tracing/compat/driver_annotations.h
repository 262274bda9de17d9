/*
 * The annotations of the WDK's driverspecs.h and sal.h that this project uses: IRQL, locks and memory. They are for the
 * WDK's analyzers alone: mingw-w64 and the host harness lack them, and there they mean nothing.
 */
#ifndef WSKTRACE_COMPAT_DRIVER_ANNOTATIONS_H
#define WSKTRACE_COMPAT_DRIVER_ANNOTATIONS_H

#ifndef _Use_decl_annotations_
#define _Use_decl_annotations_
#endif

#ifndef _At_
#define _At_(Target, Annotation)
#endif

#ifndef _IRQL_requires_
#define _IRQL_requires_(Irql)
#endif

#ifndef _IRQL_requires_max_
#define _IRQL_requires_max_(Irql)
#endif

#ifndef _IRQL_raises_
#define _IRQL_raises_(Irql)
#endif

#ifndef _IRQL_saves_
#define _IRQL_saves_
#endif

#ifndef _IRQL_restores_
#define _IRQL_restores_
#endif

#ifndef _Acquires_lock_
#define _Acquires_lock_(Lock)
#endif

#ifndef _Releases_lock_
#define _Releases_lock_(Lock)
#endif

#ifndef _Requires_lock_held_
#define _Requires_lock_held_(Lock)
#endif

#ifndef __drv_allocatesMem
#define __drv_allocatesMem(Kind)
#endif

#ifndef __drv_freesMem
#define __drv_freesMem(Kind)
#endif

#endif
