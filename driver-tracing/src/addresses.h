/* The addresses that a call gives to WSK or asks of it. All functions: IRQL <= DISPATCH_LEVEL. */
#ifndef WSKTRACE_ADDRESSES_H
#define WSKTRACE_ADDRESSES_H

#include "objects.h"

VOID WsktAddressesKeep(_Out_ WSKT_ADDRESSES *Addresses, _In_opt_ const SOCKADDR *LocalGiven,
                       _In_opt_ const SOCKADDR *RemoteGiven, _In_opt_ const SOCKADDR *LocalAsked,
                       _In_opt_ const SOCKADDR *RemoteAsked);

/* The call succeeded: writes SocketAddress for each address that is known by it. */
VOID WsktAddressesTell(_In_ const WSKT_ADDRESSES *Addresses, _In_ PWSK_SOCKET Socket, _In_ ULONG64 SocketId);

#endif
