# An optional library: CROSSOVER_WITH_<NAME> is 1 in all code where it is there and not switched off
# with -DCROSSOVER_<NAME>=OFF, else 0. What needs it then says that it is unavailable.
include(CheckCXXSourceCompiles)
include(CheckIncludeFileCXX)

function(set_optional upper available why)
  add_compile_definitions(CROSSOVER_WITH_${upper}=${available})
  message(STATUS "CROSSOVER_WITH_${upper}=${available} (${why})")
endfunction()

macro(find_optional_library name target)
  string(TOUPPER ${name} upper)
  option(CROSSOVER_${upper} "Use ${name} where it is installed" ON)
  if(CROSSOVER_${upper})
    find_package(${name} QUIET)
  endif()
  if(NOT CROSSOVER_${upper})
    set_optional(${upper} 0 "switched off")
  elseif(NOT TARGET ${target})
    set_optional(${upper} 0 "not found")
  else()
    set_optional(${upper} 1 "${${name}_VERSION}")
    list(APPEND optional_libraries ${target})
  endif()
endmacro()

# The standard library's parallel algorithms; libstdc++ runs them on oneTBB.
macro(find_optional_parallel_algorithms)
  if(NOT TARGET TBB::tbb OR NOT CROSSOVER_TBB)
    set_optional(STDPAR 0 "needs oneTBB")
  else()
    set(CMAKE_REQUIRED_FLAGS -std=c++20)
    set(CMAKE_REQUIRED_LIBRARIES TBB::tbb)
    check_cxx_source_compiles("
      #include <algorithm>
      #include <execution>
      int main(int count, char** words) {
        std::for_each(std::execution::par, words, words + count, [](char*&) {});
      }" CROSSOVER_HAS_PARALLEL_ALGORITHMS)
    unset(CMAKE_REQUIRED_FLAGS)
    unset(CMAKE_REQUIRED_LIBRARIES)
    if(CROSSOVER_HAS_PARALLEL_ALGORITHMS)
      set_optional(STDPAR 1 "std::execution::par compiles")
    else()
      set_optional(STDPAR 0 "the standard library has none")
    endif()
  endif()
endmacro()

# Linux's futex(2); without it std::atomic::wait.
macro(find_optional_futex)
  option(CROSSOVER_FUTEX "Sleep on futexes where the system has them" ON)
  check_include_file_cxx(linux/futex.h CROSSOVER_HAS_FUTEX)
  if(NOT CROSSOVER_FUTEX)
    set_optional(FUTEX 0 "switched off")
  elseif(NOT CROSSOVER_HAS_FUTEX)
    set_optional(FUTEX 0 "not found")
  else()
    set_optional(FUTEX 1 "linux/futex.h")
  endif()
endmacro()

# liburing, the interface to Linux's io_uring(7).
macro(find_optional_uring)
  option(CROSSOVER_URING "Use liburing where it is installed" ON)
  if(CROSSOVER_URING)
    pkg_check_modules(liburing QUIET IMPORTED_TARGET liburing>=2.2)
  endif()
  if(NOT CROSSOVER_URING)
    set_optional(URING 0 "switched off")
  elseif(NOT TARGET PkgConfig::liburing)
    set_optional(URING 0 "not found")
  else()
    set_optional(URING 1 "${liburing_VERSION}")
    list(APPEND optional_libraries PkgConfig::liburing)
  endif()
endmacro()
