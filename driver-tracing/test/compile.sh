#!/bin/bash
# Compiles what must compile, in both languages, and what must not, with what the compiler has to say of it.
set -uo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
flags=(-Wall -Wextra -Werror -Wno-multichar -I"$here/compat" -I"$here/include"
    -isystem /usr/share/mingw-w64/include/ddk -fsyntax-only)
failed=0

for language in c c++; do
    compiler=x86_64-w64-mingw32-gcc
    if [ "$language" = c++ ]; then compiler=x86_64-w64-mingw32-g++; fi
    for source in names literals late; do
        "$compiler" "${flags[@]}" -x "$language" "$here/test/compile/$source.c" || failed=1
    done
    number=0
    while read -r message; do
        number=$((number + 1))
        if said=$("$compiler" "${flags[@]}" -x "$language" "-DCASE=$number" "$here/test/compile/misuse.c" 2>&1); then
            echo "misuse $number compiles as $language" >&2
            failed=1
        elif ! grep -qiE "$message" <<<"$said"; then
            echo "misuse $number, as $language, does not say \"$message\":" >&2
            echo "$said" >&2
            failed=1
        fi
    done <<<'PassWSKTRACE_HERE_or_a_WSKTRACE_CALLER_first|WSKTRACE_CALLER
PIRP
too few arguments|PIRP
PFN_WSK_SEND
PassWSKTRACE_HERE_or_a_WSKTRACE_CALLER_first|WSKTRACE_CALLER
include <ntddk.h>, <wdm.h> or <ntifs.h> and <wsk.h> before <wsktrace.h>
include <ntddk.h>, <wdm.h> or <ntifs.h> and <wsk.h> before <wsktrace.h>
WSKTRACE_PROVIDER_NAME is for WSKTRACE_TAKE_OVER
define WSKTRACE_PROVIDER_GUID, too
define WSKTRACE_PROVIDER_NAME, too
WSKTRACE_GUID_IS_ELEVEN_NUMBERS_IN_PARENTHESES
WSKTRACE_GUID_IS_ELEVEN_NUMBERS_IN_PARENTHESES
include this above your DriverEntry'

    # The library by itself: a driver is never compiled in front of it, nor it as C++.
    for source in "$here"/src/*.c; do
        if said=$("$compiler" "${flags[@]}" -x "$language" -DWSKTRACE_TAKE_OVER -include ntddk.h -include wsk.h \
            -include wsktrace.h "$source" 2>&1) || ! grep -q "compile the library " <<<"$said"; then
            echo "$source behind a driver, as $language, is not refused:" >&2
            echo "$said" >&2
            failed=1
        fi
    done
done

# The statuses of the host's shim are those of mingw-w64's header.
statuses() { sed -n 's/^#define \(STATUS_[A-Z0-9_]*\) ((NTSTATUS)\(0x[0-9A-F]*\))$/\1 \2/p' "$here"/host/nt/nt_s*.h; }
[ "$(statuses | wc -l)" -gt 80 ] || { echo "no statuses found" >&2; failed=1; }
{
    echo '#include <ntddk.h>'
    statuses | while read -r name value; do
        echo "_Static_assert((ULONG)$name == (ULONG)$value, \"$name is not $value\");"
    done
} | x86_64-w64-mingw32-gcc "${flags[@]}" -x c - || failed=1
exit $failed
