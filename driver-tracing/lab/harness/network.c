/* The network: connections in memory, and addresses. */
#include "provider.h"

#include <stdlib.h>

#define WINDOW (64u << 10)
#define FIRST_FREE_PORT 49152

static VOID Changed(LAB_END *End)
{
    LabProgress();
    if (End != NULL && End->Socket != NULL) {
        SocketPump(End->Socket);
    }
}

static LAB_END *NewEnd(USHORT Port, ULONG Address)
{
    LAB_END *End = calloc(1, sizeof(*End));

    if (End == NULL || (End->Bytes = malloc(WINDOW)) == NULL) {
        NtFail("out of memory");
    }
    End->Port = Port;
    End->Address = Address;
    return End;
}

LAB_END *NetConnection(USHORT Port, USHORT OtherPort, ULONG OtherAddress)
{
    LAB_END *End = NewEnd(Port, ADDRESS_LOOPBACK);

    End->Other = NewEnd(OtherPort, OtherAddress);
    End->Other->Other = End;
    return End;
}

SIZE_T NetRoom(const LAB_END *End)
{
    return End->Other == NULL ? WINDOW : WINDOW - End->Other->Count;
}

VOID NetPut(LAB_END *End, const VOID *Bytes, SIZE_T Count)
{
    LAB_END *Other = End->Other;

    if (Other == NULL) {
        return; /* nobody reads it */
    }
    memcpy(Other->Bytes + Other->Count, Bytes, Count);
    Other->Count += Count;
    Changed(Other);
}

VOID NetTake(LAB_END *End, PVOID Bytes, SIZE_T Count)
{
    memcpy(Bytes, End->Bytes, Count);
    End->Count -= Count;
    memmove(End->Bytes, End->Bytes + Count, End->Count);
    Changed(End->Other);
}

VOID NetFinish(LAB_END *End)
{
    if (End->Other != NULL) {
        End->Other->Finished = TRUE;
        Changed(End->Other);
    }
}

VOID NetReset(LAB_END *End)
{
    End->Reset = TRUE;
    if (End->Other != NULL) {
        End->Other->Reset = TRUE;
        Changed(End->Other);
    }
    Changed(End);
}

VOID NetClose(LAB_END *End)
{
    LAB_END *Other = End->Other;

    if (Other != NULL) {
        if (End->Count != 0) {
            Other->Reset = TRUE;
        }
        Other->Finished = TRUE;
        Other->Other = NULL;
        Changed(Other);
    }
    free(End->Bytes);
    free(End);
}

USHORT NetFreePort(VOID)
{
    static USHORT Last = FIRST_FREE_PORT;

    return Last++;
}

VOID AddressPut(PSOCKADDR To, ADDRESS_FAMILY Family, ULONG Address, USHORT Port)
{
    USHORT Swapped = (USHORT)(Port << 8 | Port >> 8);

    if (Family == AF_INET6) {
        SOCKADDR_IN6 Six = {.sin6_family = AF_INET6, .sin6_port = Swapped, .sin6_addr = IN6ADDR_LOOPBACK_INIT};

        memcpy(To, &Six, sizeof(Six));
    } else {
        SOCKADDR_IN Four = {.sin_family = AF_INET, .sin_port = Swapped};

        Four.sin_addr.s_addr = Address;
        memcpy(To, &Four, sizeof(Four));
    }
}

/* Both families have the port at the same place. */
USHORT AddressPort(const SOCKADDR *Address)
{
    USHORT Port = ((const SOCKADDR_IN *)Address)->sin_port;

    return (USHORT)(Port << 8 | Port >> 8);
}
