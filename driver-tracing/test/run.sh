#!/bin/bash
# npm run test:driver: builds the driver, checks its sources, runs it, and reads its traces.
#
#     run.sh              everything
#     run.sh NAME...      the mingw build and these scenarios of scenarios.sh alone, over a dist/ that is built already
#
# The runs: the library on the host harness (host/), the sample driver on the loopback provider (loopback/, every role)
# and under Wine (wine/).
#
# Needs gcc- and g++-mingw-w64-x86-64-win32, wine64, libwine-dev, clang, cppcheck, make, gcc, g++ and python3-venv
# (Debian's packages). Where one
# is missing its steps are skipped, and said so; with CI=true a skip is a failure.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
wine=$here/../wine
cache=${XDG_CACHE_HOME:-$HOME/.cache}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root" || exit 1
# shellcheck source=peers.sh
. "$here/peers.sh"
# shellcheck source=scenarios.sh
. "$here/scenarios.sh"
# shellcheck source=loopback.sh
. "$here/loopback.sh"
# shellcheck source=drivers.sh
. "$here/drivers.sh"
# shellcheck source=lab.sh
. "$here/lab.sh"

failed=0
skipped=0
passed() { echo "ok    $1"; }
failure() { echo "FAIL  $1"; failed=$((failed + 1)); }
skip() {
    if [ "${CI:-}" = true ]; then failure "$1: $2 is missing"; else
        echo "skip  $1: $2 is missing"
        skipped=$((skipped + 1))
    fi
}

# step NAME COMMAND...: quiet unless it fails.
step() {
    local name=$1
    shift
    if "$@" >"$work/step.log" 2>&1; then passed "$name"; else
        failure "$name"
        tail -n 40 "$work/step.log" | sed 's/^/      /'
        return 1
    fi
}

have() { command -v "$1" >/dev/null 2>&1; }

# ---- The independent reader ----

python=
install_reader() {
    [ -x "$cache/wsktrace-venv/bin/python" ] || python3 -m venv "$cache/wsktrace-venv" || return 1
    "$cache/wsktrace-venv/bin/python" -c 'import dissect.etl' 2>/dev/null ||
        "$cache/wsktrace-venv/bin/pip" install -q dissect.etl==3.14 || return 1
    python=$cache/wsktrace-venv/bin/python
}

# ---- Reading traces ----

report() { node "$root/dist/cli/main.js" report "$1" --json; }

same_event_count() {
    local trace=$1 ours theirs
    theirs=$("$python" "$here/count-events.py" "$trace" | cut -f1) || return 1
    ours=$(node "$root/dist/cli/main.js" info "$trace" --json |
        node -e 'process.stdin.on("data", (d) => (this.t = (this.t ?? "") + d)).on("end", () => console.log(JSON.parse(this.t)[0].events))') || return 1
    [ "$ours" = "$theirs" ] || {
        echo "info says $ours events, dissect.etl $theirs"
        return 1
    }
}

read_trace() {
    local name=$1 trace=$2 findings=$3
    step "$name: findings are $findings" check_findings "$trace" "$findings"
    if [ -s "$work/run.log" ]; then
        step "$name: as many bytes and sockets as the client counted" node "$here/check-traffic.mjs" "$work/report.json" "$work/run.log"
    fi
    if [ -n "$python" ]; then step "$name: dissect.etl sees the same events" same_event_count "$trace"; fi
}

check_findings() {
    report "$1" >"$work/report.json" && node "$here/check-findings.mjs" "$2" "$work/report.json"
}

# ---- Steps ----

static_checks() {
    step "the library's layers" node "$here/layers.mjs"
    step "definitions have their declarations' annotations" node "$here/annotations.mjs"
    if ! have x86_64-w64-mingw32-gcc; then skip "mingw build" gcc-mingw-w64-x86-64-win32; return; fi
    step "mingw build, -Wall -Wextra -Werror" make -C "$wine" -j2 all windows
    if have x86_64-w64-mingw32-g++; then step "what compiles, and what must not" bash "$here/compile.sh"; else skip "what compiles" g++-mingw-w64; fi
    if have clang; then step "clang's analyzer, the lab" make -s -C "$here/../lab" clang; fi
    if have cppcheck; then step "cppcheck, the lab" make -s -C "$here/../lab" cppcheck; fi
    if have clang; then step "clang's analyzer" make -C "$wine" clang; else skip "clang's analyzer" clang; fi
    if have cppcheck; then step "cppcheck" make -C "$wine" cppcheck; else skip "cppcheck" cppcheck; fi
}

# As the WDK's compiler would see them, against headers that are not ours.
second_headers() {
    local traced=$work/msvc name
    if ! have clang || ! [ -f /usr/include/wine/wine/windows/ddk/wsk.h ]; then
        skip "clang in MSVC mode" "clang or libwine-dev"
        return
    fi
    for name in irp_a_call irp_a_socket classes replugged; do
        mkdir -p "$traced"
        cp -r "$here/drivers/$name" "$traced/"
        git -C "$traced/$name" apply --unsafe-paths --directory="$traced/$name" "$traced/$name/traced.diff" || return
    done
    step "clang in MSVC mode, x64 and ARM64, against Wine's headers" make -C "$here/../msvc" -j2 check DRIVERS="$traced"
}

host_harness() {
    if ! have gcc || ! have make; then skip "host harness" "gcc or make"; return; fi
    step "host harness under AddressSanitizer and UBSan" make -C "$here/../host" check
}

loopback_scenario() {
    # A fault's run says nothing more the second time.
    case "$sanitizer $5" in tsan*Fault=*) return 0 ;; esac
    local name="loopback $sanitizer, $1" findings=$2 code=$3 peer=$4 parameters=$5 trace=$work/loopback-$1.etl status
    next_port
    WSKTRACE_UNLOAD_LIMIT=$(unload_limit "$code") \
        run_loopback "$here/../loopback/out/wsktrace-loopback-$sanitizer" "$trace" "$port" "$peer" "$parameters" >"$work/run.log" 2>&1
    status=$?
    if [ "$status" -ne "$code" ]; then
        failure "$name: run (exit code $status)"
        tail -n 40 "$work/run.log" | sed 's/^/      /'
        return 0
    fi
    passed "$name: run"
    # Events come in pieces and datagrams are no bytes of a connection: what is compared is the connection roles.
    case $parameters in *Role=echo* | *Role=stream*) ;; *) : >"$work/run.log" ;; esac
    read_trace "$name" "$trace" "$findings"
    return 0
}

# The two files that stand for the library's folder: built and run in its place.
amalgamated_runs() {
    local out=$work/amalgamated
    if ! have x86_64-w64-mingw32-gcc || ! have gcc; then skip "the library as two files" "gcc or mingw-w64"; return; fi
    step "the library as two files: builds" bash "$here/amalgamated.sh" "$root/dist/driver-tracing" "$out" || return
    next_port
    step "the library as two files: run on loopback" run_loopback "$out/wsktrace-loopback-amalgamated" "$work/two.etl" "$port" \
        "echo-client --connections 2" Role=echo || return
    : >"$work/run.log"
    read_trace "the library as two files" "$work/two.etl" -
    if ! [ -x /usr/lib/wine/wine64 ]; then return; fi
    next_port
    step "the library as two files: run under Wine" env OUT="$wine/out" "$wine/run-driver.sh" "$out/sample.sys" "$work/two.etl" \
        "Port=$port" Disconnect=0 -- node "$peers/echo-client.mjs" --port "$port" --connections 1 || return
    read_trace "the library as two files, under Wine" "$work/two.etl" -
}

# A volatile flag is no race; data that it alone guards is one: ThreadSanitizer ends with 66.
volatile_accesses() {
    local build=(gcc -O1 -g -pthread -fsanitize=thread --param tsan-distinguish-volatile=1 "$here/volatile.c"
        "$here/../host/nt/nt_volatile.c" -o "$work/volatile") plain=''
    if setarch -R true 2>/dev/null; then plain='setarch -R'; fi
    "${build[@]}" && $plain "$work/volatile" && "${build[@]}" -DDATA || return 1
    $plain "$work/volatile"
    [ $? -eq 66 ]
}

loopback_runs() {
    if ! have gcc || ! have make; then skip "loopback runs" "gcc or make"; return; fi
    step "ThreadSanitizer takes volatile as Windows does" volatile_accesses
    step "loopback build, -Wall -Wextra -Werror" make -C "$here/../loopback" -j2 || return
    for sanitizer in asan tsan; do for_each_loopback loopback_scenario; done
}

wanted=" $* "
wine_scenario() {
    local name=$1 findings=$2 client=$3 parameters=$4 status trace=$work/$1.etl
    if [ "$wanted" != "  " ] && [[ $wanted != *" $name "* ]]; then return 0; fi
    next_port
    run_scenario "$trace" "$port" "$client" "$parameters" >"$work/run.log" 2>&1
    status=$?
    if [ "$status" -ne 0 ]; then
        failure "$name: run under Wine (exit code $status)"
        sed 's/^/      /' "$work/run.log"
        return 0
    fi
    passed "$name: run under Wine"
    read_trace "$name" "$trace" "$findings"
    return 0
}

# The change that docs/adding-to-your-driver.md shows, applied to the driver that it is about.
seed_driver() {
    local changed
    : >"$work/run.log"
    sed -n '/^```diff$/,/^```$/p' docs/adding-to-your-driver.md | sed '1d;$d' >"$work/seed.diff"
    cp "$here/../sample/seed/seed.c" "$work/seed.c"
    step "seed: the page's change applies" git -C "$work" apply seed.diff || return
    changed=$(grep -c '^+\([^+]\|$\)' "$work/seed.diff")
    step "seed: the change is $changed lines, fewer than twenty" test "$changed" -lt 20
    step "seed: builds" make -C "$wine" seed SEED="$work/seed.c" OUT="$work/out" || return
    step "seed: run under Wine" env OUT="$wine/out" "$wine/run-driver.sh" "$work/out/seed.sys" "$work/seed.etl" --hold 1 || return
    read_trace seed "$work/seed.etl" -
}

# A driver of drivers/: first as it is, then with its change.
field_driver_run() {
    local name=$1 expected=$2 code=$3 place=$4 peer=$5 status
    shift 5
    next_port
    WSKTRACE_UNLOAD_LIMIT=$(unload_limit "$code") run_driver "$place" "$work/driver.etl" "$peer" "$@" >"$work/run.log" 2>&1
    status=$?
    if [ "$status" -ne "$code" ]; then
        failure "$name: run on $place (exit code $status)"
        tail -n 40 "$work/run.log" | sed 's/^/      /'
        return 0
    fi
    passed "$name: run on $place"
    if [ "$expected" = untraced ]; then return 0; fi
    : >"$work/run.log"
    read_trace "$name" "$work/driver.etl" "$expected"
    return 0
}

field_driver() {
    local name=$1 place=$2 peer=$3 findings=$4 code=$5 changed sanitizer
    local traced=$work/drivers/$name sources
    if [ "$place" = wine ] && ! [ -x /usr/lib/wine/wine64 ]; then skip "driver $name" wine64; return 0; fi
    rm -rf "$traced"
    mkdir -p "$work/drivers"
    cp -r "$here/drivers/$name" "$traced"
    sources() { find "$1" -name '*.c' -o -name '*.cpp'; }
    # shellcheck disable=SC2046
    field_driver_run "driver $name, as it is" untraced 0 "$place" "$peer" $(sources "$traced")
    step "driver $name: its change applies" git -C "$traced" apply --unsafe-paths --directory="$traced" "$traced/traced.diff" || return 0
    changed=$(grep -c '^+\([^+]\|$\)' "$traced/traced.diff")
    step "driver $name: the change is $changed lines, twenty at most" test "$changed" -le 20
    for sanitizer in address thread; do
        if [ "$place" = wine ]; then [ "$sanitizer" = address ] || continue; set --; else set -- --sanitize "$sanitizer"; fi
        # shellcheck disable=SC2046
        field_driver_run "driver $name, traced${1:+, $sanitizer}" - 0 "$place" "$peer" "$@" $(sources "$traced")
    done
    # shellcheck disable=SC2046
    field_driver_run "driver $name, with its fault" "$findings" "$code" "$place" "$peer" --define FAULT $(sources "$traced")
    return 0
}

wine_runs() {
    if ! [ -x /usr/lib/wine/wine64 ] || ! [ -x /usr/lib/wine/wineserver64 ]; then skip "runs under Wine" wine64; return; fi
    if ! [ -f "$wine/out/sample.sys" ]; then skip "runs under Wine" "the mingw build"; return; fi
    step "Wine prefix" "$wine/prefix.sh" || return
    for_each_scenario wine_scenario
    if [ "$wanted" = "  " ]; then seed_driver; fi
}

# What drivers use of the kernel, in each place, as C and as C++: kernel/kernel.c fails to load where something is otherwise.
kernel_on_loopback() {
    "$here/../run.sh" --on loopback --sanitize "$1" --trace "$work/kernel.etl" "$2" -- true >"$work/kernel.log" 2>&1 &&
        grep -qF 'kernel prints -5% of narrow, wide and name: 0x00000abc, 1099511627776, c|ab   |ab' "$work/kernel.log" ||
        { cat "$work/kernel.log"; return 1; }
}

kernel_driver() {
    local source sanitizer
    cp "$here/kernel/kernel.c" "$work/kernel.cpp"
    for source in "$here/kernel/kernel.c" "$work/kernel.cpp"; do
        if [ -x /usr/lib/wine/wine64 ]; then
            step "the kernel for drivers, ${source##*.}, wine" "$here/../run.sh" --trace "$work/kernel.etl" "$source" -- true
        else
            skip "the kernel for drivers" wine64
        fi
        for sanitizer in address thread; do
            step "the kernel for drivers, ${source##*.}, loopback, $sanitizer" kernel_on_loopback "$sanitizer" "$source"
        done
    done
}

# A driver whose DriverEntry does all of its work and then fails leaves its trace, too.
failing_entry() {
    local traced=$work/drivers/classes status
    if ! [ -x /usr/lib/wine/wine64 ] || ! [ -f "$traced/client.cpp" ]; then return; fi
    next_port
    start_server "$port"
    "$here/../run.sh" --trace "$work/failing.etl" --define "PORT=$port" --define ENTRY_STATUS=STATUS_UNSUCCESSFUL \
        "$traced/client.cpp" >"$work/run.log" 2>&1
    status=$?
    stop_server
    step "a DriverEntry that fails: exit code 4" test "$status" -eq 4
    : >"$work/run.log"
    read_trace "a DriverEntry that fails" "$work/failing.etl" -
}

if [ "$wanted" = "  " ]; then
    step "build of wsktrace" npm run --silent build
    if have python3; then step "dissect.etl in a venv" install_reader; else skip "dissect.etl" python3; fi
    static_checks
    second_headers
    host_harness
    loopback_runs
    amalgamated_runs
    kernel_driver
    for_each_driver field_driver
    failing_entry
    lab_runs
elif have x86_64-w64-mingw32-gcc; then
    step "mingw build" make -C "$wine" -j2 all
fi
wine_runs

if [ "$failed" -gt 0 ]; then
    echo "$failed failed"
    exit 1
fi
if [ "$skipped" -gt 0 ]; then echo "passed, $skipped skipped"; else echo "all passed"; fi
