/* Tables of records: see table.h. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "lab.h"

#define FIRST_ROOM 256

PVOID LabTableRead(PCSTR Path, SIZE_T Size, LAB_TABLE_READER Reader, ULONG *Count)
{
    FILE *File = fopen(Path, "r");
    UCHAR *Records = NULL;
    ULONG Room = 0;

    if (File == NULL) {
        NtFail("can't read %s", Path);
    }
    *Count = 0;
    for (;;) {
        if (*Count == Room) {
            Room = Room == 0 ? FIRST_ROOM : 2 * Room;
            Records = realloc(Records, Room * Size);
            if (Records == NULL) {
                NtFail("out of memory");
            }
        }
        memset(Records + *Count * Size, 0, Size);
        if (!Reader(File, Records + *Count * Size)) {
            break;
        }
        (*Count)++;
    }
    fclose(File);
    return Records;
}
