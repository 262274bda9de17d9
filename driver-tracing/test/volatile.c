/*
 * What ThreadSanitizer has to think of volatile (../host/nt/nt_volatile.c): a count that one thread changes by Interlocked and
 * another reads, and a flag that one sets and another waits for, are no races. With -DDATA there is one: data that the flag
 * alone guards.
 */
#include <pthread.h>
#include <sched.h>

static volatile int Count, Flag;
static int Data;

static void *Other(void *Context)
{
    (void)__atomic_add_fetch(&Count, 1, __ATOMIC_SEQ_CST);
    Data = 1;
    Flag = 1;
    return Context;
}

int main(void)
{
    pthread_t Thread;
    int Seen;

    pthread_create(&Thread, NULL, Other, NULL);
    while (Flag == 0) {
        sched_yield();
    }
    Seen = Count;
#ifdef DATA
    Seen += Data;
#endif
    pthread_join(Thread, NULL);
    return Seen == 0 || Data == 0;
}
