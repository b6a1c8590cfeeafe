#!/usr/bin/env bash
# Gives every parser strange input for a while: tests/fuzz/run.sh [SECONDS], 30 for each by default.
# Builds with clang's libFuzzer (preset fuzz); ends with 1 at the first input that breaks something, which is kept in
# build/fuzz and named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${1:-30}
cmake --preset fuzz >/dev/null
cmake --build build/fuzz --target fuzz
cd build/fuzz
for target in fuzz_*; do
  [[ -x $target && -f $target ]] || continue
  mkdir -p "corpus/$target"
  echo "$target: $seconds s"
  "./$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -verbosity=0 -print_final_stats=1 \
    "corpus/$target" >"$target.log" 2>&1 || { cat "$target.log" && exit 1; }
  grep number_of_executed_units "$target.log"
done
