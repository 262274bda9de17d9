#!/bin/bash
# Runs a driver once under headless Wine and leaves its trace:
#
#     run-driver.sh DRIVER.sys TRACE.etl [NAME=VALUE ...] [--no-unload] [--hold SECONDS | -- COMMAND ...]
#
# NAME=VALUE pairs become the driver's registry parameters (sink:NAME=VALUE those of the ETW sink). The driver stays
# loaded while COMMAND runs, or for --hold seconds (1 unless told). --no-unload then ends Wine with the driver loaded:
# for faults that leave nothing to unload. Everything is bounded: two minutes, all told.
#
# Exit codes: 0 loaded and unloaded; 1 not started, or COMMAND failed; 3 did not unload in time; 4 its DriverEntry failed.
# The trace is there after 3 and 4, too.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=${OUT:-$here/out}
wine=/usr/lib/wine/wine64
server=/usr/lib/wine/wineserver64

driver=$(realpath "$1")
trace=$(realpath -m "$2")
shift 2
hold=1
unload=1
parameters=()
command=()
while [ $# -gt 0 ]; do
    case $1 in
        --hold) hold=$2; shift 2 ;;
        --no-unload) unload=0; shift ;;
        --) shift; command=("$@"); break ;;
        *) parameters+=("$1"); shift ;;
    esac
done

# Wine maps the root directory to Z:.
dos() { printf 'Z:%s' "${1//\//\\}"; }

prefix=$("$here/prefix.sh") || exit 1
# One run at a time in a prefix: the sink's settings and image are shared.
exec 9>"$prefix/wsktrace-lock"
flock -w 120 9 || exit 1

work=$(mktemp -d)
export WINEPREFIX=$prefix WINEDEBUG=${WINEDEBUG:--all}
unset DISPLAY
cleanup() {
    # Ends what is left of this prefix's processes: a driver that hangs would stay otherwise.
    timeout 20 "$server" -k 2>/dev/null
    timeout 20 "$server" -w 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT

cp "$out/wsktrace-etw.sys" "$prefix/drive_c/windows/system32/drivers/"
rm -f "$trace"
touch "$work/log"
timeout 100 "$wine" "$out/svcrun.exe" wsktrace-run "$(dos "$driver")" "$(dos "$work/stop")" \
    "sink:TraceFile=$(dos "$trace")" "sink:BootTime=$(date +%s)" "${parameters[@]+"${parameters[@]}"}" >"$work/log" 2>"$work/errors" 9>&- &
loader=$!

for _ in $(seq 300); do
    grep -q '^running' "$work/log" && break
    kill -0 "$loader" 2>/dev/null || break
    sleep 0.1
done
if ! grep -q '^running' "$work/log"; then
    echo "run-driver: the driver did not start" >&2
    cat "$work/log" "$work/errors" >&2
    if [ -s "$trace" ]; then exit 4; fi # its DriverEntry ran, and failed
    exit 1
fi

status=0
if [ ${#command[@]} -gt 0 ]; then
    timeout 60 "${command[@]}" || status=1
else
    sleep "$hold"
fi

[ "$unload" -eq 1 ] || exit "$status"
touch "$work/stop"
wait "$loader"
unloaded=$?
if [ "$unloaded" -ne 0 ]; then
    tr -d '\r' <"$work/log" | sed 's/^/run-driver: /' >&2
    exit 3
fi
exit "$status"
