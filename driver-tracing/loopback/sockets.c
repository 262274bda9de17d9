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
    pthread_mutex_init(&Socket->Lock, NULL);
    pthread_mutex_init(&Socket->Callback, NULL);
    pthread_cond_init(&Socket->Changed, NULL);
    InterlockedIncrement(&Open);
    return Socket;
}

VOID SocketFree(LOOPBACK_SOCKET *Socket)
{
    while (Socket->Inspected != NULL) {
        INSPECTED *Inspected = Socket->Inspected;

        Socket->Inspected = Inspected->Next;
        NetClose(Inspected->Net);
        free(Inspected);
    }
    NetClose(Socket->Net);
    NetClose(Socket->Wake);
    pthread_cond_destroy(&Socket->Changed);
    pthread_mutex_destroy(&Socket->Callback);
    pthread_mutex_destroy(&Socket->Lock);
    free(Socket);
    InterlockedDecrement(&Open);
}

ULONG SocketsOpen(VOID)
{
    return __atomic_load_n(&Open, __ATOMIC_SEQ_CST);
}

VOID SocketHold(LOOPBACK_SOCKET *Socket)
{
    pthread_mutex_lock(&Socket->Lock);
    Socket->Holds++;
    pthread_mutex_unlock(&Socket->Lock);
}

VOID SocketLetGo(LOOPBACK_SOCKET *Socket)
{
    pthread_mutex_lock(&Socket->Lock);
    Socket->Holds--;
    pthread_cond_broadcast(&Socket->Changed);
    pthread_mutex_unlock(&Socket->Lock);
}

VOID SocketStop(LOOPBACK_SOCKET *Socket)
{
    pthread_mutex_lock(&Socket->Lock);
    Socket->Closing = TRUE;
    NetWake(Socket->Wake);
    while (Socket->Holds != 0) {
        pthread_cond_wait(&Socket->Changed, &Socket->Lock);
    }
    pthread_mutex_unlock(&Socket->Lock);
}
