#!/usr/bin/env bash
# @microsoft/sarif-multitool 5.7.0 (npm), its command match-results-forward.
#
# Behaviour: results of two runs are matched by their place first. Where a rule's new result stands at the line of an old one,
# the two are the same finding, whatever their partialFingerprints say, and whatever their messages say. A result with the old
# fingerprint that stands in the list behind it is then called new. Only a logical location that differs keeps them apart.
#
# A good guess that fails: partialFingerprints are what SARIF has for knowing a result again (3.27.17), so a log whose tool
# gives each finding one needs nothing else for a baseline. A tool that reports on files without lines (traces, binaries,
# dumps), and so puts all findings of a file at its line 1, then has a new leak called unchanged and the known one new.
#
# Seen: "at one line: bbbb unchanged, aaaa new; with logical locations: aaaa unchanged, bbbb new"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @microsoft/sarif-multitool@5.7.0 > /dev/null 2>&1
tool=$(node -p 'require("@microsoft/sarif-multitool")')
chmod u+x "$tool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

# The known finding aaaa; then a log with bbbb before it. With "named", each says in which function it is.
cat > logs.js <<'JS'
const { writeFileSync } = require('node:fs');
const result = (fingerprint, named) => ({
  ruleId: 'leak',
  message: { text: `Leak ${fingerprint}.` },
  locations: [{
    physicalLocation: { artifactLocation: { uri: 'run.etl' }, region: { startLine: 1 } },
    ...(named ? { logicalLocations: [{ fullyQualifiedName: `driver!${fingerprint}` }] } : {}),
  }],
  partialFingerprints: { 'leak/v1': fingerprint },
});
const log = (...results) => JSON.stringify({
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'leaks', rules: [{ id: 'leak' }] } }, results }],
});
for (const named of [false, true]) {
  writeFileSync(`old-${named}.sarif`, log(result('aaaa', named)));
  writeFileSync(`new-${named}.sarif`, log(result('bbbb', named), result('aaaa', named)));
}
JS
node logs.js

states() {
  "$tool" match-results-forward "new-$1.sarif" --previous "old-$1.sarif" --output-file-path "out-$1.sarif" > /dev/null
  node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).runs[0].results
    .map((one) => `${one.partialFingerprints["leak/v1"]} ${one.baselineState}`).join(", ")' "out-$1.sarif"
}

summary="at one line: $(states false); with logical locations: $(states true)"
echo "$summary"
[ "$summary" = 'at one line: bbbb unchanged, aaaa new; with logical locations: aaaa unchanged, bbbb new' ]
