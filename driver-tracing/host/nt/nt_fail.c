/* The end of a run that the kernel would not survive. */
#include "nt_harness.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

VOID NtFail(PCSTR Format, ...)
{
    va_list Arguments;

    va_start(Arguments, Format);
    fputs("wsktrace-host: ", stderr);
    vfprintf(stderr, Format, Arguments);
    fputc('\n', stderr);
    va_end(Arguments);
    exit(1);
}
