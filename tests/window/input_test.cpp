#include "console/window/input.hpp"

#include <gtest/gtest.h>

namespace anxin {
namespace {

using Kind = InputEvent::Kind;

InputEvent move(double x) { return {Kind::Move, x, 0}; }
InputEvent button(int code, int action) { return {Kind::Button, 0, 0, code, 0, action, 0}; }

TEST(Input, ADragWithinOneFrameReachesThree) {
  InputQueue queue;
  for (const InputEvent& e : {move(10), button(0, 1), move(20), move(90), button(0, 0)}) queue.push(e);
  const auto press = queue.take();
  ASSERT_EQ(press.size(), 2u);
  EXPECT_EQ(press[0].x, 10);
  EXPECT_EQ(press[1].action, 1);
  const auto way = queue.take();
  ASSERT_EQ(way.size(), 2u);
  EXPECT_EQ(way[1].x, 90);
  const auto release = queue.take();
  ASSERT_EQ(release.size(), 1u);
  EXPECT_EQ(release[0].action, 0);
  EXPECT_TRUE(queue.empty());
}

TEST(Input, AClickWithinOneFrameReachesTwo) {
  InputQueue queue;
  queue.push(button(0, 1));
  queue.push(button(0, 0));
  EXPECT_EQ(queue.take().size(), 1u);
  EXPECT_EQ(queue.take().size(), 1u);
}

TEST(Input, ManyMovesAreOneFrame) {
  InputQueue queue;
  for (int i = 0; i < 50; ++i) queue.push(move(i));
  EXPECT_EQ(queue.take().size(), 50u);
}

TEST(Input, AKeyPressedAndReleasedIsSeenPressed) {
  InputQueue queue;
  queue.push({Kind::Key, 0, 0, 70, 0, 1, 0});
  queue.push({Kind::Key, 0, 0, 70, 0, 0, 0});
  EXPECT_EQ(queue.take().size(), 1u);
  EXPECT_FALSE(queue.empty());
}

TEST(Input, AnEmptyQueueGivesNothing) {
  InputQueue queue;
  EXPECT_TRUE(queue.take().empty());
}

}  // namespace
}  // namespace anxin
