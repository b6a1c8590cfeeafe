#!/usr/bin/env bash
# Plays a newcomer on a fresh machine: makes a bare Debian in a folder, puts the last commit into it
# and runs ./run.sh and ./test.sh there. Mounts and processes live in namespaces of their own and end
# with each command, so removing the folder cannot reach anything outside.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/../setup.sh"

usage() {
  cat <<'END'
Usage: tests/fresh_machine.sh [--suite NAME] [--mirror URL] [folder]
Makes a bare Debian (by default this machine's release, from the mirror that apt uses here), runs the
last commit's ./run.sh and ./test.sh in it and checks what they leave. Takes root, debootstrap and git.
A folder that is given must be new and is kept for a look; else a temporary one is removed at the end.
END
}

# The mirror that apt here gets its release from; none (debootstrap has a default) where apt cannot tell.
mirror_of_host() {
  # shellcheck disable=SC2016  # the fields are apt's
  apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
    awk -v release="$1" '$1 == release && !found { print $2; found = 1 }'
}

# in_namespace COMMAND...: as process 1; when it ends, what it started and mounted is gone.
in_namespace() { unshare --mount --pid --fork --kill-child --propagation private "$@"; }

# inside COMMAND...: runs in the project's folder on the fresh machine, with a newcomer's environment
# (but for a proxy, which the network may demand). The last line of the inner script keeps its bash as
# process 1, whose signals and orphans are special, so that the command itself is an ordinary process.
inside() {
  local environment=(HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb)
  environment+=(${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"})
  # shellcheck disable=SC2016  # expanded inside
  in_namespace bash -euc '
    mount -t proc proc "$1/proc"
    mount --rbind /sys "$1/sys"
    mount -t devpts devpts "$1/dev/pts"
    mount -t tmpfs tmpfs "$1/dev/shm"
    mount -t tmpfs tmpfs "$1/tmp"
    chroot "$1" env -i --chdir=/srv/crossover "${@:2}" || exit
  ' bash "$machine" "${environment[@]}" "$@"
}

# debootstrap brings the mirror along; names, certificates, proxy and access to it come from here.
make_machine() {
  say "making a bare $suite in $machine"
  # shellcheck disable=SC2086  # without a mirror, no argument
  in_namespace debootstrap --variant=minbase "$suite" "$machine" $mirror >"$logs/debootstrap" ||
    die "debootstrap failed; see $logs/debootstrap"
  cp /etc/hosts /etc/resolv.conf "$machine/etc/"
  cp -r /etc/apt/auth.conf.d "$machine/etc/apt/"
  apt-config dump | grep -E '^Acquire::(https?::|Check-)' >"$machine/etc/apt/apt.conf.d/90host" || true
  [[ $mirror != https:* ]] || install -D {,"$machine"}/etc/ssl/certs/ca-certificates.crt
}

put_project() {
  mkdir -p "$machine/srv/crossover"
  git archive HEAD | tar -x -C "$machine/srv/crossover"
}

# try NAME COMMAND...: runs it inside, shows and keeps what it prints, sets $code.
try() {
  local name=$1
  shift
  say "on the fresh machine: $*"
  code=0
  inside "$@" </dev/null 2>&1 | tee "$logs/$name" || code=${PIPESTATUS[0]}
}

# must WHAT COMMAND...
must() {
  "${@:2}" || die "not so: $1 (what was printed is in $logs)"
  say "holds: $1"
}

prints() { grep -qF -- "$2" "$logs/$1"; }
prints_not() { ! prints "$@"; }
ends_with() { ((code == $1)); }
has_page() { grep -q 'aria-label="the crossover"' "${result%.json}/report.html"; }

# What a second run must leave as it is.
installed() { cksum "$machine"/{var/lib/dpkg/status,srv/crossover/build/release/bench,srv/crossover/.deps/lib/*.a}; }

check() {
  local before result
  try bare ./run.sh --no-install
  must "--no-install names a missing package" prints bare ninja-build
  must "--no-install ends with exit code 2" ends_with 2

  try run ./run.sh
  must "./run.sh succeeds" ends_with 0
  must "Google Benchmark is no debug build" prints_not run "built as DEBUG"
  result=$(compgen -G "$machine/srv/crossover/results/*/*.json" | sort | tail -n 1) || true
  must "there are results" test -s "$result"
  must "they name a Release library" grep -q '"library_build_type": "release"' "$result"
  must "there is a page that begins with the crossover" has_page

  before=$(installed)
  try again ./run.sh --lives=3 --sample-ms=0.5
  must "a second ./run.sh succeeds" ends_with 0
  must "it installs nothing" prints_not again "installing packages"
  must "it compiles nothing" prints_not again "Building CXX"
  must "packages, library and program are the same" test "$before" == "$(installed)"

  try test ./test.sh
  must "./test.sh succeeds" ends_with 0
}

# shellcheck source=/dev/null
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")
suite=$release mirror='' machine=''
while (($#)); do
  case $1 in
    -h | --help) usage && exit ;;
    --suite) suite=${2:?"--suite takes a name"} && shift ;;
    --mirror) mirror=${2:?"--mirror takes a URL"} && shift ;;
    -*) die "unknown option $1; see --help" 2 ;;
    *) machine=$(cd "$OLDPWD" && realpath --canonicalize-missing "$1") ;;  # setup.sh has moved us
  esac
  shift
done

((EUID == 0)) || die "making a machine takes root: sudo $0" 2
for tool in debootstrap git unshare; do
  has "$tool" || die "$tool is missing; install it first" 2
done
[[ -n $mirror ]] || mirror=$(mirror_of_host "$release")
[[ ! -e $machine ]] || die "$machine exists; name a folder that does not" 2
logs=$(mktemp -d)
if [[ -z $machine ]]; then
  machine=$(mktemp -d) && chmod 755 "$machine"
  trap 'rm -rf --one-file-system "$machine"' EXIT
fi
make_machine
put_project
check
rm -r "$logs"
say "all is well on a fresh $suite"
