#!/bin/bash
# Sets up a headless Wine prefix once and prints its path. It takes about 700 MB and 15 s, so it stays
# in the user's cache; WSKTRACE_WINEPREFIX names another place.
set -euo pipefail

wine=/usr/lib/wine/wine64
server=/usr/lib/wine/wineserver64
prefix=${WSKTRACE_WINEPREFIX:-${XDG_CACHE_HOME:-$HOME/.cache}/wsktrace-wine}

if [ ! -f "$prefix/wsktrace-ready" ]; then
    mkdir -p "$(dirname "$prefix")"
    rm -rf "$prefix"
    unset DISPLAY
    export WINEPREFIX=$prefix WINEDEBUG=-all WINEDLLOVERRIDES='mscoree=;mshtml='
    timeout 180 "$wine" wineboot -i >&2
    # Without this wait the registry is not on disk yet, and a service made now is lost.
    timeout 60 "$server" -w >&2
    touch "$prefix/wsktrace-ready"
fi
echo "$prefix"
