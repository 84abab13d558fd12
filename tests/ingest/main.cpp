// The test program is its own intake child: /proc/self/exe with the hidden word. Work beginning with "plant-"
// is a planted fault behind the same sandbox, so that every bound is seen to fire.
#include <gtest/gtest.h>

#include "data/ingest/child.hpp"
#include "tests/ingest/plants.hpp"

int main(int argc, char** argv) {
  if (const auto code = anxin::test::run_if_plant(argc, argv)) return *code;
  if (const auto code = anxin::run_if_intake_child(argc, argv)) return *code;
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
