/* The addresses that a call gives to WSK or asks of it: see addresses.h. */
#include "addresses.h"

#include "events.h"

/* As event field Kind numbers them. */
#define WSKT_ADDRESS_LOCAL 1
#define WSKT_ADDRESS_REMOTE 2

/* Bytes of an address of a family that WSK has; 0 for any other, which is then not told. */
static USHORT WsktAddressLength(_In_opt_ const SOCKADDR *Address)
{
    if (Address == NULL) {
        return 0;
    }
    switch (Address->sa_family) {
    case AF_INET:
        return sizeof(SOCKADDR_IN);
    case AF_INET6:
        return sizeof(SOCKADDR_IN6);
    default:
        return 0;
    }
}

static VOID WsktAddressCopy(_Out_ SOCKADDR_IN6 *Copy, _In_opt_ const SOCKADDR *Address)
{
    RtlZeroMemory(Copy, sizeof(*Copy));
    if (WsktAddressLength(Address) != 0) {
        RtlCopyMemory(Copy, Address, WsktAddressLength(Address));
    }
}

static VOID WsktAddressTell(_In_ PWSK_SOCKET Socket, _In_ ULONG64 SocketId, _In_ UCHAR Kind,
                            _In_opt_ const SOCKADDR *Address)
{
    if (WsktAddressLength(Address) != 0) {
        WsktEventSocketAddress(Socket, SocketId, Kind, Address, WsktAddressLength(Address));
    }
}

_Use_decl_annotations_
VOID WsktAddressesKeep(WSKT_ADDRESSES *Addresses, const SOCKADDR *LocalGiven, const SOCKADDR *RemoteGiven,
                       const SOCKADDR *LocalAsked, const SOCKADDR *RemoteAsked)
{
    WsktAddressCopy(&Addresses->LocalGiven, LocalGiven);
    WsktAddressCopy(&Addresses->RemoteGiven, RemoteGiven);
    Addresses->LocalAsked = LocalAsked;
    Addresses->RemoteAsked = RemoteAsked;
}

_Use_decl_annotations_
VOID WsktAddressesTell(const WSKT_ADDRESSES *Addresses, PWSK_SOCKET Socket, ULONG64 SocketId)
{
    WsktAddressTell(Socket, SocketId, WSKT_ADDRESS_LOCAL, (const SOCKADDR *)&Addresses->LocalGiven);
    WsktAddressTell(Socket, SocketId, WSKT_ADDRESS_REMOTE, (const SOCKADDR *)&Addresses->RemoteGiven);
    WsktAddressTell(Socket, SocketId, WSKT_ADDRESS_LOCAL, Addresses->LocalAsked);
    WsktAddressTell(Socket, SocketId, WSKT_ADDRESS_REMOTE, Addresses->RemoteAsked);
}
