# The runs of the sample driver on the loopback provider, and what the analyzer must find: every role, under
# AddressSanitizer and UBSan, and those without a fault under ThreadSanitizer too. Sourced by run.sh.
#
#     name | findings, as rule@function, sorted; "-" for none | exit code | peer | driver parameters
#
# peer: a command of peers/ with its arguments ("server": an echo server for the driver's own client; "none").
# Exit code 3: unload hangs, as it would on Windows.
loopback_scenarios='
echo               | -                                         | 0 | echo-client --connections 3 --concurrent                  | Role=echo
stream             | -                                         | 0 | echo-client --connections 3 --concurrent                  | Role=stream
events             | -                                         | 0 | echo-client --connections 3 --concurrent                  | Role=events
events-inspected   | -                                         | 0 | echo-client --connections 2 --host 127.0.0.2              | Role=events
datagram           | -                                         | 0 | datagram-client                                           | Role=datagram
client             | -                                         | 0 | server                                                    | Role=client
socket-connect     | -                                         | 0 | server                                                    | Role=socket-connect
connect-refused    | -                                         | 0 | none                                                      | Role=socket-connect
categories         | -                                         | 0 | none                                                      | Role=categories
keep-indication    | indication-not-released@?                 | 3 | echo-client --connections 1 --chunks 1 --leave            | Role=events Fault=keep-indication
forced-close       | -                                         | 0 | echo-client --connections 1 --chunks 1 --linger 200 --reset | Role=echo
ignore-forced-close | forced-close-ignored@PeerStartReceive   | 3 | echo-client --connections 1 --chunks 1 --linger 200 --reset | Role=echo Fault=ignore-forced-close
skip-close         | never-completed@Accept                    | 3 | echo-client --connections 1 --chunks 1                    | Role=echo Fault=skip-close
never-release      | ~unload-stuck@?                           | 3 | echo-client --connections 1 --chunks 1                    | Role=echo Fault=never-release
'

# How long an unload may take: where it is to hang that is seen soon, else the machine may be slow.
unload_limit() { if [ "$1" -eq 3 ]; then echo 3; else echo 20; fi; }

# Runs one: run_loopback PROGRAM TRACE PORT PEER PARAMETERS. Returns the driver's exit code, or 9 when the peer failed.
run_loopback() {
    local program=$1 trace=$2 port=$3 peer=$4 parameters=$5 plain='' status
    # ThreadSanitizer of gcc 12 does not start under some kernels' address randomization.
    case $program in *-tsan) if setarch -R true 2>/dev/null; then plain='setarch -R'; fi ;; esac
    if [ "$peer" = server ]; then start_server "$port"; fi
    # The driver is unloaded when its standard input ends. Parameters and arguments are words, not text.
    # shellcheck disable=SC2086
    {
        sleep 0.5
        case $peer in
            none | server) sleep 0.5 ;;
            *) timeout 50 node "$peers/${peer%% *}.mjs" --port "$port" ${peer#"${peer%% *}"} >&2 || echo "peer failed" >&2 ;;
        esac
        echo
    } 2>"$trace.peer" | timeout 120 $plain "$program" "$trace" "Port=$port" $parameters
    status=$?
    [ "$peer" != server ] || stop_server
    cat "$trace.peer"
    ! grep -q "peer failed" "$trace.peer" || return 9
    return $status
}

# Calls "$1 NAME FINDINGS EXIT-CODE PEER PARAMETERS" for each.
for_each_loopback() {
    local name findings code peer parameters
    while IFS='|' read -r name findings code peer parameters <&3; do
        name=$(trim "$name")
        [ -n "$name" ] || continue
        "$1" "$name" "$(trim "$findings")" "$(trim "$code")" "$(trim "$peer")" "$(trim "$parameters")" || return 1
    done 3<<<"$loopback_scenarios"
}
