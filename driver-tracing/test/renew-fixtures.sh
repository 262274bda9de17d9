#!/bin/bash
# Makes the fixtures that come from Wine again: fixtures/wine-NAME.etl for each scenario, or for the named ones.
#
#     driver-tracing/test/renew-fixtures.sh [NAME...]
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
fixtures=$here/../../fixtures
# shellcheck source=peers.sh
. "$here/peers.sh"
# shellcheck source=scenarios.sh
. "$here/scenarios.sh"

wanted=" $* "
renew() {
    local name=$1
    next_port
    if [ "$wanted" != "  " ] && [[ $wanted != *" $name "* ]]; then return 0; fi
    run_scenario "$fixtures/wine-$name.etl" "$port" "$3" "$4" || echo "exit code $?"
    ls -l "$fixtures/wine-$name.etl"
}

make -s -C "$here/../wine" all && for_each_scenario renew
