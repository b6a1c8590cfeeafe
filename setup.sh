#!/usr/bin/env bash
# What run.sh and test.sh share: finding what Crossover needs, installing what is missing, building.
# They source this file; ./setup.sh on its own only installs. It changes nothing but the
# distribution's packages and the folder .deps/ (git-ignored): a Release build of Google Benchmark and,
# where apt cannot help, a Python environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"  # every path below is relative to the project

readonly deps="$PWD/.deps"
may_install=yes  # --no-install: only say what is missing
python=python3   # setup() replaces it by one that has the modules we need

# level, Debian package, why. A level includes the ones before it.
needs() {
  cat <<'END'
build g++                 compiles C++20
build cmake               configures the build
build ninja-build         runs the build
build pkg-config          finds hwloc
build libboost-dev        Boost.Interprocess: memory shared between processes; Boost.Asio: a strategy
build libcli11-dev        reads the command line
build nlohmann-json3-dev  reads and writes JSON: orders and rows of a recording
build libhwloc-dev        the machine's caches and cores, for the record
build libtbb-dev          the oneTBB and std::execution strategies (optional in the build)
build liburing-dev        the io_uring strategy (optional in the build)
build dpkg-dev            unpacks the source package of Google Benchmark
build python3             runs the charts, the table and the Python strategies
build python3-matplotlib  draws the charts
build python3-scipy       Student's t and the fit of scaling laws
build python3-jsonschema  holds recordings against their schema
build python3-jinja2      fills the templates of the pages, and escapes what names say
build libjs-chart.js      charts that answer to the mouse (optional: still pictures without it)
build python3-rich        the progress bar of a recording (optional: plain lines without it)
test  libgtest-dev        GoogleTest
test  libgmock-dev        its matchers
test  python3-pytest      tests the programs in Python
test  python3-pytest-xdist  runs these tests on all CPUs
test  python3-hypothesis  looks for input that breaks them
test  libbenchmark-tools  Google Benchmark's own compare.py, which must be able to read our files
ci    clang               compiles the sanitizer builds
ci    libclang-rt-dev     the sanitizers' run-time libraries
ci    libomp-dev          an OpenMP that ThreadSanitizer understands
ci    clang-format        checks the layout of the code
ci    clang-tidy          checks the code
ci    shellcheck          checks the scripts
ci    python3-flake8      looks for mistakes in the programs in Python
ci    git                 lists the files to check
ci    chromium            opens the pages in a real browser
ci    chromium-driver     lets a program use it
ci    python3-selenium    the program's side of that
END
}

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# die SENTENCE [EXIT CODE]
die() {
  say "$1"
  exit "${2:-1}"
}

has() { command -v "$1" >/dev/null; }

can_be_root() { ((EUID == 0)) || has sudo; }

as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }

# The rows of the table that a level asks for.
needs_of() {
  case $1 in
    build) needs | grep '^build ' ;;
    test) needs | grep -v '^ci ' ;;
    ci) needs ;;
    *) die "no level '$1'; there are build, test and ci" 2 ;;
  esac
}

# What a Python must have; optional_module is what it should have too.
modules_of() {
  echo matplotlib scipy jinja2 jsonschema
  [[ $1 == build ]] || echo pytest xdist hypothesis
  [[ $1 != ci ]] || echo selenium flake8
}
readonly optional_module=rich

# find_python MODULE...: the first Python that imports them all. The python3 on PATH (a pyenv, say)
# may lack what the system's has. $PYTHON, where it is set, is the only candidate.
find_python() {
  local candidate candidates=(python3 /usr/bin/python3 "$deps/python/bin/python3")
  [[ -z ${PYTHON:-} ]] || candidates=("$PYTHON")
  for candidate in "${candidates[@]}"; do
    if "$candidate" -c "import $(IFS=, && echo "$*")" 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# Python's modules come from apt only where no Python has them and apt may install; see choose_python.
apt_serves_python() {
  # shellcheck disable=SC2046  # one word for each module
  [[ -z ${PYTHON:-} ]] && can_be_root && ! find_python $(modules_of "$1") "$optional_module" >/dev/null
}

missing_packages() {
  local wanted skip='^$'
  apt_serves_python "$1" || skip='^python3-'
  mapfile -t wanted < <(needs_of "$1" | awk '{ print $2 }' | grep -v "$skip")
  # shellcheck disable=SC2016  # the fields are dpkg-query's
  LC_ALL=C comm -23 <(printf '%s\n' "${wanted[@]}" | LC_ALL=C sort) \
    <(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null |
      sed -n 's/ installed$//p' | LC_ALL=C sort -u)
}

# The lists are refreshed first: old ones name files that the mirrors no longer have. One broken
# third-party source fails the refresh but not the installation, so only the latter counts.
install_packages() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120)
  local by_hand="as root: apt-get install --no-install-recommends $*"
  can_be_root || die "packages are missing; you are not root and there is no sudo, so run, $by_hand"
  say "installing packages: $*"
  as_root "${apt[@]}" update >&2 || say "could not refresh the package lists; trying with those at hand"
  as_root "${apt[@]}" install --yes --no-install-recommends "$@" >&2 ||
    die "apt-get failed (reason above); check network and permissions and try again, or run, $by_hand"
}

# On other systems we cannot tell what is installed, so the user does, with --no-install.
name_needs() {
  say "this system has no apt-get; Crossover needs its counterparts of these Debian packages:"
  needs_of "$1" | sed 's/^[a-z]* */  /' >&2
  [[ $may_install == no ]] || die "install them and a Release build of Google Benchmark, then add --no-install"
}

# Asks the Google Benchmark that CMake finds (in .deps, else wherever CMAKE_PREFIX_PATH or benchmark_DIR
# lead) how it was built. Left in place, the probe costs the next call a fraction of a second.
has_release_benchmark() {
  local probe="$deps/probe"
  mkdir -p "$probe"
  [[ -e $probe/CMakeLists.txt ]] || cat >"$probe/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.20)
project(probe CXX)
find_package(benchmark 1.7 CONFIG REQUIRED)
file(CONFIGURE OUTPUT probe.cpp @ONLY CONTENT "#include <benchmark/benchmark.h>
static void probe(benchmark::State& state) { for (auto _ : state) {} }
BENCHMARK(probe)->Iterations(1);")
add_executable(probe ${CMAKE_CURRENT_BINARY_DIR}/probe.cpp)
target_link_libraries(probe benchmark::benchmark_main)
END
  {
    cmake -G Ninja -S "$probe" -B "$probe/build" -U benchmark_DIR -DCMAKE_PREFIX_PATH="$deps" &&
      cmake --build "$probe/build" && "$probe/build/probe" --benchmark_format=json
  } &>"$probe/log" && grep -q '"library_build_type": "release"' "$probe/log"
}

# Fetches the distribution's source package into a folder; apt checks its signature. Source entries
# are rarely enabled, so this asks with lists and settings of its own; it needs no root and leaves
# the system's as they are.
fetch_benchmark() {
  local list
  mkdir -p "$1"/{sources,state/lists/partial,cache/archives/partial}
  for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources}; do
    [[ ! -r $list ]] || sed -E -e 's/^Types:.*/Types: deb-src/I' -e 's/^\s*deb\s/deb-src /' \
      "$list" >"$1/sources/${list##*/}"
  done
  # Root's apt would hand downloads to a user who cannot write into this folder: hence Sandbox.
  cat >"$1/apt.conf" <<END
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
APT::Sandbox::User "root";
Dir::State "$1/state";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$1/cache";
Dir::Etc::sourcelist "-";
Dir::Etc::sourceparts "$1/sources";
END
  (
    cd "$1"
    apt-get -qq -c apt.conf update >&2 || true  # one broken source does not matter if another serves
    apt-get -qq -c apt.conf source --only-source benchmark >&2
  )
}

# compile_benchmark SOURCE BUILD: as one static library. The version comes from the folder's name, since
# the package leaves it to its packager and Git would name our project's.
compile_benchmark() {
  local version=${1%/}
  cmake -G Ninja -S "$1" -B "$2" --log-level=WARNING --no-warn-unused-cli -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX="$deps" -DCMAKE_INSTALL_LIBDIR=lib -DCMAKE_INSTALL_MESSAGE=NEVER \
    -DBUILD_SHARED_LIBS=OFF -DBENCHMARK_ENABLE_TESTING=OFF -DBENCHMARK_ENABLE_WERROR=OFF \
    -DBENCHMARK_ENABLE_LTO=OFF -DBENCHMARK_INSTALL_DOCS=OFF -DCMAKE_DISABLE_FIND_PACKAGE_Git=ON \
    -DGIT_VERSION="${version##*-}" >&2 &&
    cmake --build "$2" --target install >&2
}

# The packaged library (libbenchmark-dev) is compiled with its assertions and says in every run that
# timings may suffer; so we build the same source as Release.
build_benchmark() {
  local work="$deps/work"
  say "building a Release Google Benchmark from the distribution's source package, into .deps/"
  rm -rf "$work" "$deps/probe"
  fetch_benchmark "$work" ||
    die "no source package 'benchmark' (reason above); check the network, or let CMAKE_PREFIX_PATH name a Release build"
  compile_benchmark "$work"/benchmark-*/ "$work/build" || die "Google Benchmark did not build (reason above)"
  rm -rf "$work"
  has_release_benchmark || die "the result is no Release build of version 1.7 or newer; see .deps/probe/log"
}

# choose_python MODULE...: sets $python, by making an environment of our own if need be.
choose_python() {
  python=$(find_python "$@" "$optional_module") || python=$(do_without_optional "$@") ||
    make_python "$@" "$optional_module"
  say "using $python"
}

do_without_optional() { [[ $may_install == no || -n ${PYTHON:-} ]] && find_python "$@"; }

make_python() {
  [[ -z ${PYTHON:-} ]] || die "PYTHON=$PYTHON cannot import $*; install them there or unset PYTHON" 2
  [[ $may_install == yes ]] || die "no Python with $*; install them, or name one with PYTHON=..." 2
  say "no Python has $*; making one in .deps/python with pip"
  { python3 -m venv "$deps/python" && "$deps/python/bin/pip" install --quiet "$@" >&2; } ||
    die "could not make it (reason above); install Python's $*, or name a Python that has them with PYTHON=..."
  python="$deps/python/bin/python3"
}

# Ends with exit code 2 if something is missing.
only_tell() {
  local missing=()
  (($# == 0)) || missing+=("packages: $*")
  has_release_benchmark || missing+=("a Release build of Google Benchmark (built into .deps/)")
  ((${#missing[@]} == 0)) || die "missing $(printf '%s; ' "${missing[@]}")leave out --no-install to get them" 2
}

# setup LEVEL: afterwards everything is there, and $python names a Python that has what we need.
setup() {
  local missing=()
  if has apt-get; then mapfile -t missing < <(missing_packages "$1"); else name_needs "$1"; fi
  if [[ $may_install == no ]]; then
    only_tell "${missing[@]}"
  else
    ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
    has_release_benchmark || build_benchmark
  fi
  # shellcheck disable=SC2046  # one word for each module
  choose_python $(modules_of "$1")
}

# build PRESET TARGET [FLAG...]: configures with CMake's flags and compiles; where nothing changed, that takes a
# second. With -U, CMake looks for Google Benchmark anew: an earlier configuration may remember a debug build.
build() {
  cmake --preset "$1" -U benchmark_DIR "${@:3}" >&2 && cmake --build "build/$1" --target "$2" >&2
}

usage() {
  cat <<'END'
Usage: ./setup.sh [--no-install] [build|test|ci]
Installs what Crossover needs: to build and run (the default), to test, or to run every check.
  --no-install  only say what is missing; the exit code is 2 if something is
END
}

main() {
  local arg level=build
  for arg; do
    case $arg in
      --no-install) may_install=no ;;
      -h | --help) usage && return ;;
      *) level=$arg ;;
    esac
  done
  needs_of "$level" >/dev/null
  setup "$level"
  say "everything is there"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
