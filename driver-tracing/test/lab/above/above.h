/* Between the driver and what stands above it. */
#ifndef ABOVE_H
#define ABOVE_H

#include <ntddk.h>

/* The driver's: a write, which it completes, now or later. */
NTSTATUS DispatchWrite(PIRP Write);

/* The I/O manager's: a user that writes some lines, and that it has no more to write. */
NTSTATUS IoManagerStart(VOID);
VOID IoManagerStop(VOID);

#endif
