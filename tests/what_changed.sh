# Sourced by scripts that look only at what changed. Nothing is printed where history does not reach so far.
# shellcheck shell=bash

# The last commit that is a day older than the newest.
yesterday() { git rev-list -1 --before="$(($(git log -1 --format=%ct) - 86400))" HEAD; }

# changed_files COMMIT PATTERN...: since that commit, and what is not committed. What moved to another folder and is
# nearly the same has not changed.
changed_files() {
  git diff --name-only --find-renames=90% --diff-filter=dr "$@" && git ls-files --others --exclude-standard "${@:2}"
}
