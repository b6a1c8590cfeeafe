#!/usr/bin/env bash
# The checks that need no running program: layout (clang-format), bugs and idiom (clang-tidy), scripts
# (shellcheck), Python's mistakes (flake8) and types (mypy). clang-tidy reads how files are compiled in build/release.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/../setup.sh"
# shellcheck source-path=SCRIPTDIR source=what_changed.sh
source tests/what_changed.sh

readonly commands=build/release/compile_commands.json

# files PATTERN...: what git tracks or would track, so a new file is checked before its commit.
files() { git ls-files -z --cached --others --exclude-standard -- "$@"; }

# Names of the C++ files that changed since a commit, as extended regular expressions that match an #include of them.
changed_since() { changed_files "$1" -- '*.cpp' '*.hpp' | sed 's|.*/||; s|[.]|[.]|g'; }

# Of the files on stdin those that changed since a commit, or include directly what did.
only_changed_since() {
  local file names
  names=$(changed_since "$1" | paste -sd '|')
  [[ -n $names ]] || { cat >/dev/null && return; }
  while IFS= read -r -d '' file; do
    if [[ ${file##*/} =~ ^($names)$ ]] || grep -qE "^#include \"(.*/)?($names)\"" "$file"; then printf '%s\0' "$file"; fi
  done
}

# Compiled files only: headers are checked where they are included. Not the tests, where GoogleTest's
# macros would take as long as all the rest. Flags that only g++ knows are no finding.
check_tidy() {
  local file since=
  [[ $extent == full ]] || since=$(yesterday)
  files '*.cpp' ':!tests/*' | while IFS= read -r -d '' file; do
    if grep -qF "/$file\"" "$commands"; then printf '%s\0' "$file"; fi
  done | if [[ -n $since ]]; then only_changed_since "$since"; else cat; fi | xargs -0 -r -n 1 -P "$(nproc)" \
    clang-tidy -p build/release --quiet --extra-arg=-Wno-unknown-warning-option
}

# With warnings as errors, since Python reports a doubtful escape or comparison as a warning. The settings of flake8 are
# in .flake8, those of mypy in pyproject.toml.
check_python() {
  files '*.py' | xargs -0 -r "$checker" -W error -c '
import sys
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as source:
        compile(source.read(), name, "exec")' &&
    files '*.py' | xargs -0 -r "$checker" -m flake8 &&
    "$checker" -m mypy --no-error-summary
}

usage() {
  cat <<'END'
Usage: tests/check_style.sh [--full]
Checks layout, bugs and idiom of the C++ code, the scripts, and mistakes and types of Python's; changes nothing.
clang-tidy looks at the files that changed within a day of the newest commit or are not committed, and at those that
include them; with --full at all files.
./setup.sh ci installs the tools; ./test.sh makes the build that clang-tidy reads.
END
}

extent=changed
case ${1:-} in
  -h | --help) usage && exit ;;
  --full) extent=full ;;
  '') ;;
  *) die "unknown flag '$1'; see --help" 2 ;;
esac
for tool in clang-format clang-tidy shellcheck git; do
  has "$tool" || die "$tool is missing; ./setup.sh ci installs it" 2
done
# shellcheck disable=SC2046  # one word for each module: mypy looks into those that are imported
checker=$(find_python $(modules_of ci)) || die "no python3 has flake8, mypy and what our programs import; ./setup.sh ci installs them" 2
[[ -e $commands ]] || die "$commands is missing; ./test.sh makes it" 2

files '*.cpp' '*.hpp' | xargs -0 -r clang-format --dry-run -Werror ||
  die "the layout differs from .clang-format; clang-format -i FILE sets it right"
files '*.sh' .ci/run | xargs -0 -r shellcheck --external-sources || die "shellcheck found something"
check_python || die "python3, flake8 or mypy found something"
check_tidy || die "clang-tidy found something"
say "nothing to complain about (clang-tidy: $extent files)"
