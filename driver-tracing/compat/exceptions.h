/*
 * Structured exceptions, for compilers that lack them (gcc): nothing raises one here, so what __try guards runs, what
 * __except has is compiled and never runs, and what __finally has runs after, unless the block is left by return or goto.
 * __leave is missing.
 */
#ifndef WSKTRACE_COMPAT_EXCEPTIONS_H
#define WSKTRACE_COMPAT_EXCEPTIONS_H

#ifdef __cplusplus
#define __try if (true) /* as libstdc++ has it, with other uses */
#else
#define __try if (1)
#endif
#define __except(Filter) else if ((Filter) && 0)
#define __finally

#ifndef EXCEPTION_EXECUTE_HANDLER
#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)
#endif
#undef GetExceptionCode
#define GetExceptionCode() STATUS_SUCCESS
#undef GetExceptionInformation
#define GetExceptionInformation() NULL

#endif
