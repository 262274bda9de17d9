#!/bin/bash
# Builds a WSK driver of yours on Linux, runs it, and leaves its trace:
#
#     run.sh [OPTION...] SOURCE... [-- COMMAND...]
#
# The sources are C (.c) and C++ (.cpp, .cc, .cxx) that use the kernel's and WSK's interfaces. They are built with the
# tracing library, and their warnings are no errors. The driver is loaded, COMMAND runs (the driver's traffic; without
# one it stays loaded for a second), the driver is unloaded.
#
#     --on wine|loopback   under Wine, from a build with mingw-w64 (unless told); or natively, with a WSK provider over this
#                          host's sockets and, of the kernel, what driver-tracing/host/nt/nt_shim.h has
#     --sanitize NAME      on the loopback: address (with undefined behaviour) or thread
#     --trace FILE         where the trace goes (trace.etl unless told)
#     --include DIR, --define NAME[=VALUE]   for the compiler; can be repeated
#     --parameter NAME=VALUE                 a value of the driver's Parameters key; can be repeated
#     --unload-limit SECONDS                 on the loopback: an unload that takes longer hangs (10 unless told)
#     --no-unload          under Wine: ends with the driver loaded
#
# Exit codes: 0 loaded and unloaded; 1 COMMAND failed, or the driver left IRPs or pool behind; 2 usage, or it could not be
# built; 3 it did not unload in time, or its DriverEntry hangs in WskDeregister; 4 its DriverEntry failed. The trace is
# there after 0, 1, 3 and 4.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
ddk=${DDK:-/usr/share/mingw-w64/include/ddk}

usage() {
    echo "run.sh: $1" >&2
    sed -n '4p' "$0" | sed 's/^# */usage: /' >&2
    exit 2
}

on=wine sanitize='' trace=trace.etl unload=()
sources=() flags=() parameters=() command=()
while [ $# -gt 0 ]; do
    case $1 in
        --on | --sanitize | --trace | --include | --define | --parameter | --unload-limit)
            [ $# -ge 2 ] || usage "$1 needs a value" ;;&
        --on) on=$2; shift 2 ;;
        --sanitize) sanitize=$2; shift 2 ;;
        --trace) trace=$2; shift 2 ;;
        --include) flags+=("-I$2"); shift 2 ;;
        --define) flags+=("-D$2"); shift 2 ;;
        --parameter) parameters+=("$2"); shift 2 ;;
        --unload-limit) [[ $2 =~ ^[1-9][0-9]*$ ]] || usage "--unload-limit takes seconds, not $2"
            export WSKTRACE_UNLOAD_LIMIT=$2; shift 2 ;;
        --no-unload) unload=(--no-unload); shift ;;
        --) shift; command=("$@"); break ;;
        -*) usage "no option $1" ;;
        *) [ -f "$1" ] || usage "no file $1"; sources+=("$1"); shift ;;
    esac
done
[ ${#sources[@]} -gt 0 ] || usage "no sources"
case $on in wine | loopback) ;; *) usage "--on takes wine or loopback, not $on" ;; esac
case $on,$sanitize in *, | loopback,address | loopback,thread) ;; *) usage "--sanitize takes address or thread, on the loopback" ;; esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compile C-COMPILER C++-COMPILER FLAG...: the driver's sources, each to an object of its own. The host's C++ compiler makes
# no code that needs a library: a driver has neither exceptions nor RTTI.
compile() {
    local cc=$1 cxx=$2 source object
    shift 2
    for source in "${sources[@]}"; do
        object=$work/$((${#objects[@]} + 1)).o
        objects+=("$object")
        case $source in
            *.c) "$cc" -std=gnu11 "$@" "${flags[@]+"${flags[@]}"}" -c "$source" -o "$object" || return 1 ;;
            *.cpp | *.cc | *.cxx)
                "$cxx" -std=gnu++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics "$@" \
                    "${flags[@]+"${flags[@]}"}" -c "$source" -o "$object" || return 1 ;;
            *) usage "$source is neither C nor C++" ;;
        esac
    done
}

objects=()
if [ "$on" = wine ]; then
    make -s -C "$here/wine" all || exit 2
    compile x86_64-w64-mingw32-gcc x86_64-w64-mingw32-g++ -O2 -g -Wall -Wno-multichar -DWSKTRACE_WINE \
        -I"$here/compat" -I"$here/include" -isystem "$ddk" || exit 2
    make -s -C "$here/wine" driver DRIVER="$work/driver.sys" OBJECTS="${objects[*]}" || exit 2
    "$here/wine/run-driver.sh" "$work/driver.sys" "$trace" "${parameters[@]+"${parameters[@]}"}" \
        "${unload[@]+"${unload[@]}"}" ${command[@]+-- "${command[@]}"}
    exit $?
fi

case $sanitize in
    address) sanitizer=(-fsanitize=address,undefined -fno-sanitize-recover=undefined) ;;
    thread) sanitizer=(-fsanitize=thread --param tsan-distinguish-volatile=1) ;; # volatile: host/nt/nt_volatile.c
    *) sanitizer=() ;;
esac
compile gcc g++ -O1 -g -Wall -Wno-multichar -fshort-wchar -DWSKTRACE_HOST -pthread "${sanitizer[@]+"${sanitizer[@]}"}" \
    -I"$here/loopback" -I"$here/host/nt" -I"$here/compat" -I"$here/include" || exit 2
make -s -C "$here/loopback" driver DRIVER="$work/driver" OBJECTS="${objects[*]}" SANITIZER="${sanitizer[*]-}" || exit 2

# ThreadSanitizer of gcc 12 does not start under some kernels' address randomization.
plain=()
if [ "$sanitize" = thread ] && setarch -R true 2>/dev/null; then plain=(setarch -R); fi
# The driver is unloaded when its standard input ends.
mkfifo "$work/loaded"
"${plain[@]+"${plain[@]}"}" "$work/driver" "$trace" "${parameters[@]+"${parameters[@]}"}" <"$work/loaded" &
driver=$!
exec 8>"$work/loaded"
status=0
sleep 0.5
if [ ${#command[@]} -gt 0 ]; then
    timeout 60 "${command[@]}" 8>&- || status=1
else
    sleep 0.5
fi
exec 8>&-
wait "$driver"
ended=$?
[ "$ended" -ne 0 ] || ended=$status
exit "$ended"
