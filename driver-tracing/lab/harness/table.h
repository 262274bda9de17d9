/* Tables that the explorer gives to a run, as files of one record a line. */
#ifndef TABLE_H
#define TABLE_H

#include <ntddk.h>

#include <stdio.h>

/* Takes a record of the file into Record, which is zeroed; FALSE at the end. */
typedef BOOLEAN (*LAB_TABLE_READER)(FILE *File, PVOID Record);

/* Reads a file whole: an array of Count records of Size bytes each, which stays for the run. */
PVOID LabTableRead(PCSTR Path, SIZE_T Size, LAB_TABLE_READER Reader, ULONG *Count);

#endif
