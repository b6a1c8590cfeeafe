#!/usr/bin/env bash
# From a fresh machine to the answer: installs what is missing, builds, measures, draws, tells.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
  cat <<'END'
Usage: ./run.sh [--no-install] [flags of benchmarks/record.py and of ./bench ...]
Installs what is missing, builds, records the suite, makes its page with all charts, prints a table.
  --no-install  install nothing; say what is missing and end with exit code 2 if something is
Everything else goes to the recording: ./run.sh --profile=standard --questions=ceilings
(benchmarks/record.py --help and ./bench --help name the flags; relative paths are relative to the
project's folder)
Exit code: 0 all is well, 1 some rows failed (the others are in the results), 2 wrong usage or
something missing, 130 or 143 interrupted (what was measured until then is kept).
END
}

# measure FLAG...: sets $code and, unless nothing was written, $results, which record.py prints. If this
# script is terminated, setpriv, which only util-linux has, passes that on.
measure() {
  local answer=build/release/recorded
  code=0
  local dies_with_us=(setpriv --pdeathsig TERM)
  has setpriv || dies_with_us=()
  "${dies_with_us[@]}" "$python" benchmarks/record.py "$@" >"$answer" || code=$?
  results=$(<"$answer")
}

# show FILE: the page goes into a folder beside the file, named after it.
show() {
  local folder=${1%.json}
  "$python" plots/report.py --summary "$1" || die "could not make the page (reason above); the results are in $1"
  cat <<END

results  $1
more     plots/advise.py --help, plots/thresholds.py --help, plots/compare.py --help, benchmarks/record.py --help, ./bench --help
page     $folder/report.html
END
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
  2) die "nothing was recorded (reason above)" 2 ;;
  130 | 143) die "interrupted; results so far: ${results:-none}" "$code" ;;
  *) die "the recording ended with exit code $code; results so far: ${results:-none}" ;;
esac
show "$results"
((code == 0)) || die "some rows failed; the lines above and the results say which and why"
