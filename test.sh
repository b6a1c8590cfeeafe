#!/usr/bin/env bash
# From a fresh machine to tested: installs what is missing, builds, passes every test.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
  cat <<'END'
Usage: ./test.sh [--no-install] [preset ...]
Installs what is missing, then builds and tests each preset of CMakePresets.json: release (the default,
with the tests of the Python programs), asan, tsan, ...
  --no-install  install nothing; say what is missing and end with exit code 2 if something is
END
}

# A hang is a failure: CTest limits each of its tests; timeout limits all of Python's.
test_preset() {
  build "$1" all -DCROSSOVER_WARNINGS_AS_ERRORS=ON -DPython3_EXECUTABLE="$python" && ctest --preset "$1" --no-tests=error || return
  [[ $1 != release ]] || timeout 1800 "$python" -m pytest -q -n auto --dist loadfile tests/python
}

level="test"
presets=()
for arg; do
  case $arg in
    --no-install) may_install=no ;;
    -h | --help) usage && exit ;;
    release) presets+=("$arg") ;;
    *) presets+=("$arg") level=ci ;;  # may take the compiler that only CI's level installs
  esac
done
((${#presets[@]})) || presets=(release)

setup "$level"
for preset in "${presets[@]}"; do
  test_preset "$preset" || die "preset $preset failed (reason above)"
done
say "all tests passed: ${presets[*]}"
