# The runs of the sample driver under Wine, one line each, and what the analyzer must find in their traces. Sourced by
# run.sh (which checks them) and renew-fixtures.sh (which keeps some of them as fixtures).
#
#     name | findings, as rule@function, sorted; "-" for none | client | driver parameters and run-driver.sh's options
#
# client: "echo ARGS" checks an echo from outside, "server" offers the driver's own client an echo, "none" waits a
# second. --no-unload: the fault damages the memory of Wine's driver process, as it would a real system's, and an unload
# would crash there.
#
# Wine 8.0 lacks what other roles need (datagram, stream and basic sockets, callbacks): its netio answers
# STATUS_NOT_IMPLEMENTED, with a completion for WskSocket and without one elsewhere.
scenarios='
echo-clean                    | -                                          | echo --connections 3 --chunks 2              | Disconnect=0
echo-concurrent               | -                                          | echo --connections 4 --chunks 4 --concurrent | Disconnect=0
client-clean                  | -                                          | server                                       | Role=client Disconnect=0 Rounds=3
connect-refused               | -                                          | none                                         | Role=client
irp-leak                      | irp-leak@RequestCreate                     | echo --connections 2 --chunks 1              | Disconnect=0 Fault=leak-irp
socket-leak                   | socket-leak@Accept                         | echo --connections 2 --chunks 1 --leave      | Disconnect=0 Fault=leak-socket
listener-leak                 | irp-leak@RequestCreate,socket-leak@CreateListeningSocket | echo --connections 1 --chunks 1  | Disconnect=0 Fault=skip-close
free-while-pending            | free-while-pending@PeerStartReceive        | echo --connections 1 --chunks 1 --linger 300 | Disconnect=0 Fault=free-while-pending --no-unload
reuse-while-pending           | reuse-while-pending@PeerStartReceive       | echo --connections 1 --chunks 1 --linger 300 | Disconnect=0 Fault=reuse-while-pending
double-free                   | double-free@RequestCreate                  | echo --connections 1 --chunks 1              | Disconnect=0 Fault=double-free --no-unload
use-after-close               | use-after-close@PeerStartReceive           | echo --connections 1 --chunks 1              | Disconnect=0 Fault=use-after-close --no-unload
routine-result                | routine-result@SocketClose                 | echo --connections 1 --chunks 1              | Disconnect=0 Fault=routine-result --no-unload
socketconnect-not-completed   | error-return-no-completion@OpenByOneCall   | none                                         | Role=socket-connect
disconnect-not-completed      | error-return-no-completion@PeerDisconnect  | echo --connections 1 --chunks 1              | Disconnect=1
getlocaladdress-not-completed | error-return-no-completion@IssueGetLocalAddress | none                                    | Role=categories
controlsocket-not-completed   | error-return-no-completion@EnableConditionalAccept | none                                 | Role=events
'

trim() { local text=${1#"${1%%[![:space:]]*}"}; printf '%s' "${text%"${text##*[![:space:]]}"}"; }

# Calls "$1 NAME FINDINGS CLIENT PARAMETERS" for each scenario.
for_each_scenario() {
    local name findings client parameters
    while IFS='|' read -r name findings client parameters <&3; do
        name=$(trim "$name")
        [ -n "$name" ] || continue
        "$1" "$name" "$(trim "$findings")" "$(trim "$client")" "$(trim "$parameters")" || return 1
    done 3<<<"$scenarios"
}

# Runs one scenario and leaves its trace: run_scenario TRACE PORT CLIENT PARAMETERS. Returns what run-driver.sh does.
run_scenario() {
    local trace=$1 port=$2 client=$3 parameters=$4 wine status
    wine=$(dirname "${BASH_SOURCE[0]}")/../wine
    # Parameters and client arguments are words, not text.
    # shellcheck disable=SC2086
    case $client in
        echo\ *)
            "$wine/run-driver.sh" "$wine/out/sample.sys" "$trace" sink:BufferSize=8192 "Port=$port" $parameters \
                -- node "$peers/echo-client.mjs" --port "$port" ${client#echo } ;;
        server)
            start_server "$port"
            "$wine/run-driver.sh" "$wine/out/sample.sys" "$trace" sink:BufferSize=8192 "Port=$port" $parameters --hold 1
            status=$?
            stop_server
            return $status ;;
        *)
            "$wine/run-driver.sh" "$wine/out/sample.sys" "$trace" sink:BufferSize=8192 "Port=$port" $parameters --hold 1 ;;
    esac
}
