/*
 * The part of the TraceLogging kernel API that wsktrace uses, for mingw-w64 and the host harness. Written from the public
 * documentation (the TraceLoggingProvider.h reference pages; the provider traits and event metadata that EventSetInformation
 * and EventDataDescCreate describe). With the WDK this folder is not on the include path and the real header is used.
 *
 * What it writes is what TraceLogging writes: each event carries its own schema (extended item 11) and its provider's
 * traits (item 12). It needs gcc or clang (__attribute__, `, ##__VA_ARGS__`).
 *
 * How it works: a field macro such as TraceLoggingUInt32(Value, "Name") is a tuple whose first member is its kind.
 * TraceLoggingWrite goes over the tuples three times: for the members of the metadata's structure type, for their
 * initial values, and for the data descriptors of the payload.
 */
#ifndef WSKTRACE_COMPAT_TRACELOGGINGPROVIDER_H
#define WSKTRACE_COMPAT_TRACELOGGINGPROVIDER_H

#ifndef NT_SHIM_H
#include <evntprov.h>
#endif
#include "driver_annotations.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What mingw-w64's headers lack of the kernel's ETW ------------------------------------------------------------ */

#define TLG_EVENT_METADATA 1 /* EVENT_DATA_DESCRIPTOR_TYPE_EVENT_METADATA */
#define TLG_PROVIDER_METADATA 2 /* EVENT_DATA_DESCRIPTOR_TYPE_PROVIDER_METADATA */
#define TLG_SET_TRAITS 2 /* EventProviderSetTraits of EVENT_INFO_CLASS */
#define TLG_CHANNEL 11 /* the channel that marks a TraceLogging event */

NTSTATUS NTAPI EtwSetInformation(REGHANDLE RegHandle, ULONG InformationClass, PVOID EventInformation,
                                 ULONG InformationLength);

/* ---- The provider ------------------------------------------------------------------------------------------------ */

struct tlg_provider {
    REGHANDLE Handle;
    ULONG LevelPlus1; /* 0: nobody listens; else events below this level are wanted */
    ULONGLONG AnyKeyword;
    ULONGLONG AllKeyword;
    const VOID *Traits;
    ULONG TraitsSize;
    GUID Id;
    PETWENABLECALLBACK Callback;
    PVOID CallbackContext;
};

typedef struct tlg_provider *TraceLoggingHProvider;

/* A session may come and go while events are written: each field is read and written whole, the level last. */
#define TLG_LOAD(Field) __atomic_load_n((Field), __ATOMIC_ACQUIRE)
#define TLG_STORE(Field, Value) __atomic_store_n((Field), (Value), __ATOMIC_RELEASE)

#define TRACELOGGING_DECLARE_PROVIDER(Provider) extern const TraceLoggingHProvider Provider

/* Name is a string literal, Guid its eleven numbers in parentheses, then the options. */
#define TRACELOGGING_DEFINE_PROVIDER(Provider, Name, Guid, ...)                                                        \
    static const struct __attribute__((packed)) {                                                                      \
        USHORT Size;                                                                                                   \
        CHAR NameZ[sizeof(Name)];                                                                                      \
        TLG_EACH(TLG_TRAIT_MEMBER, ##__VA_ARGS__)                                                                      \
    } Provider##_Traits = {sizeof(Provider##_Traits), Name, TLG_EACH(TLG_TRAIT_VALUE, ##__VA_ARGS__)};                 \
    static struct tlg_provider Provider##_Storage = {                                                                  \
        0, 0, 0, 0, &Provider##_Traits, sizeof(Provider##_Traits), TLG_GUID Guid, NULL, NULL};                         \
    TRACELOGGING_DECLARE_PROVIDER(Provider);                                                                           \
    const TraceLoggingHProvider Provider = &Provider##_Storage

#define TraceLoggingOptionGroup(...) (GROUP, __VA_ARGS__)

#define TLG_GUID(L, W1, W2, B1, B2, B3, B4, B5, B6, B7, B8) {L, W1, W2, {B1, B2, B3, B4, B5, B6, B7, B8}}

/* A trait: its size in bytes, all included, its type (1 is the provider group) and its data. */
#define TLG_TRAIT_MEMBER(I, Option) TLG_APPLY(TLG_TRAIT_MEMBER_, I, TLG_UNWRAP Option)
#define TLG_TRAIT_MEMBER_(I, Kind, ...) TLG_TRAIT_MEMBER_##Kind(I)
#define TLG_TRAIT_MEMBER_GROUP(I)                                                                                      \
    struct __attribute__((packed)) {                                                                                   \
        USHORT Size;                                                                                                   \
        UCHAR Type;                                                                                                    \
        GUID Group;                                                                                                    \
    } Trait##I;
#define TLG_TRAIT_VALUE(I, Option) TLG_APPLY(TLG_TRAIT_VALUE_, I, TLG_UNWRAP Option)
#define TLG_TRAIT_VALUE_(I, Kind, ...) TLG_TRAIT_VALUE_##Kind(__VA_ARGS__)
#define TLG_TRAIT_VALUE_GROUP(...) {2 + 1 + sizeof(GUID), 1, TLG_GUID(__VA_ARGS__)},

/* Keeps what the session wants before the owner's callback runs, which may then write events. */
static inline VOID NTAPI TlgEnableCallback(LPCGUID SourceId, ULONG ControlCode, UCHAR Level, ULONGLONG MatchAnyKeyword,
                                           ULONGLONG MatchAllKeyword, PEVENT_FILTER_DESCRIPTOR FilterData, PVOID CallbackContext)
{
    TraceLoggingHProvider Provider = (TraceLoggingHProvider)CallbackContext;

    if (ControlCode == 0) { /* EVENT_CONTROL_CODE_DISABLE_PROVIDER */
        TLG_STORE(&Provider->LevelPlus1, 0);
    } else if (ControlCode == 1) { /* EVENT_CONTROL_CODE_ENABLE_PROVIDER */
        TLG_STORE(&Provider->AnyKeyword, MatchAnyKeyword);
        TLG_STORE(&Provider->AllKeyword, MatchAllKeyword);
        TLG_STORE(&Provider->LevelPlus1, Level != 0 ? (ULONG)Level + 1 : 256); /* level 0 asks for every level */
    }
    if (Provider->Callback != NULL) {
        Provider->Callback(SourceId, ControlCode, Level, MatchAnyKeyword, MatchAllKeyword, FilterData,
                           Provider->CallbackContext);
    }
}

/* IRQL: PASSIVE_LEVEL. */
static inline NTSTATUS TraceLoggingRegisterEx(TraceLoggingHProvider Provider, PETWENABLECALLBACK Callback,
                                              PVOID CallbackContext)
{
    NTSTATUS Status;

    Provider->Callback = Callback;
    Provider->CallbackContext = CallbackContext;
    Status = EtwRegister(&Provider->Id, TlgEnableCallback, Provider, &Provider->Handle);
    if (NT_SUCCESS(Status)) {
        /* Best effort, as in TraceLogging: where it is not supported the traits still go with each event. */
        (VOID) EtwSetInformation(Provider->Handle, TLG_SET_TRAITS, (PVOID)(ULONG_PTR)Provider->Traits,
                                 Provider->TraitsSize);
    }
    return Status;
}

/* IRQL: PASSIVE_LEVEL. */
static inline VOID TraceLoggingUnregister(TraceLoggingHProvider Provider)
{
    REGHANDLE Handle = Provider->Handle;

    TLG_STORE(&Provider->LevelPlus1, 0);
    TLG_STORE(&Provider->Handle, 0);
    (VOID) EtwUnregister(Handle);
}

static inline BOOLEAN TraceLoggingProviderEnabled(TraceLoggingHProvider Provider, UCHAR Level, ULONGLONG Keyword)
{
    ULONGLONG AllKeyword = TLG_LOAD(&Provider->AllKeyword);

    return Level < TLG_LOAD(&Provider->LevelPlus1) &&
           (Keyword == 0 || ((Keyword & TLG_LOAD(&Provider->AnyKeyword)) != 0 && (Keyword & AllKeyword) == AllKeyword));
}

/* For a provider without a callback. IRQL: PASSIVE_LEVEL. */
static inline NTSTATUS TraceLoggingRegister(TraceLoggingHProvider Provider)
{
    return TraceLoggingRegisterEx(Provider, NULL, NULL);
}

/* ---- An event's arguments ---------------------------------------------------------------------------------------- */

#define TraceLoggingLevel(Level) (LEVEL, Level)
#define TraceLoggingKeyword(Keyword) (KEYWORD, Keyword)
#define TraceLoggingDescription(Text) (NONE)

/* The types are those that the Windows header writes, byte for byte: a tool that goes by them shows the same.
   In-types: 1 UTF-16 string, 2 ANSI string, 3 i8, 4 u8, 5 i16, 6 u16, 7 i32, 8 u32, 9 i64, 10 u64, 11 float, 12 double, 14
   binary, 15 GUID, 20 32-bit hexadecimal, 21 64-bit hexadecimal. Out-types: 3 boolean, 10 socket address, 14 NTSTATUS. */
#define TraceLoggingInt8(Value, Name) (PLAIN, CHAR, 3, 0, Value, Name)
#define TraceLoggingUInt8(Value, Name) (PLAIN, UCHAR, 4, 0, Value, Name)
#define TraceLoggingInt16(Value, Name) (PLAIN, SHORT, 5, 0, Value, Name)
#define TraceLoggingUInt16(Value, Name) (PLAIN, USHORT, 6, 0, Value, Name)
#define TraceLoggingInt32(Value, Name) (PLAIN, LONG, 7, 0, Value, Name)
#define TraceLoggingUInt32(Value, Name) (PLAIN, ULONG, 8, 0, Value, Name)
#define TraceLoggingInt64(Value, Name) (PLAIN, LONGLONG, 9, 0, Value, Name)
#define TraceLoggingUInt64(Value, Name) (PLAIN, ULONGLONG, 10, 0, Value, Name)
#define TraceLoggingLong TraceLoggingInt32
#define TraceLoggingULong TraceLoggingUInt32
#define TraceLoggingHexUInt32(Value, Name) (PLAIN, ULONG, 20, 0, Value, Name)
#define TraceLoggingHexULong TraceLoggingHexUInt32
#define TraceLoggingHexUInt64(Value, Name) (PLAIN, ULONGLONG, 21, 0, Value, Name)
#define TraceLoggingBoolean(Value, Name) (SHOWN, UCHAR, 4, 3, Value, Name)
#define TraceLoggingNTStatus(Value, Name) (SHOWN, NTSTATUS, 8, 14, Value, Name)
#define TraceLoggingGuid(Value, Name) (PLAIN, GUID, 15, 0, Value, Name)
#define TraceLoggingPointer(Value, Name) (PLAIN, const VOID *, (sizeof(PVOID) == 8 ? 21 : 20), 0, Value, Name)
#define TraceLoggingString(Value, Name) (STRING, PCSTR, 2, 0, Value, Name)
#define TraceLoggingWideString(Value, Name) (WIDE, const WCHAR *, 1, 0, Value, Name)
#define TraceLoggingSocketAddress(Value, Length, Name) (BYTES, Length, 14, 10, Value, Name)
/* The field's type is the value's: a number, a pointer, or a string. */
#define TraceLoggingValue(Value, Name) (VALUE, 0, TLG_IN_TYPE(Value), 0, Value, Name)

/* Bytes of a string, its zero included. */
static inline ULONG TlgWideSize(const WCHAR *String)
{
    ULONG Length = 0;

    while (String[Length] != 0) {
        Length++;
    }
    return (Length + 1) * (ULONG)sizeof(WCHAR);
}

/* Where the payload of TraceLoggingValue is: a string's is where the value points to. */
static inline const VOID *TlgValueAt(UCHAR InType, const VOID *Value)
{
    return InType == 1 || InType == 2 ? *(const VOID *const *)Value : Value;
}

static inline ULONG TlgValueSize(UCHAR InType, const VOID *Value, SIZE_T Size)
{
    switch (InType) {
    case 1: return TlgWideSize((const WCHAR *)TlgValueAt(InType, Value));
    case 2: return (ULONG)__builtin_strlen((PCSTR)TlgValueAt(InType, Value)) + 1;
    default: return (ULONG)Size;
    }
}

#ifdef __cplusplus
}

/* The in-type of a value, as the size of what a function for its type would return: none is ever called. */
#define TLG_AUTO auto
#define TLG_IN_TYPE(Value) ((UCHAR)sizeof(TlgInTypeOf(Value)))
#define TLG_LONG(Long, LongLong) (sizeof(long) == 8 ? (LongLong) : (Long))
char (&TlgInTypeOf(const WCHAR *))[1];
char (&TlgInTypeOf(PCSTR))[2];
char (&TlgInTypeOf(char))[3];
char (&TlgInTypeOf(signed char))[3];
char (&TlgInTypeOf(unsigned char))[4];
char (&TlgInTypeOf(short))[5];
char (&TlgInTypeOf(unsigned short))[6];
char (&TlgInTypeOf(int))[7];
char (&TlgInTypeOf(unsigned int))[8];
char (&TlgInTypeOf(long))[TLG_LONG(7, 9)];
char (&TlgInTypeOf(unsigned long))[TLG_LONG(8, 10)];
char (&TlgInTypeOf(long long))[9];
char (&TlgInTypeOf(unsigned long long))[10];
char (&TlgInTypeOf(float))[11];
char (&TlgInTypeOf(double))[12];
char (&TlgInTypeOf(const GUID &))[15];
char (&TlgInTypeOf(const VOID *))[sizeof(PVOID) == 8 ? 21 : 20];
#else
#define TLG_AUTO __auto_type
#define TLG_LONG(Long, LongLong) (sizeof(long) == 8 ? (LongLong) : (Long))
#define TLG_IN_TYPE(Value)                                                                                             \
    _Generic((Value),                                                                                                  \
        const WCHAR *: 1, WCHAR *: 1, const char *: 2, char *: 2, char: 3, signed char: 3, unsigned char: 4, short: 5, \
        unsigned short: 6, int: 7, unsigned int: 8, long: TLG_LONG(7, 9), unsigned long: TLG_LONG(8, 10),              \
        long long: 9, unsigned long long: 10, float: 11, double: 12, GUID: 15, default: (sizeof(PVOID) == 8 ? 21 : 20))
#endif

/* IRQL: any, as EtwWriteTransfer, while the arguments are in resident memory. Provider is evaluated once. */
#define TraceLoggingWrite(Provider, Name, ...)                                                                         \
    do {                                                                                                               \
        static const EVENT_DESCRIPTOR TlgDescriptor = {0, 0, TLG_CHANNEL, TLG_LEVEL(__VA_ARGS__), 0, 0,                \
                                                       TLG_KEYWORD(__VA_ARGS__)};                                      \
        const TraceLoggingHProvider TlgProvider = (Provider);                                                          \
        if (TraceLoggingProviderEnabled(TlgProvider, TlgDescriptor.Level, TlgDescriptor.Keyword)) {                    \
            static const struct __attribute__((packed)) {                                                              \
                USHORT Size;                                                                                           \
                UCHAR Tag[2]; /* bit 7 of a byte: another follows */                                                   \
                CHAR NameZ[sizeof(Name)];                                                                              \
                TLG_EACH(TLG_SCHEMA_MEMBER, ##__VA_ARGS__)                                                               \
            } TlgSchema = {sizeof(TlgSchema), {0x80, 0}, Name, TLG_EACH(TLG_SCHEMA_VALUE, ##__VA_ARGS__)};                       \
            EVENT_DATA_DESCRIPTOR TlgData[2 + 2 * TLG_COUNT(__VA_ARGS__)];                                             \
            ULONG TlgCount = 0;                                                                                        \
            TLG_DATA(TlgProvider->Traits, TlgProvider->TraitsSize, TLG_PROVIDER_METADATA)                              \
            TLG_DATA(&TlgSchema, sizeof(TlgSchema), TLG_EVENT_METADATA)                                                \
            TLG_EACH(TLG_PAYLOAD, ##__VA_ARGS__)                                                                         \
            (VOID) EtwWriteTransfer(TLG_LOAD(&TlgProvider->Handle), &TlgDescriptor, NULL, NULL, TlgCount, TlgData);    \
        }                                                                                                              \
    } while (0)

#define TLG_DATA(Pointer, Bytes, Type)                                                                                 \
    TlgData[TlgCount].Ptr = (ULONGLONG)(ULONG_PTR)(Pointer);                                                           \
    TlgData[TlgCount].Size = (ULONG)(Bytes);                                                                           \
    TlgData[TlgCount].Reserved = (Type);                                                                               \
    TlgCount++;

/* The level and the keywords among the arguments. An event without a level is verbose (5). */
#define TLG_LEVEL(...) ((0 TLG_EACH(TLG_LEVEL_OF, ##__VA_ARGS__)) ? (0 TLG_EACH(TLG_LEVEL_OF, ##__VA_ARGS__)) : 5)
#define TLG_LEVEL_OF(I, Argument) TLG_APPLY(TLG_LEVEL_OF_, I, TLG_UNWRAP Argument)
#define TLG_LEVEL_OF_(I, Kind, ...) TLG_LEVEL_OF_##Kind(__VA_ARGS__)
#define TLG_LEVEL_OF_LEVEL(Level) +(Level)
#define TLG_LEVEL_OF_KEYWORD(...)
#define TLG_LEVEL_OF_PLAIN(...)
#define TLG_LEVEL_OF_SHOWN(...)
#define TLG_LEVEL_OF_STRING(...)
#define TLG_LEVEL_OF_WIDE(...)
#define TLG_LEVEL_OF_VALUE(...)
#define TLG_LEVEL_OF_NONE(...)
#define TLG_LEVEL_OF_BYTES(...)

#define TLG_KEYWORD(...) (0 TLG_EACH(TLG_KEYWORD_OF, ##__VA_ARGS__))
#define TLG_KEYWORD_OF(I, Argument) TLG_APPLY(TLG_KEYWORD_OF_, I, TLG_UNWRAP Argument)
#define TLG_KEYWORD_OF_(I, Kind, ...) TLG_KEYWORD_OF_##Kind(__VA_ARGS__)
#define TLG_KEYWORD_OF_KEYWORD(Keyword) | (Keyword)
#define TLG_KEYWORD_OF_LEVEL(...)
#define TLG_KEYWORD_OF_PLAIN(...)
#define TLG_KEYWORD_OF_SHOWN(...)
#define TLG_KEYWORD_OF_STRING(...)
#define TLG_KEYWORD_OF_WIDE(...)
#define TLG_KEYWORD_OF_VALUE(...)
#define TLG_KEYWORD_OF_NONE(...)
#define TLG_KEYWORD_OF_BYTES(...)

/* A field in the schema: its name with a zero, its in-type, and where bit 7 of that is set its out-type. */
#define TLG_SCHEMA_MEMBER(I, Argument) TLG_APPLY(TLG_SCHEMA_MEMBER_, I, TLG_UNWRAP Argument)
#define TLG_SCHEMA_MEMBER_(I, Kind, ...) TLG_SCHEMA_MEMBER_##Kind(I, __VA_ARGS__)
#define TLG_SCHEMA_MEMBER_LEVEL(...)
#define TLG_SCHEMA_MEMBER_KEYWORD(...)
#define TLG_SCHEMA_MEMBER_PLAIN(I, Type, In, Out, Value, Name) CHAR NameZ##I[sizeof(Name)]; UCHAR InType##I;
#define TLG_SCHEMA_MEMBER_SHOWN(I, Type, In, Out, Value, Name) CHAR NameZ##I[sizeof(Name)]; UCHAR Types##I[2];
#define TLG_SCHEMA_MEMBER_NONE(...)
#define TLG_SCHEMA_MEMBER_STRING(...) TLG_SCHEMA_MEMBER_PLAIN(__VA_ARGS__)
#define TLG_SCHEMA_MEMBER_WIDE(...) TLG_SCHEMA_MEMBER_PLAIN(__VA_ARGS__)
#define TLG_SCHEMA_MEMBER_VALUE(...) TLG_SCHEMA_MEMBER_PLAIN(__VA_ARGS__)
#define TLG_SCHEMA_MEMBER_BYTES(...) TLG_SCHEMA_MEMBER_SHOWN(__VA_ARGS__)

#define TLG_SCHEMA_VALUE(I, Argument) TLG_APPLY(TLG_SCHEMA_VALUE_, I, TLG_UNWRAP Argument)
#define TLG_SCHEMA_VALUE_(I, Kind, ...) TLG_SCHEMA_VALUE_##Kind(I, __VA_ARGS__)
#define TLG_SCHEMA_VALUE_LEVEL(...)
#define TLG_SCHEMA_VALUE_KEYWORD(...)
#define TLG_SCHEMA_VALUE_PLAIN(I, Type, In, Out, Value, Name) Name, In,
#define TLG_SCHEMA_VALUE_SHOWN(I, Type, In, Out, Value, Name) Name, {(In) | 0x80, Out},
#define TLG_SCHEMA_VALUE_NONE(...)
#define TLG_SCHEMA_VALUE_STRING(...) TLG_SCHEMA_VALUE_PLAIN(__VA_ARGS__)
#define TLG_SCHEMA_VALUE_WIDE(...) TLG_SCHEMA_VALUE_PLAIN(__VA_ARGS__)
#define TLG_SCHEMA_VALUE_VALUE(...) TLG_SCHEMA_VALUE_PLAIN(__VA_ARGS__)
#define TLG_SCHEMA_VALUE_BYTES(...) TLG_SCHEMA_VALUE_SHOWN(__VA_ARGS__)

/* A field in the payload. Values are copied to locals, which live until the event is written. */
#define TLG_PAYLOAD(I, Argument) TLG_APPLY(TLG_PAYLOAD_, I, TLG_UNWRAP Argument)
#define TLG_PAYLOAD_(I, Kind, ...) TLG_PAYLOAD_##Kind(I, __VA_ARGS__)
#define TLG_PAYLOAD_LEVEL(...)
#define TLG_PAYLOAD_KEYWORD(...)
#define TLG_PAYLOAD_PLAIN(I, Type, In, Out, Value, Name)                                                               \
    Type TlgValue##I = (Value);                                                                                        \
    TLG_DATA(&TlgValue##I, sizeof(TlgValue##I), 0)
#define TLG_PAYLOAD_SHOWN(...) TLG_PAYLOAD_PLAIN(__VA_ARGS__)
#define TLG_PAYLOAD_STRING(I, Type, In, Out, Value, Name)                                                              \
    PCSTR TlgGiven##I = (Value);                                                                                       \
    PCSTR TlgValue##I = TlgGiven##I != NULL ? TlgGiven##I : "";                                                        \
    TLG_DATA(TlgValue##I, __builtin_strlen(TlgValue##I) + 1, 0)
#define TLG_PAYLOAD_NONE(...)
#define TLG_PAYLOAD_WIDE(I, Type, In, Out, Value, Name)                                                                \
    const WCHAR *TlgGiven##I = (Value);                                                                                \
    static const WCHAR TlgEmpty##I[1] = {0};                                                                           \
    const WCHAR *TlgValue##I = TlgGiven##I != NULL ? TlgGiven##I : TlgEmpty##I;                                        \
    TLG_DATA(TlgValue##I, TlgWideSize(TlgValue##I), 0)
#define TLG_PAYLOAD_VALUE(I, Type, In, Out, Value, Name)                                                               \
    TLG_AUTO TlgValue##I = (Value);                                                                                    \
    TLG_DATA(TlgValueAt(In, &TlgValue##I), TlgValueSize(In, &TlgValue##I, sizeof(TlgValue##I)), 0)
#define TLG_PAYLOAD_BYTES(I, Length, In, Out, Value, Name)                                                             \
    USHORT TlgLength##I = (USHORT)(Length);                                                                            \
    TLG_DATA(&TlgLength##I, sizeof(TlgLength##I), 0)                                                                   \
    TLG_DATA((Value), TlgLength##I, 0)

/* ---- Going over arguments ---------------------------------------------------------------------------------------- */

#define TLG_UNWRAP(...) __VA_ARGS__
#define TLG_APPLY(Macro, ...) Macro(__VA_ARGS__)
#define TLG_JOIN(A, B) TLG_JOIN_(A, B)
#define TLG_JOIN_(A, B) A##B

#define TLG_COUNT(...) TLG_COUNT_(0, ##__VA_ARGS__, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define TLG_COUNT_(Z, A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, Count, ...) Count

/* Macro(index, argument) for each of at most 14 arguments. */
#define TLG_EACH(Macro, ...) TLG_JOIN(TLG_EACH_, TLG_COUNT(__VA_ARGS__))(Macro, ##__VA_ARGS__)
#define TLG_EACH_0(M)
#define TLG_EACH_1(M, A) M(1, A)
#define TLG_EACH_2(M, A, ...) M(2, A) TLG_EACH_1(M, __VA_ARGS__)
#define TLG_EACH_3(M, A, ...) M(3, A) TLG_EACH_2(M, __VA_ARGS__)
#define TLG_EACH_4(M, A, ...) M(4, A) TLG_EACH_3(M, __VA_ARGS__)
#define TLG_EACH_5(M, A, ...) M(5, A) TLG_EACH_4(M, __VA_ARGS__)
#define TLG_EACH_6(M, A, ...) M(6, A) TLG_EACH_5(M, __VA_ARGS__)
#define TLG_EACH_7(M, A, ...) M(7, A) TLG_EACH_6(M, __VA_ARGS__)
#define TLG_EACH_8(M, A, ...) M(8, A) TLG_EACH_7(M, __VA_ARGS__)
#define TLG_EACH_9(M, A, ...) M(9, A) TLG_EACH_8(M, __VA_ARGS__)
#define TLG_EACH_10(M, A, ...) M(10, A) TLG_EACH_9(M, __VA_ARGS__)
#define TLG_EACH_11(M, A, ...) M(11, A) TLG_EACH_10(M, __VA_ARGS__)
#define TLG_EACH_12(M, A, ...) M(12, A) TLG_EACH_11(M, __VA_ARGS__)
#define TLG_EACH_13(M, A, ...) M(13, A) TLG_EACH_12(M, __VA_ARGS__)
#define TLG_EACH_14(M, A, ...) M(14, A) TLG_EACH_13(M, __VA_ARGS__)

#endif
