/* How a call runs: checked against the contract, asked how it is answered, tried until it is done, completed once. */
#include "provider.h"

#include <stdio.h>
#include <stdlib.h>

#define SOON_US 20
#define LATE_US 60000000 /* longer than a driver's bounded waits */
#define NEVER (~0ull)
#define MAX_ANSWERS 24
#define ANSWER_BYTES 40

/* Those of no socket, and the closes: what pends on a socket is in its own list. */
static LIST_ENTRY Others = {&Others, &Others};
static LIST_ENTRY All = {&All, &All};
static ULONG Pending;

/* Every call that is under way, apart from where it waits. */
typedef struct _UNDER_WAY {
    LAB_CALL Call; /* first */
    LIST_ENTRY InAll;
} UNDER_WAY;

ULONG CallsPending(VOID)
{
    return Pending;
}

/* ---- Buffers ------------------------------------------------------------------------------------------------------ */

static VOID Move(const LAB_CALL *Call, SIZE_T At, PUCHAR Bytes, SIZE_T Count, BOOLEAN Write)
{
    PMDL Mdl = Call->Buffer.Mdl;
    SIZE_T Skip = Call->Buffer.Offset + At;

    if (Call->NoBuffer || Call->Gone) {
        return;
    }
    while (Count > 0) {
        SIZE_T Here;

        if (Mdl == NULL) {
            NtFail("%s: the MDLs of the buffer are shorter than its length", Call->Operation->Name);
        }
        if (Skip >= Mdl->ByteCount) {
            Skip -= Mdl->ByteCount;
            Mdl = Mdl->Next;
            continue;
        }
        Here = Mdl->ByteCount - Skip < Count ? Mdl->ByteCount - Skip : Count;
        if (Write) {
            memcpy(Mdl->Bytes + Skip, Bytes, Here);
        } else {
            memcpy(Bytes, Mdl->Bytes + Skip, Here);
        }
        Bytes += Here;
        Count -= Here;
        Skip += Here;
    }
}

VOID CallBufferWrite(const LAB_CALL *Call, SIZE_T At, const VOID *Bytes, SIZE_T Count)
{
    Move(Call, At, (PUCHAR)(ULONG_PTR)Bytes, Count, TRUE);
}

VOID CallBufferRead(const LAB_CALL *Call, SIZE_T At, PVOID Bytes, SIZE_T Count)
{
    memset(Bytes, 0, Count);
    Move(Call, At, Bytes, Count, FALSE);
}

static BOOLEAN Overlaps(const VOID *At, PVOID Memory, SIZE_T Size)
{
    return At != NULL && (ULONG_PTR)At >= (ULONG_PTR)Memory && (ULONG_PTR)At < (ULONG_PTR)Memory + Size;
}

VOID CallsMemoryFreed(NT_KIND Kind, PVOID Memory, SIZE_T Size)
{
    PLIST_ENTRY Link;

    for (Link = All.Flink; Link != &All; Link = Link->Flink) {
        LAB_CALL *Call = &CONTAINING_RECORD(Link, UNDER_WAY, InAll)->Call;
        const MDL *Mdl;

        if (Call->Gone) {
            continue;
        }
        if (Overlaps(Call->Irp, Memory, Size)) {
            Call->Gone = TRUE;
            LabFact("irp-freed-while-pending", LabStack(), "the IRP of %s is freed while the call is under way",
                    Call->Operation->Name);
            continue;
        }
        for (Mdl = Call->NoBuffer ? NULL : Call->Buffer.Mdl; Mdl != NULL; Mdl = Mdl->Next) {
            if (Overlaps(Mdl, Memory, Size) || Overlaps(Mdl->Bytes, Memory, Size)) {
                Call->NoBuffer = TRUE;
                LabFact("buffer-freed-while-pending", LabStack(), "%s of %s is freed while the call is under way",
                        Kind == NtKindMdl ? "the MDL" : "the buffer", Call->Operation->Name);
                break;
            }
        }
        if (Overlaps(Call->Local, Memory, Size) || Overlaps(Call->Remote, Memory, Size)) {
            Call->Local = Overlaps(Call->Local, Memory, Size) ? NULL : Call->Local;
            Call->Remote = Overlaps(Call->Remote, Memory, Size) ? NULL : Call->Remote;
            LabFact("buffer-freed-while-pending", LabStack(), "an address of %s is freed while the call is under way",
                    Call->Operation->Name);
        }
    }
}

/* ---- Completion --------------------------------------------------------------------------------------------------- */

static VOID Complete(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;
    PIRP Irp = Call->Irp;
    KIRQL OldIrql;

    RemoveEntryList(&Call->Link);
    RemoveEntryList(&CONTAINING_RECORD(Call, UNDER_WAY, Call)->InAll);
    Pending--;
    if (!Call->Gone) {
        Irp->CancelRoutine = NULL;
        Irp->IoStatus.Status = Call->Status;
        Irp->IoStatus.Information = Call->Information;
        LabBlame(Call->Stack);
        KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
        KeLowerIrql(OldIrql);
        LabBlame((LAB_STACK){{0}});
    }
    /* Never freed: the process ends soon, and a look-up by address finds no other call. */
    LabProgress();
    if (Socket != NULL && Socket->Closing) {
        SocketPump(Socket);
    }
}

static BOOLEAN Try(LAB_CALL *Call)
{
    BOOLEAN Ended;

    LabBlame(Call->Stack);
    Ended = Call->Try(Call);
    LabBlame((LAB_STACK){{0}});
    return Ended;
}

/* Ends the call where it can be ended now. */
static BOOLEAN TryOne(LAB_CALL *Call)
{
    /* A connection that is gone ends what waited for it, however slow it was to be. */
    if (Call->NotBefore > NtClockNow() && !SocketIsOver(Call->Socket)) {
        return FALSE;
    }
    if (!Call->Cancelled && !Try(Call)) {
        return FALSE;
    }
    Complete(Call);
    return TRUE;
}

static VOID TryNow(PVOID Context)
{
    PLIST_ENTRY Link;

    /* It may be done already. */
    for (Link = All.Flink; Link != &All; Link = Link->Flink) {
        if (&CONTAINING_RECORD(Link, UNDER_WAY, InAll)->Call == Context) {
            (VOID)TryOne(Context);
            return;
        }
    }
}

VOID CallRetry(LAB_CALL *Call, ULONG64 DelayUs)
{
    ProviderPost(DelayUs, TryNow, Call);
}

/* In the order of their issue, until none can be ended: a completion routine may issue or end others. */
static BOOLEAN TryList(PLIST_ENTRY Head, const LAB_SOCKET *Socket)
{
    PLIST_ENTRY Link;

    for (Link = Head->Flink; Link != Head; Link = Link->Flink) {
        LAB_CALL *Call = CONTAINING_RECORD(Link, LAB_CALL, Link);

        if ((Socket == NULL || Call->Socket == Socket) && TryOne(Call)) {
            return TRUE;
        }
    }
    return FALSE;
}

VOID CallsTry(LAB_SOCKET *Socket)
{
    while (TryList(&Socket->Calls, NULL)) {
    }
    if (Socket->Closing) {
        while (TryList(&Others, Socket)) {
        }
    }
}

VOID CallsEnd(LAB_SOCKET *Socket, NTSTATUS Status)
{
    while (!IsListEmpty(&Socket->Calls)) {
        LAB_CALL *Call = CONTAINING_RECORD(Socket->Calls.Flink, LAB_CALL, Link);

        Call->Status = Status;
        Call->Information = 0;
        Complete(Call);
    }
}

/* ---- Cancelling --------------------------------------------------------------------------------------------------- */

static VOID Cancel(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    static const PCSTR Answers[] = {"later", "inline", NULL};
    LAB_CALL *Call = Irp->Tail.Overlay.DriverContext[0];
    ULONG Answer = LabAsk("cancel", Call->Operation->Name, Call->Socket != NULL ? Call->Socket->Id : 0, Irp, Answers);

    UNREFERENCED_PARAMETER(DeviceObject);
    Call->Cancelled = TRUE;
    Call->NotBefore = 0;
    Call->Status = STATUS_CANCELLED;
    Call->Information = 0;
    if (Answer == 1) {
        Complete(Call);
    } else {
        ProviderPost(SOON_US, TryNow, Call);
    }
}

/* ---- Issue -------------------------------------------------------------------------------------------------------- */

/* What the contract forbids, as far as the provider sees it. FALSE: the call can't go on. */
static BOOLEAN Check(const LAB_CALL *Call)
{
    PCSTR Name = Call->Operation->Name;

    if (KeGetCurrentIrql() > (Call->Operation->NeedsPassive ? PASSIVE_LEVEL : DISPATCH_LEVEL)) {
        LabFact("irql-too-high", Call->Stack, "%s is called at IRQL %u", Name, KeGetCurrentIrql());
        LabEnd("bug-check");
    }
    if (NtHeldLocks() != 0) {
        LabFact("call-under-lock", Call->Stack,
                "%s is called with a spin lock held: WSK may complete the IRP, or call back, before it returns", Name);
    }
    if (Call->Socket != NULL && Call->Socket->Closing) {
        LabFact("use-after-close", Call->Stack, "%s is called on a socket %s", Name,
                Call->Socket->Closed ? "that is closed" : "whose close is under way");
        return FALSE;
    }
    return TRUE;
}

typedef struct _ANSWERS {
    ULONG Count;
    PCSTR Names[MAX_ANSWERS + 1];
    char Texts[MAX_ANSWERS][ANSWER_BYTES];
} ANSWERS;

static VOID Offer(ANSWERS *Answers, PCSTR Name, NTSTATUS Status)
{
    char *Text = Answers->Texts[Answers->Count];

    if (Status != STATUS_SUCCESS) {
        snprintf(Text, ANSWER_BYTES, "%s-%08x", Name, (ULONG)Status);
    } else {
        snprintf(Text, ANSWER_BYTES, "%s", Name);
    }
    Answers->Names[Answers->Count++] = Text;
    Answers->Names[Answers->Count] = NULL;
}

static VOID OfferAll(ANSWERS *Answers, const LAB_CALL *Call)
{
    const LAB_OPERATION *Operation = Call->Operation;
    const LAB_END *End = Call->Socket != NULL ? Call->Socket->End : NULL;
    ULONG I;

    Answers->Count = 0;
    Offer(Answers, "later", STATUS_SUCCESS);
    if (NtHeldLocks() == 0) {
        Offer(Answers, "inline", STATUS_SUCCESS);
    }
    for (I = 0; I < RTL_NUMBER_OF(Operation->Failures) && Operation->Failures[I] != 0; I++) {
        Offer(Answers, "fails", Operation->Failures[I]);
    }
    if (Operation->Failures[0] != 0 && NtHeldLocks() == 0) {
        Offer(Answers, "fails-inline", Operation->Failures[0]); /* when it fails is another matter than with what */
    }
    Offer(Answers, "late", STATUS_SUCCESS);
    if (Operation->CanHang) {
        Offer(Answers, "never", STATUS_SUCCESS);
    }
    if (Operation->CanBePartial && Call->Buffer.Length > 1) {
        Offer(Answers, "partial", STATUS_SUCCESS);
    }
    if (Operation->OfConnection && End != NULL && !End->Reset) {
        Offer(Answers, "peer-resets", STATUS_SUCCESS);
        if (!End->Finished) {
            Offer(Answers, "peer-shuts-down", STATUS_SUCCESS);
        }
    }
    Offer(Answers, "unload", STATUS_SUCCESS);
}

static BOOLEAN Fails(LAB_CALL *Call)
{
    if (Call->Socket != NULL && Call->Status == STATUS_FILE_FORCED_CLOSED) {
        SocketFail(Call->Socket);
    }
    return TRUE; /* with the status that was chosen */
}

static VOID Unload(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    LabUnloadNow();
}

/* What a field trace adds to an answer: when it came, how much it moved, and when the unload began. */
static VOID ApplyDetails(LAB_CALL *Call, PCSTR Answer)
{
    PCSTR After = strchr(Answer, '@');
    PCSTR Moves = strstr(Answer, "moves-");
    PCSTR UnloadAfter = strstr(Answer, "+unload@");

    if (After != NULL && (UnloadAfter == NULL || After < UnloadAfter)) {
        Call->NotBefore = LabDeadline(strtoull(After + 1, NULL, 10));
    }
    if (strncmp(Answer, "returns-", 8) == 0) {
        Call->NotBefore = NEVER; /* a provider that breaks the contract: it reports a failure, and completes nothing */
    }
    if (Moves != NULL) {
        Call->Limit = strtoull(Moves + 6, NULL, 10);
    }
    if (UnloadAfter != NULL) {
        ProviderPost(strtoull(UnloadAfter + 8, NULL, 10), Unload, NULL);
    }
}

/* Turns the answer into what happens. TRUE: to be tried before the function returns. */
static BOOLEAN Apply(LAB_CALL *Call, PCSTR Answer)
{
    BOOLEAN Inline = strstr(Answer, "inline") != NULL;
    LAB_END *End = Call->Socket != NULL ? Call->Socket->End : NULL;

    if (strncmp(Answer, "fails", 5) == 0) {
        Call->Try = Fails;
        Call->Status = (NTSTATUS)strtoul(Answer + (Inline ? 13 : 6), NULL, 16);
    } else if (strcmp(Answer, "late") == 0) {
        Call->NotBefore = LabDeadline(LATE_US);
    } else if (strncmp(Answer, "never", 5) == 0) {
        Call->NotBefore = NEVER;
    } else if (strcmp(Answer, "partial") == 0) {
        Call->Partial = TRUE;
    } else if (strcmp(Answer, "peer-resets") == 0 && End != NULL) {
        NetReset(End);
    } else if (strncmp(Answer, "peer-shuts-down", 15) == 0 && End != NULL && End->Other != NULL) {
        NetFinish(End->Other);
    } else if (strcmp(Answer, "unload") == 0) {
        LabUnloadNow();
    }
    ApplyDetails(Call, Answer);
    return Inline;
}

static NTSTATUS CompleteInline(LAB_CALL *Call)
{
    NTSTATUS Status = Call->Status;

    Complete(Call);
    return Status;
}

/* One that the contract forbids ends at once: the driver may wait for it. */
static NTSTATUS Refuse(LAB_CALL *Call)
{
    Call->Status = STATUS_INVALID_DEVICE_STATE;
    return CompleteInline(Call);
}

static LAB_CALL *Begin(const LAB_CALL *Template)
{
    UNDER_WAY *New = calloc(1, sizeof(*New));
    LAB_CALL *Call = &New->Call;

    if (New == NULL) {
        NtFail("out of memory");
    }
    *Call = *Template;
    Call->Stack = LabStack();
    Call->Started = NtClockNow();
    IoSetNextIrpStackLocation(Call->Irp);
    InsertTailList(&All, &New->InAll);
    Pending++;
    return Call;
}

NTSTATUS CallIssue(const LAB_CALL *Template)
{
    LAB_CALL *Call;
    BOOLEAN Allowed;
    ANSWERS Answers;
    PCSTR Answer;
    BOOLEAN IsClose = Template->Socket != NULL && strcmp(Template->Operation->Name, "CloseSocket") == 0;

    Call = Begin(Template);
    Allowed = Check(Call);
    if (!Allowed || Call->Socket == NULL || IsClose) {
        InsertTailList(&Others, &Call->Link);
    } else {
        InsertTailList(&Call->Socket->Calls, &Call->Link);
    }
    if (!Allowed) {
        return Refuse(Call);
    }
    OfferAll(&Answers, Call);
    Answer = LabAskAnswer("call", Call->Operation->Name, Call->Socket != NULL ? Call->Socket->Id : 0, Call->Irp,
                          Answers.Names);
    if (IsClose && Call->Socket != NULL) {
        Call->Socket->Closing = TRUE;
    }
    if (Apply(Call, Answer) && Try(Call)) {
        return CompleteInline(Call);
    }
    IoMarkIrpPending(Call->Irp);
    if (!IsClose) {
        Call->Irp->Tail.Overlay.DriverContext[0] = Call;
        Call->Irp->CancelRoutine = Cancel;
    }
    if (Call->NotBefore != NEVER) {
        CallRetry(Call, Call->NotBefore > NtClockNow() ? (Call->NotBefore - NtClockNow()) / 10 + 1 : SOON_US);
    }
    LabYield(Template->Operation->Name);
    return strncmp(Answer, "returns-", 8) == 0 ? (NTSTATUS)strtoul(Answer + 8, NULL, 16) : STATUS_PENDING;
}

NTSTATUS CallWithoutIrp(const LAB_CALL *Template)
{
    PCSTR Names[LAB_FAILURES + 2] = {"success"};
    char Texts[LAB_FAILURES][ANSWER_BYTES];
    LAB_CALL Call = *Template;
    PCSTR Answer;
    ULONG I;

    Call.Stack = LabStack();
    if (!Check(&Call)) {
        return STATUS_INVALID_DEVICE_STATE;
    }
    for (I = 0; I < RTL_NUMBER_OF(Call.Operation->Failures) && Call.Operation->Failures[I] != 0; I++) {
        snprintf(Texts[I], ANSWER_BYTES, "fails-%08x", (ULONG)Call.Operation->Failures[I]);
        Names[I + 1] = Texts[I];
    }
    Names[I + 1] = NULL;
    Answer = LabAskAnswer("call", Call.Operation->Name, Call.Socket != NULL ? Call.Socket->Id : 0, NULL, Names);
    if (strncmp(Answer, "fails-", 6) == 0) {
        Call.Status = (NTSTATUS)strtoul(Answer + 6, NULL, 16);
        (VOID)Fails(&Call);
        return Call.Status;
    }
    (VOID)Call.Try(&Call);
    return Call.Status;
}
