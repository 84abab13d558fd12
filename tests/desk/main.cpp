// The test program is its own intake child, as the console is.
#include <gtest/gtest.h>

#include "data/ingest/child.hpp"

int main(int argc, char** argv) {
  if (const auto code = anxin::run_if_intake_child(argc, argv)) return *code;
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
