// A TCP client in C++: says its line to an echo server three times, and is done when it is unloaded.
extern "C" {
#include <ntddk.h>
#include <wsk.h>
}

#ifndef PORT
#define PORT 7007
#endif
#ifndef ENTRY_STATUS
#define ENTRY_STATUS STATUS_SUCCESS // what DriverEntry returns when all is done
#endif

namespace {

const int ROUNDS = 3;
const int LIMIT_S = 10;

USHORT NetworkOrder(USHORT port)
{
    return static_cast<USHORT>(port << 8 | port >> 8);
}

// A registration with WSK, from construction to destruction.
class Provider {
public:
    Provider()
    {
        WSK_CLIENT_NPI client = {nullptr, &AppDispatch};

        status_ = WskRegister(&client, &registration_);
        if (NT_SUCCESS(status_)) {
            status_ = WskCaptureProviderNPI(&registration_, WSK_INFINITE_WAIT, &npi_);
            if (!NT_SUCCESS(status_)) {
                WskDeregister(&registration_);
            }
        }
    }

    ~Provider()
    {
        if (NT_SUCCESS(status_)) {
            WskReleaseProviderNPI(&registration_);
            WskDeregister(&registration_);
        }
    }

    NTSTATUS Status() const { return status_; }
    const WSK_PROVIDER_NPI &Npi() const { return npi_; }

private:
    static const WSK_CLIENT_DISPATCH AppDispatch;

    WSK_REGISTRATION registration_;
    WSK_PROVIDER_NPI npi_;
    NTSTATUS status_;
};

const WSK_CLIENT_DISPATCH Provider::AppDispatch = {MAKE_WSK_VERSION(1, 0), 0, nullptr};

// A connection, with the IRP of its calls inside, and the functions that it calls kept as members.
class Connection {
public:
    Connection()
    {
        KeInitializeEvent(&done_, NotificationEvent, FALSE);
        IoInitializeIrp(Irp(), sizeof(irp_), 1);
    }

    ~Connection()
    {
        if (socket_ != nullptr) {
            Close();
        }
    }

    NTSTATUS Open(const Provider &provider)
    {
        SOCKADDR_IN local = {};
        NTSTATUS status;

        provider.Npi().Dispatch->WskSocket(provider.Npi().Client, AF_INET, SOCK_STREAM, IPPROTO_TCP,
                                           WSK_FLAG_CONNECTION_SOCKET, nullptr, nullptr, nullptr, nullptr, nullptr,
                                           Prepare());
        status = Wait();
        if (!NT_SUCCESS(status)) {
            return status;
        }
        socket_ = reinterpret_cast<PWSK_SOCKET>(Irp()->IoStatus.Information);
        dispatch_ = static_cast<const WSK_PROVIDER_CONNECTION_DISPATCH *>(socket_->Dispatch);
        send_ = dispatch_->WskSend;
        receive_ = dispatch_->WskReceive;
        local.sin_family = AF_INET;
        dispatch_->WskBind(socket_, reinterpret_cast<PSOCKADDR>(&local), 0, Prepare());
        return Wait();
    }

    NTSTATUS Connect(USHORT port)
    {
        SOCKADDR_IN remote = {};

        remote.sin_family = AF_INET;
        remote.sin_port = NetworkOrder(port);
        remote.sin_addr.s_addr = 0x0100007F; // 127.0.0.1
        dispatch_->WskConnect(socket_, reinterpret_cast<PSOCKADDR>(&remote), 0, Prepare());
        return Wait();
    }

    NTSTATUS Send(PMDL mdl, SIZE_T bytes)
    {
        WSK_BUF buffer = {mdl, 0, bytes};

        send_(socket_, &buffer, 0, Prepare());
        return Wait();
    }

    NTSTATUS Receive(PMDL mdl, SIZE_T bytes)
    {
        WSK_BUF buffer = {mdl, 0, bytes};

        receive_(socket_, &buffer, 0, Prepare());
        return Wait();
    }

private:
    PIRP Irp() { return reinterpret_cast<PIRP>(irp_); }

    PIRP Prepare()
    {
        IoReuseIrp(Irp(), STATUS_UNSUCCESSFUL);
        KeClearEvent(&done_);
        IoSetCompletionRoutine(
            Irp(),
            [](PDEVICE_OBJECT, PIRP, PVOID context) -> NTSTATUS {
                KeSetEvent(&static_cast<Connection *>(context)->done_, IO_NO_INCREMENT, FALSE);
                return STATUS_MORE_PROCESSING_REQUIRED;
            },
            this, TRUE, TRUE, TRUE);
        return Irp();
    }

    // A peer that says nothing ends no call: after a while it is cancelled, and may still succeed.
    NTSTATUS Wait()
    {
        LARGE_INTEGER limit;

        limit.QuadPart = -LIMIT_S * 10000000ll;
        if (KeWaitForSingleObject(&done_, Executive, KernelMode, FALSE, &limit) == STATUS_TIMEOUT) {
            IoCancelIrp(Irp());
            KeWaitForSingleObject(&done_, Executive, KernelMode, FALSE, nullptr);
        }
        return Irp()->IoStatus.Status;
    }

    void Close()
    {
#ifndef FAULT
        dispatch_->Basic.WskCloseSocket(socket_, Prepare());
        Wait();
#endif
    }

    alignas(16) UCHAR irp_[sizeof(IRP) + sizeof(IO_STACK_LOCATION)];
    KEVENT done_;
    PWSK_SOCKET socket_ = nullptr;
    const WSK_PROVIDER_CONNECTION_DISPATCH *dispatch_ = nullptr;
    PFN_WSK_SEND send_ = nullptr;
    PFN_WSK_RECEIVE receive_ = nullptr;
};

void Talk(const Provider &provider)
{
    static char line[64] = "a line of sixty-four bytes, which comes back as it went\n";
    PMDL mdl = IoAllocateMdl(line, sizeof(line), FALSE, FALSE, nullptr);
    Connection connection;

    if (mdl == nullptr) {
        return;
    }
    MmBuildMdlForNonPagedPool(mdl);
    if (NT_SUCCESS(connection.Open(provider)) && NT_SUCCESS(connection.Connect(PORT))) {
        for (int round = 0; round < ROUNDS; round++) {
            if (!NT_SUCCESS(connection.Send(mdl, sizeof(line))) || !NT_SUCCESS(connection.Receive(mdl, sizeof(line)))) {
                break;
            }
        }
    }
    IoFreeMdl(mdl);
}

} // namespace

extern "C" void NTAPI ClientUnload(PDRIVER_OBJECT)
{
}

extern "C" NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    Provider provider;

    driver->DriverUnload = ClientUnload;
    if (!NT_SUCCESS(provider.Status())) {
        return provider.Status();
    }
    Talk(provider);
    return ENTRY_STATUS;
}
