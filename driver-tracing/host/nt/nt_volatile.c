/*
 * What ThreadSanitizer thinks of volatile. On Windows a volatile read or write of a machine word is atomic, and drivers use it
 * beside Interlocked; to ThreadSanitizer it is an access like any other, and a race. `--param tsan-distinguish-volatile=1`
 * has the compiler call the functions below before each: they tell of an atomic access that orders nothing, which is what
 * volatile is on ARM64 (/volatile:iso). A driver that passes data on by a volatile flag alone is still told.
 */
#include <stdint.h>

#ifdef __SANITIZE_THREAD__
/* A write is told before it is done, without its value: an atomic change that changes nothing stands for it. */
#define VOLATILE(Bytes, Bits)                                                                               \
    void __tsan_volatile_read##Bytes(void *At);                                                             \
    void __tsan_volatile_write##Bytes(void *At);                                                            \
    void __tsan_volatile_read##Bytes(void *At)                                                              \
    {                                                                                                       \
        (void)__atomic_load_n((uint##Bits##_t *)At, __ATOMIC_RELAXED);                                      \
    }                                                                                                       \
    void __tsan_volatile_write##Bytes(void *At)                                                             \
    {                                                                                                       \
        (void)__atomic_fetch_or((uint##Bits##_t *)At, 0, __ATOMIC_RELAXED);                                 \
    }

VOLATILE(1, 8)
VOLATILE(2, 16)
VOLATILE(4, 32)
VOLATILE(8, 64)
#endif
