/* The provider's sockets. */
#include <stdlib.h>

#include "loopback.h"
#include "net.h"

static ULONG Open;

LOOPBACK_SOCKET *SocketNew(ULONG Category, ADDRESS_FAMILY Family, USHORT Type, int Net)
{
    LOOPBACK_SOCKET *Socket;

    if (Net < 0 && Category != WSK_FLAG_BASIC_SOCKET) {
        Net = NetOpen(Family, Type);
        if (Net < 0) {
            return NULL;
        }
    }
    Socket = calloc(1, sizeof(*Socket));
    if (Socket == NULL) {
        NtFail("out of memory");
    }
    Socket->Wsk.Dispatch = DispatchOf(Category);
    Socket->Category = Category;
    Socket->Family = Family;
    Socket->Net = Net;
    Socket->Wake = NetWakeOpen();
    Socket->Inspected.Net = -1;
    pthread_mutex_init(&Socket->Lock, NULL);
    pthread_mutex_init(&Socket->Callback, NULL);
    pthread_cond_init(&Socket->Idle, NULL);
    InterlockedIncrement(&Open);
    return Socket;
}

VOID SocketFree(LOOPBACK_SOCKET *Socket)
{
    NetClose(Socket->Inspected.Net);
    NetClose(Socket->Net);
    NetClose(Socket->Wake);
    pthread_cond_destroy(&Socket->Idle);
    pthread_mutex_destroy(&Socket->Callback);
    pthread_mutex_destroy(&Socket->Lock);
    free(Socket);
    InterlockedDecrement(&Open);
}

ULONG SocketsOpen(VOID)
{
    return __atomic_load_n(&Open, __ATOMIC_SEQ_CST);
}
