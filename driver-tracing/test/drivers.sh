# Drivers in the manners of others (drivers/README.md): each is traced by its own change, which must be small, built, run and
# judged, without a fault and with one. Sourced by run.sh.
#
#     name | where it runs | peer | findings of the fault that -DFAULT plants | exit code with it
#
# Exit codes as ../run.sh has them. A finding that stays possible has a ~: the trace ends in the WskDeregister that waits.
driver_scenarios='
irp_a_call   | loopback | echo-client --connections 3 --concurrent | irp-leak@SendNode          | 1
replugged    | loopback | datagram-client                          | indication-not-released@OpenSocket | 3
irp_a_socket | wine     | echo-client --connections 2 --leave      | irp-leak@NewSocket,socket-leak@KsAccept | 0
classes      | wine     | server                                   | socket-leak@Open           | 0
classes      | loopback | server                                   | ~socket-leak@Open          | 3
'

# Runs one: run_driver PLACE TRACE PEER OPTION... -- SOURCE...
run_driver() {
    local place=$1 trace=$2 peer=$3 status
    shift 3
    if [ "$peer" = server ]; then
        start_server "$port"
        set -- "$@" -- sleep 1
    else
        # The peer's arguments are words.
        # shellcheck disable=SC2086
        set -- "$@" -- node "$peers/${peer%% *}.mjs" --port "$port" ${peer#"${peer%% *}"}
    fi
    "$(dirname "${BASH_SOURCE[0]}")/../run.sh" --on "$place" --trace "$trace" --define "PORT=$port" "$@"
    status=$?
    [ "$peer" != server ] || stop_server
    return $status
}

# Calls "$1 NAME PLACE PEER FINDINGS CODE" for each.
for_each_driver() {
    local name place peer findings code
    while IFS='|' read -r name place peer findings code <&3; do
        name=$(trim "$name")
        [ -n "$name" ] || continue
        "$1" "$name" "$(trim "$place")" "$(trim "$peer")" "$(trim "$findings")" "$(trim "$code")" || return 1
    done 3<<<"$driver_scenarios"
}
