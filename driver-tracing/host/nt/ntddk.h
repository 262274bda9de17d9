/* The kernel's header by its own name. */
#include "nt_shim.h"

#include "nt_drivers.h"

#include "kernel.h"
