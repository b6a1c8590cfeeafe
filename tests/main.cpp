#include <gtest/gtest.h>

#include "crossover/spawned_worker.hpp"

int main(int argc, char** argv) {
  if (const auto exit_code = crossover::run_as_spawned_worker(argc, argv)) {
    return *exit_code;
  }
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
