#!/bin/bash
# Builds the sample driver with the library's two files in place of its folder, for Wine and natively:
#
#     amalgamated.sh FOLDER OUT
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
folder=$1 out=$2
common=(-std=gnu11 -Wall -Wextra -Werror -Wno-multichar -I"$folder" -I"$here/compat" -I"$here/sample")
mkdir -p "$out"
x86_64-w64-mingw32-gcc "${common[@]}" -O2 -isystem /usr/share/mingw-w64/include/ddk \
    -nostdlib -shared -Wl,--subsystem,native -Wl,--entry,DriverEntry -o "$out/sample.sys" \
    "$here"/sample/*.c "$folder/wsktrace.c" "$here/wine/out/libwsktrace-etw.a" -lntoskrnl -lhal -lnetio -lgcc
gcc "${common[@]}" -O1 -g -fshort-wchar -DWSKTRACE_HOST -pthread -I"$here/loopback" -I"$here/host/nt" \
    -fsanitize=address,undefined -fno-sanitize-recover=undefined -o "$out/wsktrace-loopback-amalgamated" \
    "$here"/sample/*.c "$folder/wsktrace.c" "$here"/loopback/*.c "$here"/sink/*.c "$here"/host/nt/*.c
