# What the runs talk to, and where. Sourced by run.sh and renew-fixtures.sh; sets $port, $peers and $server.

peers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/peers

# Below the ephemeral ports, and different from run to run.
port=$((20000 + ($$ * 101 + RANDOM) % 10000))

# The next port that nothing on this host uses or has just used.
next_port() {
    local hex
    while :; do
        port=$((20000 + (port - 19999) % 10000))
        hex=$(printf ':%04X ' "$port")
        cat /proc/net/{tcp,tcp6,udp,udp6} 2>/dev/null | grep -q "$hex" || return 0
    done
}

# start_server PORT: an echo server, which listens when this returns, as the process $server.
start_server() {
    local said
    exec {said}< <(exec node "$peers/echo-server.mjs" --port "$1")
    server=$!
    read -r -t 60 -u "$said" _ || echo "the echo server does not listen on port $1" >&2
    exec {said}<&-
}

stop_server() {
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
    server=''
}
