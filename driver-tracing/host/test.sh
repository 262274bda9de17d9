#!/bin/sh
# test.sh OUT FIXTURES: runs what the Makefile built. Ends with 1 at the first thing that is not as it should be.
set -eu
out=$1
fixtures=$2
trace=$out/test.etl
log=$out/test.log

fail() {
    echo "host harness: $*" >&2
    exit 1
}

"$out/wsktrace-host" list >"$out/scenarios"
count=0
while IFS='	' read -r name finding memory shows; do
    "$out/wsktrace-host" run "$name" "$trace" || fail "$name failed"
    cmp -s "$trace" "$fixtures/host-$name.etl" ||
        fail "host-$name.etl is not what $name writes now: make fixtures, and look at what changed"
    if [ "$memory" = breaks-memory ]; then
        if "$out/wsktrace-host-asan" run "$name" "$trace" 2>"$log"; then
            fail "AddressSanitizer did not notice what $name does"
        fi
        grep -q 'AddressSanitizer: use-after-poison' "$log" || fail "$name failed otherwise: $(head -n 3 "$log")"
    else
        "$out/wsktrace-host-asan" run "$name" "$trace" 2>"$log" || fail "$name under sanitizers: $(head -n 30 "$log")"
    fi
    count=$((count + 1))
done <"$out/scenarios"
"$out/wsktrace-host-own-provider" run irp-leak "$trace"
cmp -s "$trace" "$fixtures/host-own-provider.etl" || fail "host-own-provider.etl is not what irp-leak writes now"
echo "$count scenarios, each trace as its fixture, sanitizers as expected"

# ThreadSanitizer of gcc 12 does not start under some kernels' address randomization.
plain=
if setarch -R true 2>/dev/null; then plain='setarch -R'; fi

"$out/checks" "$trace"
for how in "" restart; do
    "$out/stress-asan" $how
    $plain "$out/stress" $how
done
"$out/bench" --check
