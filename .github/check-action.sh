#!/usr/bin/env bash
# The check step of action.yml: its inputs, given as variables, to the arguments of `wsktrace check`.
set -uo pipefail

arguments=(--format github --format "github-summary=$GITHUB_STEP_SUMMARY")

add() {
  if [ -n "$2" ]; then
    arguments+=("$1" "$2")
  fi
}

add --config "$CONFIG"
add --fail-on "$FAIL_ON"
add --inconclusive "$INCONCLUSIVE"
add --baseline "$BASELINE"
add --source-root "$SOURCE_ROOT"
add --format "${SARIF:+sarif=$SARIF}"
add --format "${JUNIT:+junit=$JUNIT}"
add --format "${HTML:+html=$HTML}"
while IFS= read -r threshold; do
  add --threshold "$threshold"
done <<<"$THRESHOLDS"

traces=()
while IFS= read -r pattern; do
  if [ -n "$pattern" ]; then
    traces+=("$pattern")
  fi
done <<<"$TRACES"

node "$WSKTRACE" check "${arguments[@]}" -- ${traces[@]+"${traces[@]}"}
code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
