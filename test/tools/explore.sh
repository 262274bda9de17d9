#!/usr/bin/env bash
# Runs the properties with seeds that no run had before, until one fails. Usage: npm run explore -- [ROUNDS [FILTER]]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-10}
filter=${2:-test/}
mapfile -t files < <(grep -rl 'fc\.assert' --include='*.test.ts' "$filter")
for ((round = 1; round <= rounds; round++)); do
  export WSKTRACE_SEED=$((RANDOM << 15 | RANDOM))
  printf 'round %d of %d: WSKTRACE_SEED=%d\n' "$round" "$rounds" "$WSKTRACE_SEED"
  npx vitest run --reporter=dot "${files[@]}"
done
