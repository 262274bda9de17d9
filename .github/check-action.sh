#!/usr/bin/env bash
# The check step of action.yml: its inputs, given as variables, to the arguments of `wsktrace check`.
set -uo pipefail

arguments=(--format github --format "github-summary=$GITHUB_STEP_SUMMARY")

add() {
  if [ -n "$2" ]; then
    arguments+=("$1" "$2")
  fi
}

# A file's name with a comma in it would be read as several outputs, of which nobody asked for the others.
refuse_several() {
  case "$2" in
  *,* | *[[:cntrl:]]*)
    echo "wsktrace: the input $1 holds a comma or a control character: name one file, without them" >&2
    echo 'exit-code=2' >>"$GITHUB_OUTPUT"
    exit 2
    ;;
  esac
}

refuse_several sarif "$SARIF"
refuse_several junit "$JUNIT"
refuse_several html "$HTML"

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

command=(node "$WSKTRACE")
if [ -n "$EXECUTABLE" ]; then
  if [ ! -f "$EXECUTABLE" ]; then
    echo 'wsktrace: the input executable names no file' >&2
    echo 'exit-code=2' >>"$GITHUB_OUTPUT"
    exit 2
  fi
  # A name without a slash would be looked for on the path; what was downloaded is not runnable yet.
  command=("$(realpath -- "$EXECUTABLE")")
  [ -x "${command[0]}" ] || chmod +x "${command[0]}"
fi

"${command[@]}" check "${arguments[@]}" -- ${traces[@]+"${traces[@]}"}
code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
