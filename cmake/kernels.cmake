include(CheckCXXCompilerFlag)

# The kernels, one source compiled for each instruction set; kernels() chooses at run time.
add_library(crossover_kernels STATIC benchmarks/kernels/choose_kernels.cpp)

function(add_kernels name)
  add_library(${name} OBJECT benchmarks/kernels/kernels.cpp)
  target_compile_options(${name} PRIVATE -O3 ${ARGN})
  target_sources(crossover_kernels PRIVATE $<TARGET_OBJECTS:${name}>)
endfunction()

# Whatever CXXFLAGS ask for: the last -march prevails.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  add_kernels(kernels_plain -march=x86-64)
  add_kernels(kernels_x86_64_v3 -march=x86-64-v3)
  add_kernels(kernels_x86_64_v4 -march=x86-64-v4)
else()
  add_kernels(kernels_plain)
endif()

# What a plain loop costs when the compiler may use all that this processor has.
add_library(native_squares OBJECT benchmarks/kernels/native_squares.cpp)
target_compile_options(native_squares PRIVATE -O3)
foreach(flag -march=native -mcpu=native)  # compilers for POWER and RISC-V know one of them, or none
  string(MAKE_C_IDENTIFIER "CROSSOVER_HAS${flag}" has_flag)
  check_cxx_compiler_flag(${flag} ${has_flag})
  if(${has_flag})
    target_compile_options(native_squares PRIVATE ${flag})
    break()
  endif()
endforeach()
target_sources(crossover_kernels PRIVATE $<TARGET_OBJECTS:native_squares>)
