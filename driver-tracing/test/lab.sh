# The fault lab (../lab): drivers that are sound, in which the whole exploration finds nothing, and drivers with a fault on
# an error path, which it finds by the deviation that leads to it. Sourced by run.sh.
#
#     name | driver | scenario | parameters
#
# driver: a folder of drivers/, traced, or as it is behind "untraced:"; one of lab/ behind "lab:"; or the sample, whose
# parameters choose its role.
lab_clean='
sample-echo           | sample       | echo_client     | "Role": "echo"
sample-stream         | sample       | echo_client     | "Role": "stream"
sample-events         | sample       | echo_client     | "Role": "events"
sample-datagram       | sample       | datagram_client | "Role": "datagram"
sample-client         | sample       | echo_server     | "Role": "client"
sample-socket-connect | sample       | echo_server     | "Role": "socket-connect"
sample-categories     | sample       | idle            | "Role": "categories"
irp_a_call            | irp_a_call   | echo_client     |
irp_a_socket          | irp_a_socket | echo_client     |
classes               | classes      | echo_server     |
replugged             | replugged    | datagram_client |
irp_a_call, untraced  | untraced:irp_a_call | echo_client |
IRPs from above       | lab:above    | echo_server     |
'

#     plant (lab/plants/NAME.diff) | driver | scenario | parameters | findings, as rule@function | a deviation that shows the first
lab_planted='
leak-on-failed-create | irp_a_socket | echo_client     | | irp-leak@NewSocket | WskSocket \(KsListen, line [0-9]+\) fails with STATUS_INSUFFICIENT_RESOURCES
free-while-pending    | sample       | echo_client     | "Role": "echo" | free-while-pending@PeerDisconnect | WskDisconnect \(PeerDisconnect, line [0-9]+\) completes a minute later
no-end-on-reset       | irp_a_call   | echo_client     | | indication-not-released@?,irp-leak@OnAccept,forced-close-ignored@SendNode | WskSend \(SendNode, line [0-9]+\) meets a reset by the peer
use-after-close       | replugged    | datagram_client | | use-after-close@OnReceiveFrom | receive-from event tells that the socket failed
double-free           | irp_a_socket | echo_client     | | sanitizer@NewSocket | IoAllocateIrp \(NewSocket, line [0-9]+\) returns NULL
lock-across-call      | irp_a_call   | echo_client     | | call-under-lock@Dereference | without any deviation
leak-on-failed-create | untraced:irp_a_socket | echo_client | | irp-leak@NewSocket | WskSocket \(KsListen, line [0-9]+\) fails with STATUS_INSUFFICIENT_RESOURCES
no-mdl                | classes      | echo_server     | | bug-check@Send | IoAllocateMdl \(Talk, line [0-9]+\) returns NULL
no-end-of-a-write     | lab:above    | echo_server     | | hang@IoManagerStop,irp-leak@WskTracedDriverEntry,forced-close-ignored@DispatchWrite | WskSend \(DispatchWrite, line [0-9]+\) meets a reset by the peer
'

# That a sound driver gives nothing under the sanitizers either is shown in C and in C++; the rest goes without them, four times
# as fast. Under the sanitizers they all run on the loopback (loopback.sh, drivers.sh).
lab_clean_build() { case $1 in sample-echo | classes) echo asan ;; *) echo plain ;; esac; }

# What only a sanitizer sees takes one; the rest is several times faster without.
lab_build() { case $1 in *sanitizer*) echo asan ;; *) echo plain ;; esac; }

lab_program=$here/../lab/run.sh

# lab_driver DRIVER SCENARIO PARAMETERS [PLANT]: a copy of the driver with its description, as $work/lab/driver, and where it is
# built: a driver whose role or plant changes is compiled again as far as it changed.
lab_driver() {
    local folder=$work/lab/driver sources='"*.c"'
    lab_out=$work/lab/out/${1//:/-}
    rm -rf "$folder"
    mkdir -p "$folder"
    case $1 in
        sample) cp "$here"/../sample/*.[ch] "$folder/" ;;
        lab:*) cp "$here/lab/${1#lab:}"/*.[ch] "$folder/" ;;
        untraced:*) cp -r "$here/drivers/${1#untraced:}/." "$folder/" ;;
        *)
            cp -r "$here/drivers/$1/." "$folder/"
            git -C "$folder" apply --unsafe-paths --directory="$folder" "$folder/traced.diff" || return 1
            ;;
    esac
    if [ "$1" = classes ]; then sources='"*.cpp"'; fi
    if [ -n "${4:-}" ]; then
        git -C "$folder" apply -C1 --unsafe-paths --directory="$folder" "$here/lab/plants/$4.diff" || return 1
    fi
    echo "{ \"sources\": [$sources], \"scenario\": \"$here/../lab/peers/$2.c\", \"parameters\": { $3 } }" >"$folder/lab.json"
}

# lab_finds NAME FINDINGS DEVIATION OPTION...: explores $work/lab/driver, and checks what comes out.
lab_finds() {
    local findings=$1 deviation=$2
    shift 2
    "$lab_program" --driver "$work/lab/driver/lab.json" --out "$lab_out" --json "$@" >"$work/lab/result.json"
    [ $? -le 1 ] || return 1
    node "$here/lab/check-lab.mjs" "$work/lab/result.json" "$findings" ${deviation:+"$deviation"}
}

# The same seed gives the same runs, the same findings, and the same traces of these. The driver is compiled once.
lab_twice() {
    lab_driver irp_a_socket echo_client '' leak-on-failed-create || return 1
    local turn
    for turn in 1 2; do
        "$lab_program" --driver "$work/lab/driver/lab.json" --out "$lab_out" --build plain --seed 7 --pairs 20 --schedules 10 \
            --json >"$work/lab/$turn.json"
        [ $? -eq 1 ] || return 1
        rm -rf "$work/lab/traces-$turn"
        cp -r "$lab_out/traces" "$work/lab/traces-$turn"
    done
    [ -z "$(find "$lab_out/build" -name 'driver-*.o' -newer "$work/lab/1.json")" ] || { echo "compiled again"; return 1; }
    cmp "$work/lab/1.json" "$work/lab/2.json" && diff -r "$work/lab/traces-1" "$work/lab/traces-2" &&
        ls "$work/lab/traces-1"/*.etl >/dev/null
}

# What a finding's run leaves is a trace that the analyzer reads by itself, and a run that can be run again.
lab_replays() {
    local run
    run=$(node -p "require('$work/lab/1.json').findings[0].run") || return 1
    node "$root/dist/cli/main.js" check "$lab_out/traces" >"$work/lab/check.txt" && return 1
    grep -q 'irp-leak' "$work/lab/check.txt" &&
        "$lab_program" --replay "$run" --out "$lab_out" >"$work/lab/replay.txt" &&
        grep -q '^E unloaded\|^E entry-failed' "$work/lab/replay.txt" &&
        cmp "$lab_out/replay.etl" "$lab_out/traces/run-$run.etl"
}

# Each finding's run, written as a trace, replayed from the trace alone, shows the same in nine of ten at least.
lab_fields=0 lab_followed=0
lab_field_traces() {
    local trace
    for trace in "$lab_out/traces"/*.etl; do
        lab_fields=$((lab_fields + 1))
        if "$lab_program" --driver "$work/lab/driver/lab.json" --out "$lab_out" --build plain --trace "$trace" \
            >"$work/lab/field.txt"; then
            lab_followed=$((lab_followed + 1))
        else
            cat "$work/lab/field.txt" >>"$work/lab/not-followed.txt"
        fi
    done
}

# The runs of the sample under Wine (../../fixtures), by its role and its fault.
lab_wine='
irp-leak            | "Role": "echo", "Disconnect": 0, "Fault": "leak-irp"            | echo_client
socket-leak         | "Role": "echo", "Disconnect": 0, "Fault": "leak-socket"         | echo_client
double-free         | "Role": "echo", "Disconnect": 0, "Fault": "double-free"         | echo_client
use-after-close     | "Role": "echo", "Disconnect": 0, "Fault": "use-after-close"     | echo_client
free-while-pending  | "Role": "echo", "Disconnect": 0, "Fault": "free-while-pending"  | echo_client
routine-result      | "Role": "echo", "Disconnect": 0, "Fault": "routine-result"      | echo_client
connect-refused     | "Role": "client", "Disconnect": 0                               | idle
socketconnect-not-completed | "Role": "socket-connect", "Disconnect": 0               | idle
'
lab_wine_trace() {
    lab_driver sample "$3" "$2" || return 1
    node "$root/dist/cli/main.js" replay "$root/fixtures/wine-$1.etl" --lab "$work/lab/driver/lab.json" --out "$lab_out" \
        --build plain
}

# A command plays the peers. Each run takes as long as it does, so only some deviations are walked.
#
#     driver's parameters | kind | command in peers/
lab_commands='
"Role": "echo"     | client    | echo-client.mjs --connections 2 --chunks 1
"Role": "datagram" | datagrams | datagram-client.mjs --datagrams 2
"Role": "client"   | server    | echo-server.mjs
'
# lab_command PARAMETERS KIND WORD...
lab_command() {
    local parameters=$1 kind=$2 words
    shift 2
    words=$(printf ', "%s"' "$@")
    lab_driver sample idle "$parameters" || return 1
    cp "$peers"/*.mjs "$work/lab/driver/"
    sed -i "s#\"scenario\": \"[^\"]*\"#\"command\": { \"run\": [\"node\"$words, \"--port\", \"{port}\"], \"port\": 7007, \"kind\": \"$kind\", \"seconds\": 3 }#" \
        "$work/lab/driver/lab.json"
    "$lab_program" --driver "$work/lab/driver/lab.json" --out "$lab_out" --json --build plain --pairs 0 --schedules 0 \
        --seconds 1 >"$work/lab/result.json" || return 1
    # The command ended well in the run without deviations, in which data moved.
    node -e 'const { remarks, faults, points } = JSON.parse(require("fs").readFileSync(0));
        process.exitCode = remarks.length + faults.length === 0 && points.some(({ what }) => /^Send(To)?$/.test(what)) ? 0 : 1' \
        <"$work/lab/result.json" || { cat "$work/lab/result.json"; return 1; }
}

lab_baseline() {
    "$lab_program" --driver "$work/lab/driver/lab.json" --out "$lab_out" --build plain --pairs 0 --schedules 0 \
        --baseline "$work/lab/baseline.json" --update-baseline >/dev/null &&
        "$lab_program" --driver "$work/lab/driver/lab.json" --out "$lab_out" --build plain --pairs 0 --schedules 0 \
            --baseline "$work/lab/baseline.json" | grep -q 'in the baseline'
}

# What is wrong with what the lab is given is told in the words of who knows, and the rest goes on.
lab_told() {
    local name=$1 code=$2 words=$3 status lab_out=$work/lab/out/bad
    "$lab_program" --driver "$here/lab/bad/$name.json" --out "$lab_out" --build plain --pairs 0 --schedules 0 >"$work/lab/told.txt" 2>&1
    status=$?
    [ "$status" -eq "$code" ] || { echo "exit code $status"; cat "$work/lab/told.txt"; return 1; }
    grep -q "$words" "$work/lab/told.txt" || { cat "$work/lab/told.txt"; return 1; }
}

# The lanes share the work, row by row: half of the time a run of the lab is a single process, or waits for a command.
lab_lanes='0 1 2'
lab_mine() {
    lab_row=$((lab_row + 1))
    [ $((lab_row % 3)) -eq "$lab_lane" ]
}

# lab_works LANE: what falls to a lane, in a folder of its own.
lab_works() {
    local name driver scenario parameters findings deviation kind command lab_lane=$1 lab_row=0 work=$work/lane-$1
    mkdir -p "$work/lab"
    while IFS='|' read -r name driver scenario parameters <&3; do
        name=$(trim "$name")
        [ -n "$name" ] && lab_mine || continue
        step "lab, $name: its copy" lab_driver "$(trim "$driver")" "$(trim "$scenario")" "$(trim "$parameters")" || continue
        step "lab, $name: nothing found" lab_finds - "" --pairs 10 --schedules 10 \
            --build "$(lab_clean_build "$name")"
    done 3<<<"$lab_clean"
    while IFS='|' read -r name driver scenario parameters findings deviation <&3; do
        name=$(trim "$name")
        [ -n "$name" ] && lab_mine || continue
        step "lab, planted $name: applies" lab_driver "$(trim "$driver")" "$(trim "$scenario")" "$(trim "$parameters")" "$name" || continue
        step "lab, planted $name: $(trim "$findings")" lab_finds "$(trim "$findings")" "$(trim "$deviation")" --pairs 0 --schedules 0 \
            --build "$(lab_build "$findings")"
        lab_field_traces
    done 3<<<"$lab_planted"
    echo "$lab_followed $lab_fields" >"$work/followed"
    while IFS='|' read -r name parameters scenario <&3; do
        name=$(trim "$name")
        [ -n "$name" ] && lab_mine || continue
        step "lab, field trace wine-$name: the same here" lab_wine_trace "$name" "$parameters" "$(trim "$scenario")"
    done 3<<<"$lab_wine"
    while IFS='|' read -r parameters kind command <&3; do
        parameters=$(trim "$parameters")
        [ -n "$parameters" ] && lab_mine || continue
        # Its words are words.
        # shellcheck disable=SC2046
        step "lab, a command as $(trim "$kind"): $(trim "$command")" lab_command "$parameters" "$(trim "$kind")" $(trim "$command")
    done 3<<<"$lab_commands"
    if lab_mine; then
        lab_driver lab:odd echo_server ''
        step "lab, a driver that is odd and sound: nothing found" lab_finds - "" --pairs 30 --schedules 30 --build plain
    fi
    if lab_mine; then
        step "lab: twice the same" lab_twice
        step "lab: a run again, and its trace by itself" lab_replays
        step "lab: a baseline" lab_baseline
    fi
    if lab_mine; then
        step "lab: a driver that does not build" lab_told broken 2 "has no member named .NoSuchMember"
        step "lab: a scenario that ends early" lab_told early 0 "without a deviation: nobody listens on port 1"
        step "lab: a scenario that crashes" lab_told crashing 4 "the scenario crashed"
    fi
    : >"$work/done"
}

lab_harness() { make -s -C "$here/../lab" -j2 BUILD=plain && make -s -C "$here/../lab" -j2 BUILD=asan; }

lab_runs() {
    local lane followed fields pids=()
    if ! have gcc || ! have make; then skip "the fault lab" "gcc or make"; return; fi
    step "lab: its harness builds" lab_harness || return
    for lane in $lab_lanes; do
        lab_works "$lane" >"$work/lane-$lane.log" 2>&1 &
        pids+=($!)
    done
    wait "${pids[@]}"
    for lane in $lab_lanes; do
        cat "$work/lane-$lane.log"
        failed=$((failed + $(grep -c '^FAIL' "$work/lane-$lane.log")))
        step "lab: all of lane $lane was done" test -f "$work/lane-$lane/done"
        read -r followed fields <"$work/lane-$lane/followed"
        lab_followed=$((lab_followed + followed))
        lab_fields=$((lab_fields + fields))
    done
    step "lab: $lab_followed of $lab_fields findings' traces replayed from the trace alone" \
        test $((10 * lab_followed)) -ge $((9 * lab_fields))
}
