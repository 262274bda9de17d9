/* Where in the driver a call came from: by frame pointers, up to the first return addresses in the driver's own code. */
#include "lab.h"
#include "table.h"

#define MAX_WALKED 48

/* The driver's code is a section of its own, whose bounds the linker names (driver.ld). */
extern const char __start_labdriver[];
extern const char __stop_labdriver[];

typedef struct _SITE {
    ULONG_PTR Address;
    ULONG Line;
    char Function[116];
} SITE;

static SITE *Sites;
static ULONG Count;

static BOOLEAN ReadSite(FILE *File, PVOID Record)
{
    SITE *Site = Record;

    return fscanf(File, "%lx %u %115s", &Site->Address, &Site->Line, Site->Function) == 3;
}

VOID LabSitesRead(PCSTR Path)
{
    Sites = LabTableRead(Path, sizeof(*Sites), ReadSite, &Count);
}

/* The number of the site whose call returns to Address; one that is not in the table is 0. */
static ULONG Find(ULONG_PTR Address)
{
    ULONG Low = 0;
    ULONG High = Count;

    while (Low < High) {
        ULONG Middle = (Low + High) / 2;

        if (Sites[Middle].Address < Address) {
            Low = Middle + 1;
        } else {
            High = Middle;
        }
    }
    return Low < Count && Sites[Low].Address == Address ? Low + 1 : 0;
}

/* An instruction that is no call, as a signal meets it, belongs to the next call behind it only where that has its line. */
static ULONG FindAtOrBehind(ULONG_PTR Address)
{
    ULONG I;

    for (I = 0; I < Count; I++) {
        if (Sites[I].Address > Address) {
            return I + 1;
        }
    }
    return 0;
}

BOOLEAN LabIsDriver(const VOID *Address)
{
    return (const char *)Address >= __start_labdriver && (const char *)Address < __stop_labdriver;
}

__attribute__((no_sanitize("address"))) static LAB_STACK Walk(const ULONG_PTR *Frame, LAB_STACK Stack, ULONG Found)
{
    ULONG Walked;

    for (Walked = 0; Frame != NULL && Walked < MAX_WALKED && Found < LAB_FRAMES; Walked++) {
        const ULONG_PTR *Next = (const ULONG_PTR *)Frame[0];

        if (LabIsDriver((PVOID)Frame[1])) {
            ULONG Site = Find(Frame[1]);

            if (Site != 0) {
                Stack.Sites[Found++] = Site;
            }
        }
        /* A chain goes upwards, and a thread's first frame has none. */
        if (Next <= Frame || (const char *)Next - (const char *)Frame > 1 << 20) {
            break;
        }
        Frame = Next;
    }
    return Stack;
}

LAB_STACK LabStack(VOID)
{
    LAB_STACK Stack = {{0}};

    return Walk(__builtin_frame_address(0), Stack, 0);
}

LAB_STACK LabStackFrom(ULONG_PTR Instruction, ULONG_PTR Frame)
{
    LAB_STACK Stack = {{0}};
    ULONG Found = 0;

    if (LabIsDriver((PVOID)Instruction)) {
        Stack.Sites[Found++] = FindAtOrBehind(Instruction);
    }
    return Walk((const ULONG_PTR *)Frame, Stack, Found);
}

PCSTR LabSiteFunction(ULONG Site)
{
    return Site != 0 ? Sites[Site - 1].Function : "?";
}

ULONG LabSiteLine(ULONG Site)
{
    return Site != 0 ? Sites[Site - 1].Line : 0;
}
