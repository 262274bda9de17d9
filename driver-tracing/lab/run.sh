#!/bin/bash
# Walks the error paths of a WSK driver, natively and without Windows: docs/lab.md. `run.sh --help` tells the options.
#
# Exit codes: 0 nothing found; 1 findings that are not in the baseline; 2 usage, or the driver does not build; 4 nothing
# found, but runs in which the lab itself failed; 70 a fault of ours.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=$root/dist/driver-tracing/lab/explore/cli.js
if ! [ -f "$program" ]; then
    echo "lab: run npm ci && npm run build in $root first" >&2
    exit 2
fi
exec node "$program" "$@"
