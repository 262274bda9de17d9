/* The session and its providers: see etw_sink.h. */
#include "etw_sink.h"

#include <string.h>

#include "etl_event.h"
#include "etl_file.h"

#define CONTROL_DISABLE 0
#define CONTROL_ENABLE 1
#define CONTROL_CAPTURE_STATE 2

#define LEVEL_ALL 255

/* Switched while others write events. */
#define IS_ON(Switch) (__atomic_load_n(&(Switch), __ATOMIC_RELAXED) != 0)
#define TURN(Switch, On) __atomic_store_n(&(Switch), (On), __ATOMIC_RELAXED)

/* Before the first EtwSinkOpen there is no lock: providers may register then, but nothing is written. */
static uintptr_t EtwSinkLock(const ETW_SINK *Sink)
{
    return Sink->Platform.Lock != NULL ? Sink->Platform.Lock(Sink->Platform.Context) : 0;
}

static void EtwSinkUnlock(const ETW_SINK *Sink, uintptr_t State)
{
    if (Sink->Platform.Unlock != NULL) {
        Sink->Platform.Unlock(Sink->Platform.Context, State);
    }
}

/*
 * The provider of a handle, or NULL. A writer may come with the handle of a provider that is gone, and whose place
 * another one takes just then: what is behind the pointer is read and written with the lock held.
 */
static ETW_SINK_PROVIDER *EtwSinkProvider(ETW_SINK *Sink, uint64_t Handle)
{
    if (Handle == 0 || Handle > ETW_SINK_MAX_PROVIDERS || !IS_ON(Sink->Providers[Handle - 1].Registered)) {
        return NULL;
    }
    return &Sink->Providers[Handle - 1];
}

static int EtwSinkWants(const ETW_SINK *Sink, uint8_t Level, uint64_t Keyword)
{
    const ETW_SINK_OPTIONS *Options = &Sink->Options;

    return IS_ON(Sink->Open) && IS_ON(Sink->Enabled) && (Options->Level == 0 || Level <= Options->Level) &&
           (Keyword == 0 || Options->Keywords == 0 || (Keyword & Options->Keywords) != 0);
}

/* Tells one provider, outside the lock: it may answer with events. */
static void EtwSinkTell(const ETW_SINK *Sink, const ETW_SINK_PROVIDER *Provider, uint32_t Code)
{
    static const uint8_t NoSource[16];
    const ETW_SINK_OPTIONS *Options = &Sink->Options;
    const uintptr_t State = EtwSinkLock(Sink);
    const ETW_SINK_CALLBACK Callback = IS_ON(Provider->Registered) ? Provider->Callback : NULL;
    void *const Context = Provider->CallbackContext;

    EtwSinkUnlock(Sink, State);
    if (Callback != NULL) {
        Callback(NoSource, Code, Options->Level != 0 ? Options->Level : LEVEL_ALL,
                 Options->Keywords != 0 ? Options->Keywords : ~(uint64_t)0, 0, NULL, Context);
    }
}

static void EtwSinkTellAll(ETW_SINK *Sink, uint32_t Code)
{
    uint32_t I;

    for (I = 0; I < ETW_SINK_MAX_PROVIDERS; I++) {
        EtwSinkTell(Sink, &Sink->Providers[I], Code);
    }
}

static int EtwSinkOptionsAreValid(const ETW_SINK_OPTIONS *Options)
{
    return Options->BufferSize >= 4096 && Options->BufferSize <= 1024 * 1024 && Options->BufferSize % 1024 == 0 &&
           Options->Processors >= 1 && Options->Processors <= ETW_SINK_MAX_PROCESSORS &&
           Options->LoggerName != NULL && Options->FileName != NULL;
}

int EtwSinkOpen(ETW_SINK *Sink, const ETW_SINK_PLATFORM *Platform, const ETW_SINK_OPTIONS *Options)
{
    uintptr_t State;

    if (!EtwSinkOptionsAreValid(Options)) {
        return 0;
    }
    Sink->Platform = *Platform;
    State = EtwSinkLock(Sink);
    Sink->Options = *Options;
    Sink->EventsLost = 0;
    Sink->EventsWritten = 0;
    Sink->StartTicks = Platform->Ticks(Platform->Context);
    Sink->StartTime = Platform->SystemTime(Platform->Context);
    TURN(Sink->Open, EtlFileBegin(Sink));
    TURN(Sink->Enabled, Sink->Open);
    if (!Sink->Open) {
        EtlFileEnd(Sink);
    }
    Sink->Options.LoggerName = NULL; /* the caller's */
    Sink->Options.FileName = NULL;
    EtwSinkUnlock(Sink, State);

    if (Sink->Enabled) {
        EtwSinkTellAll(Sink, CONTROL_ENABLE);
    }
    return Sink->Open;
}

/* A free place, taken for the provider; NULL when there is none. */
static ETW_SINK_PROVIDER *EtwSinkTake(ETW_SINK *Sink, const void *ProviderId, ETW_SINK_CALLBACK Callback,
                                      void *CallbackContext)
{
    const uintptr_t State = EtwSinkLock(Sink);
    ETW_SINK_PROVIDER *Taken = NULL;
    uint32_t I;

    for (I = 0; I < ETW_SINK_MAX_PROVIDERS && Taken == NULL; I++) {
        ETW_SINK_PROVIDER *Provider = &Sink->Providers[I];

        if (!IS_ON(Provider->Registered)) {
            memcpy(Provider->Id, ProviderId, sizeof(Provider->Id));
            Provider->HasTraits = 0;
            Provider->Callback = Callback;
            Provider->CallbackContext = CallbackContext;
            TURN(Provider->Registered, 1);
            Taken = Provider;
        }
    }
    EtwSinkUnlock(Sink, State);
    return Taken;
}

int EtwSinkRegister(ETW_SINK *Sink, const void *ProviderId, ETW_SINK_CALLBACK Callback, void *CallbackContext,
                    uint64_t *Handle)
{
    const ETW_SINK_PROVIDER *Provider = EtwSinkTake(Sink, ProviderId, Callback, CallbackContext);

    if (Provider == NULL) {
        return 0;
    }
    /* Before the callback, which may write events; atomic, since others may write events by it as soon. */
    __atomic_store_n(Handle, (uint64_t)(Provider - Sink->Providers) + 1, __ATOMIC_RELAXED);
    if (IS_ON(Sink->Open) && IS_ON(Sink->Enabled)) {
        EtwSinkTell(Sink, Provider, CONTROL_ENABLE);
    }
    return 1;
}

void EtwSinkUnregister(ETW_SINK *Sink, uint64_t Handle)
{
    ETW_SINK_PROVIDER *Provider = EtwSinkProvider(Sink, Handle);

    if (Provider != NULL) {
        TURN(Provider->Registered, 0);
    }
}

int EtwSinkSetTraits(ETW_SINK *Sink, uint64_t Handle, const void *Traits, uint32_t Size)
{
    ETW_SINK_PROVIDER *Provider = EtwSinkProvider(Sink, Handle);
    const uint8_t *Bytes = (const uint8_t *)Traits;
    uintptr_t State;
    uint32_t NameEnd = 2;

    /* The blob begins with its own size, and the provider's name ends with a zero. */
    if (Provider == NULL || Size < 3 || Size > ETW_SINK_MAX_TRAITS || (Bytes[0] | Bytes[1] << 8) != (int)Size) {
        return 0;
    }
    while (NameEnd < Size && Bytes[NameEnd] != 0) {
        NameEnd++;
    }
    if (NameEnd == Size) {
        return 0;
    }
    State = EtwSinkLock(Sink);
    memcpy(Provider->Traits, Bytes, Size);
    Provider->TraitsSize = (uint16_t)Size;
    Provider->HasTraits = 1;
    EtwSinkUnlock(Sink, State);
    return 1;
}

int EtwSinkEnabled(const ETW_SINK *Sink, uint64_t Handle, uint8_t Level, uint64_t Keyword)
{
    return Handle != 0 && Handle <= ETW_SINK_MAX_PROVIDERS && IS_ON(Sink->Providers[Handle - 1].Registered) &&
           EtwSinkWants(Sink, Level, Keyword);
}

/* With the lock held. */
static int EtwSinkAppend(ETW_SINK *Sink, ETL_EVENT *Event)
{
    const ETW_SINK_PLATFORM *Platform = &Sink->Platform;
    uint32_t Processor = Platform->Processor(Platform->Context) % Sink->Options.Processors;
    uint32_t Size = EtlEventMeasure(Event);
    uint8_t *Room = Size != 0 ? EtlFileReserve(Sink, Processor, Size) : NULL;

    if (Room != NULL) {
        /* The time is taken under the lock: in a buffer it never goes back. */
        Event->Ticks = Platform->Ticks(Platform->Context);
        Platform->Thread(Platform->Context, &Event->ProcessId, &Event->ThreadId);
        EtlEventPut(Event, Room);
        if (EtlFileCommit(Sink, Processor, Size, Event->Ticks)) {
            Sink->EventsWritten++;
            return 1;
        }
    }
    Sink->EventsLost++;
    return 0;
}

int EtwSinkWrite(ETW_SINK *Sink, uint64_t Handle, const ETW_SINK_DESCRIPTOR *Event, uint32_t DataCount,
                 const ETW_SINK_DATA *Data)
{
    ETL_EVENT Whole = {.Provider = EtwSinkProvider(Sink, Handle), .Descriptor = Event, .DataCount = DataCount, .Data = Data};
    uintptr_t State;
    int Result = 1;

    if (Whole.Provider == NULL) {
        return 0;
    }
    if (!EtwSinkWants(Sink, Event->Level, Event->Keyword)) {
        return 1;
    }
    State = EtwSinkLock(Sink);
    if (Sink->Open) {
        Result = EtwSinkAppend(Sink, &Whole);
    }
    EtwSinkUnlock(Sink, State);
    return Result;
}

void EtwSinkEnable(ETW_SINK *Sink)
{
    TURN(Sink->Enabled, 1);
    EtwSinkTellAll(Sink, CONTROL_ENABLE);
}

void EtwSinkDisable(ETW_SINK *Sink)
{
    TURN(Sink->Enabled, 0);
    EtwSinkTellAll(Sink, CONTROL_DISABLE);
}

void EtwSinkCaptureState(ETW_SINK *Sink)
{
    EtwSinkTellAll(Sink, CONTROL_CAPTURE_STATE);
}

void EtwSinkClose(ETW_SINK *Sink)
{
    uintptr_t State;

    if (!Sink->Open) {
        return;
    }
    EtwSinkDisable(Sink);
    State = EtwSinkLock(Sink);
    EtlFileUpdateHeader(Sink, Sink->Platform.SystemTime(Sink->Platform.Context));
    TURN(Sink->Open, 0);
    EtlFileEnd(Sink);
    EtwSinkUnlock(Sink, State);
}
