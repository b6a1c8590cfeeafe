#!/usr/bin/env bash
# What run.sh and test.sh share: finding what Crossover needs, installing what is missing, building.
# They source this file; ./setup.sh on its own only installs. It changes nothing but the
# distribution's packages and the folder .deps/ (git-ignored): a Release build of Google Benchmark and,
# where apt cannot help, a Python environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"  # every path below is relative to the project

readonly deps="$PWD/.deps"
manager=         # of packages; set below
may_install=yes  # --no-install: only say what is missing
python=python3   # setup() replaces it by one that has the modules we need

# level, package for apt, dnf, pacman and apk, why; -: there is none. A level includes the ones before it. Only apt's
# names were tried on their system.
needs() {
  cat <<'END'
build g++                  gcc-c++                gcc                 g++                   compiles C++20
build cmake                cmake                  cmake               cmake                 configures the build
build ninja-build          ninja-build            ninja               ninja-build           runs the build
build pkg-config           pkgconf-pkg-config     pkgconf             pkgconf               finds hwloc
build libboost-dev         boost-devel            boost               boost-dev             Boost.Interprocess: memory shared between processes; Boost.Asio: a strategy
build libcli11-dev         cli11-devel            cli11               cli11-dev             reads the command line
build nlohmann-json3-dev   json-devel             nlohmann-json       nlohmann-json         reads and writes JSON: orders and rows of a recording
build libhwloc-dev         hwloc-devel            hwloc               hwloc-dev             the machine's caches and cores, for the record
build libtbb-dev           tbb-devel              onetbb              onetbb-dev            the oneTBB and std::execution strategies (optional in the build)
build liburing-dev         liburing-devel         liburing            liburing-dev          the io_uring strategy (optional in the build)
build dpkg-dev             google-benchmark-devel benchmark           benchmark-dev         Google Benchmark; of Debian's, which has its assertions, the source is unpacked
build python3              python3                python              python3               runs the charts, the table and the Python strategies
build python3-matplotlib   python3-matplotlib     python-matplotlib   py3-matplotlib        draws the charts
build python3-scipy        python3-scipy          python-scipy        py3-scipy             Student's t and the fit of scaling laws
build python3-jsonschema   python3-jsonschema     python-jsonschema   py3-jsonschema        holds recordings against their schema
build python3-jinja2       python3-jinja2         python-jinja        py3-jinja2            fills the templates of the pages, and escapes what names say
build libjs-chart.js       -                      -                   -                     charts that answer to the mouse (optional: still pictures without it)
build python3-rich         python3-rich           python-rich         py3-rich              the progress bar of a recording (optional: plain lines without it)
test  libgtest-dev         gtest-devel            gtest               gtest-dev             GoogleTest
test  libgmock-dev         gmock-devel            gtest               gtest-dev             its matchers
test  python3-pytest       python3-pytest         python-pytest       py3-pytest            tests the programs in Python
test  python3-pytest-xdist python3-pytest-xdist   python-pytest-xdist py3-pytest-xdist      runs these tests on all CPUs
test  python3-hypothesis   python3-hypothesis     python-hypothesis   py3-hypothesis        looks for input that breaks them
test  libthread-pool-dev   -                      -                   -                     a pool for the example of a strategy of one's own
test  libbenchmark-tools   -                      -                   -                     Google Benchmark's own compare.py, which must be able to read our files
ci    libopenmpi-dev       openmpi-devel          openmpi             openmpi-dev           the mpi strategies (optional in the build)
ci    openmpi-bin          openmpi                openmpi             openmpi               starts their ranks
ci    iproute2             iproute-tc             iproute2            iproute2              hosts and links between them, for their tests
ci    clang                clang                  clang               clang                 compiles the sanitizer builds
ci    libclang-rt-dev      compiler-rt            compiler-rt         compiler-rt           the sanitizers' run-time libraries
ci    libomp-dev           libomp-devel           openmp              openmp-dev            an OpenMP that ThreadSanitizer understands
ci    clang-format         clang-tools-extra      clang               clang-extra-tools     checks the layout of the code
ci    clang-tidy           clang-tools-extra      clang               clang-extra-tools     checks the code
ci    shellcheck           ShellCheck             shellcheck          shellcheck            checks the scripts
ci    python3-flake8       python3-flake8         flake8              py3-flake8            looks for mistakes in the programs in Python
ci    python3-mypy         python3-mypy           mypy                mypy                  checks the types of the programs in Python
ci    git                  git                    git                 git                   lists the files to check
ci    chromium             chromium               chromium            chromium              opens the pages in a real browser
ci    chromium-driver      chromedriver           chromium            chromium-chromedriver lets a program use it
ci    python3-selenium     python3-selenium       python-selenium     py3-selenium          the program's side of that
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

# The package manager that is here; none if we know it not.
package_manager() {
  local each
  for each in apt-get dnf pacman apk; do
    ! has "$each" || { echo "$each" && return; }
  done
}

manager=$(package_manager)

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
  [[ $1 != ci ]] || echo selenium flake8 mypy
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

# Python's modules come as packages only where no Python has them and we may install; see choose_python.
manager_serves_python() {
  # shellcheck disable=SC2046  # one word for each module
  [[ -z ${PYTHON:-} ]] && can_be_root && ! find_python $(modules_of "$1") "$optional_module" >/dev/null
}

# is_installed PACKAGE
is_installed() {
  case $manager in
    dnf) rpm -q --quiet --whatprovides "$1" ;;
    pacman) pacman -Q "$1" &>/dev/null ;;
    apk) apk info -e "$1" >/dev/null ;;
  esac
}

missing_packages() {
  local column each wanted skip='^$'
  manager_serves_python "$1" || skip='^\(python3\?\|py3\)-'
  case $manager in apt-get) column=2 ;; dnf) column=3 ;; pacman) column=4 ;; apk) column=5 ;; esac
  mapfile -t wanted < <(needs_of "$1" | awk -v column="$column" '$column != "-" { print $column }' | LC_ALL=C sort -u |
    grep -v "$skip")
  if [[ $manager == apt-get ]]; then
    # shellcheck disable=SC2016  # the fields are dpkg-query's
    LC_ALL=C comm -23 <(printf '%s\n' "${wanted[@]}") \
      <(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null |
        sed -n 's/ installed$//p' | LC_ALL=C sort -u)
  else
    for each in "${wanted[@]}"; do is_installed "$each" || echo "$each"; done
  fi
}

# The lists are refreshed first: old ones name files that the mirrors no longer have. One broken
# third-party source fails the refresh but not the installation, so only the latter counts.
install_packages() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120)
  local install=() by_hand="as root: $manager "
  case $manager in
    apt-get) install=("${apt[@]}" install --yes --no-install-recommends) by_hand+="install --no-install-recommends $*" ;;
    dnf) install=(dnf install --assumeyes --setopt=install_weak_deps=False) by_hand+="install $*" ;;
    pacman) install=(pacman -Sy --needed --noconfirm) by_hand+="-S --needed $*" ;;
    apk) install=(apk add) by_hand+="add $*" ;;
  esac
  can_be_root || die "packages are missing; you are not root and there is no sudo, so run, $by_hand"
  say "installing packages: $*"
  [[ $manager != apt-get ]] || as_root "${apt[@]}" update >&2 ||
    say "could not refresh the package lists; trying with those at hand"
  as_root "${install[@]}" "$@" >&2 ||
    die "$manager failed (reason above); check network and permissions and try again, or run, $by_hand"
}

# On other systems we cannot tell what is installed, so the user does, with --no-install.
name_needs() {
  say "this system has no apt-get, dnf, pacman or apk; Crossover needs its counterparts of these Debian packages:"
  needs_of "$1" | awk '{ printf "  %-22s", $2; $1 = $2 = $3 = $4 = $5 = ""; sub(/^ +/, ""); print }' >&2
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
  { python3 -m venv "$deps/python" && "$deps/python/bin/pip" install --quiet "${@/#xdist/pytest-xdist}" >&2; } ||
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
  if [[ -n $manager ]]; then mapfile -t missing < <(missing_packages "$1"); else name_needs "$1"; fi
  if [[ $may_install == no ]]; then
    only_tell "${missing[@]}"
  else
    ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
    has_release_benchmark || { [[ $manager == apt-get ]] && build_benchmark; } ||
      die "no Release build of Google Benchmark 1.7 or newer is found (see .deps/probe/log); let CMAKE_PREFIX_PATH name one"
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
