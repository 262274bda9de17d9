#!/usr/bin/env bash
# windmc of binutils 2.40 (Debian: binutils-mingw-w64-x86-64 2.40-2+10.4), the message compiler of mingw-w64.
#
# Behaviour: a message without its own Severity and Facility gets zero for both, success of the system, and not those of the
# message before it. A message with an empty MessageId counts on from the message before it in the file, and not from the last
# one of its own facility. No warning. Microsoft's mc takes the values of the message before, and counts each facility by itself.
#
# A good guess that fails: the same .mc gives the same numbers. Here the second message of a list of errors becomes the status
# 0x00000002, for which NT_SUCCESS is true: a driver that returns it has told of no failure. And the events of a driver built with
# one compiler have other numbers than the message table that was built with the other, so a log shows the wrong text.
#
# Seen: "FIRST c0070001, SECOND 00000002 (an error by mc), OTHER 80040040, THIRD c0070041 (0003 by mc)"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download binutils-mingw-w64-x86-64=2.40-2+10.4 > /dev/null 2>&1
dpkg-deb --extract ./*.deb root
windmc=$folder/root/usr/bin/x86_64-w64-mingw32-windmc
cat > driver.mc <<'MC'
MessageIdTypedef=NTSTATUS
SeverityNames=(Success=0x0 Informational=0x1 Warning=0x2 Error=0x3)
FacilityNames=(Io=0x4 Driver=0x7)
LanguageNames=(English=0x409:MSG00409)

MessageId=0x1
Severity=Error
Facility=Driver
SymbolicName=FIRST
Language=English
The connection was lost.
.

MessageId=0x2
SymbolicName=SECOND
Language=English
The buffer was lost.
.

MessageId=0x40
Severity=Warning
Facility=Io
SymbolicName=OTHER
Language=English
The device is slow.
.

MessageId=
Severity=Error
Facility=Driver
SymbolicName=THIRD
Language=English
The socket was lost.
.
MC
"$windmc" driver.mc
number() { printf %08x "$(sed -nE "s/^#define $1 .*(0x[0-9a-f]+).*/\1/p" driver.h)"; }
summary="FIRST $(number FIRST), SECOND $(number SECOND) (an error by mc), OTHER $(number OTHER), THIRD $(number THIRD) (0003 by mc)"
echo "$summary"
[ "$summary" = 'FIRST c0070001, SECOND 00000002 (an error by mc), OTHER 80040040, THIRD c0070041 (0003 by mc)' ]
