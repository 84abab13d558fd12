#include "console/desk/jobs.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <vector>

namespace anxin {
namespace {

TEST(Jobs, RunInTheOrderInWhichTheyWerePosted) {
  Jobs jobs;
  std::vector<int> seen;  // touched by the worker only, read after wait_idle
  for (int i = 0; i < 100; ++i) jobs.post("", [&seen, i] { seen.push_back(i); });
  jobs.wait_idle();
  ASSERT_EQ(seen.size(), 100u);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(seen[i], i);
}

TEST(Jobs, ANewerRequestWithTheSameTagReplacesOneThatHasNotBegun) {
  Jobs jobs;
  std::latch begun(1), go(1);
  std::vector<int> seen;
  jobs.post("first", [&] {
    begun.count_down();
    go.wait();
  });
  begun.wait();
  jobs.post("detail", [&] { seen.push_back(1); });
  jobs.post("other", [&] { seen.push_back(2); });
  jobs.post("detail", [&] { seen.push_back(3); });
  go.count_down();
  jobs.wait_idle();
  EXPECT_EQ(seen, (std::vector<int>{3, 2})) << "the newer one takes the older one's place in the line";
}

TEST(Jobs, AJobThatRunsIsNotReplaced) {
  Jobs jobs;
  std::latch begun(1), go(1);
  std::atomic<int> runs = 0;
  jobs.post("a", [&] {
    begun.count_down();
    go.wait();
    ++runs;
  });
  begun.wait();
  jobs.post("a", [&] { ++runs; });
  go.count_down();
  jobs.wait_idle();
  EXPECT_EQ(runs, 2);
}

TEST(Jobs, WhatWaitsWhenTheyStopIsNeverBegun) {
  std::atomic<int> runs = 0;
  std::latch begun(1), go(1);
  {
    Jobs jobs;
    jobs.post("a", [&] {
      begun.count_down();
      go.wait();
      ++runs;
    });
    begun.wait();
    jobs.post("b", [&] { ++runs; });
    EXPECT_FALSE(jobs.idle());
    go.count_down();
    jobs.stop();
    jobs.post("c", [&] { ++runs; });
  }
  EXPECT_LE(runs, 2) << "b may have begun before stop; c may not";
  EXPECT_GE(runs, 1);
}

}  // namespace
}  // namespace anxin
