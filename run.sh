#!/usr/bin/env bash
# From a fresh machine to charts: installs what is missing, builds, measures, draws, tells.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

# The quick profile: enough to see who wins and by what factor within minutes, not to settle close
# calls. What the caller adds comes later and so prevails.
quick=(
  --dir=results
  --benchmark_min_time=0.02     # seconds for each repetition of a row
  --benchmark_repetitions=3     # the least that shows a spread
  --benchmark_enable_random_interleaving=true  # spread over time, since machines change under us
  --benchmark_format=json       # the console's format would also print the context, line by line
)

usage() {
  cat <<'END'
Usage: ./run.sh [--no-install] [flags of ./bench ...]
Installs what is missing, builds, runs the quick profile of the suite, draws its charts, prints a table.
  --no-install  install nothing; say what is missing and end with exit code 2 if something is
Everything else goes to the benchmark: ./run.sh --questions=ceilings
(./bench --help names its flags; relative paths are relative to the project's folder)
Exit code: 0 all is well, 1 some rows failed (the others are in the results), 2 wrong usage or
something missing, 130 or 143 interrupted (what was measured until then is kept).
END
}

# measure FLAG...: sets $code and, unless nothing was written, $results. bench's last words on stderr
# name the file (before them, some versions of Google Benchmark leave a remark without a newline). tee
# ignores Ctrl-C, so that it hears those words; and if this script is terminated, setpriv passes that
# on to bench. What it says on stdout is dropped: it is in the file.
measure() {
  local log=build/release/bench.log
  code=0
  setpriv --pdeathsig TERM build/release/bench "${quick[@]}" "$@" 2>&1 >/dev/null | tee -i "$log" >&2 ||
    code=${PIPESTATUS[0]}
  results=$(sed -n 's/.*wrote //p' "$log" | tail -n 1)
}

# show FILE: the charts go into a folder beside the file, named after it.
show() {
  local charts=${1%.json}
  "$python" plots/plot.py "$1" >&2 || die "could not draw the charts (reason above); the results are in $1"
  "$python" plots/summary.py "$1" || die "could not print the table (reason above); the results are in $1"
  printf '\nresults  %s\ncharts   %s/\nmore     ./bench --help\n' "$1" "$charts"
}

flags=()
for arg; do
  case $arg in
    --no-install) may_install=no ;;
    -h | --help) usage && exit ;;
    --) ;;  # a separator for those who like one
    *) flags+=("$arg") ;;
  esac
done

setup build
build release bench || die "the build failed (reason above)"
ln -sfn build/release/bench bench
measure "${flags[@]}"
case $code in
  0 | 1) ;;
  2) die "the benchmark did not start (reason above)" 2 ;;
  130 | 143) die "interrupted; results so far: ${results:-none}" "$code" ;;
  *) die "the benchmark ended with exit code $code; results so far: ${results:-none}" ;;
esac
[[ -n $results ]] || die "the benchmark named no file; its last words are in build/release/bench.log"
show "$results"
((code == 0)) || die "some rows failed; the lines above and the results say which and why"
