#!/usr/bin/env bash
# tdigest 0.5.2.2 (PyPI), tdigest 0.1.3 (npm), fastdigest 0.12.0 (PyPI).
#
# Behaviour: both libraries named tdigest put equal values into one centroid of any weight, and draw a line from it to the next one.
# Of 1000 calls, 990 of which took 5 and ten 1000, they tell a median of 14.95 and a 90th percentile of 810.95. With values
# that differ by a thousandth, and so are centroids of their own, both are right; fastdigest is right for the equal ones too.
#
# A good guess that fails: a t-digest is off by little in rank, and exact for few different values. Times from a trace are few
# different values where the clock is coarse (a session on system time has steps of a millisecond or more), and most calls
# take the same. A threshold on the 90th percentile then fails a run of which one call in a hundred was slow.
#
# Seen: "p50, p90 of 990 times 5 and 10 times 1000: tdigest.py 14.95, 810.95; tdigest.js 14.95, 810.95; fastdigest 5.00, 5.00;
# spread by 0.001: tdigest.py 5.00, 5.00; tdigest.js 5.00, 5.00"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet tdigest==0.5.2.2 fastdigest==0.12.0
npm install --silent --no-audit --no-fund tdigest@0.1.3 > /dev/null 2>&1
cat > times.py <<'PY'
import json

slow = [1000] * 10
with open("times.json", "w") as file:
    json.dump({"equal": [5] * 990 + slow, "spread": [5 + n / 990_000 for n in range(990)] + slow}, file)
PY
cat > percentiles.py <<'PY'
import json
import sys

from fastdigest import TDigest as Fast
from tdigest import TDigest

which, name = sys.argv[1:]
with open("times.json") as file:
    times = json.load(file)[name]
if which == "tdigest":
    digest = TDigest()
    digest.batch_update(times)
    found = [digest.percentile(50), digest.percentile(90)]
else:
    digest = Fast.from_values(times)
    found = [digest.quantile(0.5), digest.quantile(0.9)]
print(", ".join(f"{one:.2f}" for one in found))
PY
cat > percentiles.js <<'JS'
const { TDigest } = require('tdigest');
const times = JSON.parse(require('node:fs').readFileSync('times.json', 'utf8'))[process.argv[2]];
const digest = new TDigest();
digest.push(times);
digest.compress();
console.log([0.5, 0.9].map((p) => digest.percentile(p).toFixed(2)).join(', '));
JS
venv/bin/python times.py
python() { venv/bin/python percentiles.py "$@"; }
equal="tdigest.py $(python tdigest equal); tdigest.js $(node percentiles.js equal); fastdigest $(python fastdigest equal)"
spread="tdigest.py $(python tdigest spread); tdigest.js $(node percentiles.js spread)"
summary="p50, p90 of 990 times 5 and 10 times 1000: $equal; spread by 0.001: $spread"
echo "$summary"
expected='p50, p90 of 990 times 5 and 10 times 1000: tdigest.py 14.95, 810.95; tdigest.js 14.95, 810.95; fastdigest 5.00, 5.00; '
[ "$summary" = "${expected}spread by 0.001: tdigest.py 5.00, 5.00; tdigest.js 5.00, 5.00" ]
