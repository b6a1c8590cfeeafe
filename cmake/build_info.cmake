# build_info.hpp: what this build is. Looked at again in every build, since a commit that is recorded
# wrongly is worse than none; rewritten only if it has changed.
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type_upper)
string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type_upper}}" all_flags)

set(build_info ${CMAKE_BINARY_DIR}/generated/build_info.hpp)
add_custom_target(build_info_header
  COMMAND ${CMAKE_COMMAND}
    -D source=${CMAKE_SOURCE_DIR}
    -D output=${build_info}
    -D version=${PROJECT_VERSION}
    -D "compiler=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
    -D "flags=${all_flags}"
    -D type=${CMAKE_BUILD_TYPE}
    -D benchmark_version=${benchmark_VERSION}
    -P ${CMAKE_SOURCE_DIR}/cmake/write_build_info.cmake
  BYPRODUCTS ${build_info}
  COMMENT "Looking which commit this is"
  VERBATIM)

add_library(build_info INTERFACE)
add_dependencies(build_info build_info_header)
