# What `cmake --install` puts where. The programs in Python and ./bench lie in one folder as they do here, so that they
# find each other; bin/crossover starts them.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(programs ${CMAKE_INSTALL_LIBDIR}/crossover)  # not meant to be called directly

# All that registers itself, and the main function: linked as a whole with a file of the user's, it is another ./bench.
add_library(crossover STATIC benchmarks/main.cpp $<TARGET_OBJECTS:crossover_strategies>
  $<TARGET_OBJECTS:crossover_workloads> $<TARGET_OBJECTS:crossover_bench>)
target_link_libraries(crossover PRIVATE crossover_strategies crossover_workloads crossover_bench)

# As the linker of any program finds them. A static Google Benchmark comes along.
set(link_names crossover_core crossover_kernels benchmark hwloc)
if(CROSSOVER_TBB AND TARGET TBB::tbb)
  list(APPEND link_names tbb)
endif()
if(CROSSOVER_OPENMP AND TARGET OpenMP::OpenMP_CXX)
  list(APPEND link_names ${OpenMP_CXX_LIB_NAMES})
endif()
if(CROSSOVER_URING AND TARGET PkgConfig::liburing)
  list(APPEND link_names uring)
endif()
list(APPEND link_names pthread ${CMAKE_DL_LIBS})
list(REMOVE_DUPLICATES link_names)
list(TRANSFORM link_names PREPEND "-l" OUTPUT_VARIABLE link_flags)
list(JOIN link_flags " " link_flags)

get_target_property(benchmark_type benchmark::benchmark TYPE)
if(benchmark_type STREQUAL "STATIC_LIBRARY")
  install(FILES $<TARGET_FILE:benchmark::benchmark> DESTINATION ${programs})
endif()
install(TARGETS crossover crossover_core crossover_kernels ARCHIVE DESTINATION ${programs})
install(TARGETS bench RUNTIME DESTINATION ${programs})
if(TARGET crossover_mpi)
  install(TARGETS crossover_mpi LIBRARY DESTINATION ${programs})
endif()
install(DIRECTORY include/crossover DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# Without the programs that only we use.
install(DIRECTORY analysis plots DESTINATION ${programs} USE_SOURCE_PERMISSIONS
  PATTERN __pycache__ EXCLUDE REGEX "plots/(check_advice|check_compare|readme_answer|targets)\\.py$" EXCLUDE)
install(PROGRAMS benchmarks/record.py DESTINATION ${programs}/benchmarks)
install(DIRECTORY benchmarks/recorder DESTINATION ${programs}/benchmarks PATTERN __pycache__ EXCLUDE)
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES README.md RELIABILITY.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})

find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)  # with -DPython3_EXECUTABLE=, another one
file(RELATIVE_PATH programs_from_bin /${CMAKE_INSTALL_BINDIR} /${programs})
configure_file(packaging/crossover.in ${CMAKE_BINARY_DIR}/packaging/crossover @ONLY)
install(PROGRAMS ${CMAKE_BINARY_DIR}/packaging/crossover DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY python/crossover DESTINATION lib/python3/dist-packages PATTERN __pycache__ EXCLUDE)

set(config ${CMAKE_INSTALL_LIBDIR}/cmake/crossover)
configure_package_config_file(packaging/crossoverConfig.cmake.in ${CMAKE_BINARY_DIR}/packaging/crossoverConfig.cmake
  INSTALL_DESTINATION ${config} PATH_VARS CMAKE_INSTALL_INCLUDEDIR programs)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/packaging/crossoverConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/packaging/crossoverConfig.cmake
  ${CMAKE_BINARY_DIR}/packaging/crossoverConfigVersion.cmake DESTINATION ${config})
file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(packaging/crossover.pc.in ${CMAKE_BINARY_DIR}/packaging/crossover.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/packaging/crossover.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# cpack -G DEB, in the build folder.
set(CPACK_PACKAGE_NAME crossover)
set(CPACK_PACKAGE_CONTACT "the makers of Crossover")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "measures which concurrency strategy fits a job on this machine")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "python3 (>= 3.9), python3-matplotlib, python3-scipy, python3-jsonschema, python3-jinja2")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
  "g++, cmake (>= 3.22), libhwloc-dev, libtbb-dev, liburing-dev, libjs-chart.js, python3-rich")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/packaging/prerm)
set(CPACK_STRIP_FILES ON)
include(CPack)
