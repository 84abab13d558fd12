#include "console/window/damage.hpp"

#include <gtest/gtest.h>

namespace anxin {
namespace {

TEST(Damage, RectanglesThatMeetBecomeOneAndTheRestStayApart) {
  const auto out = tidied({{0, 0, 100, 40}, {50, 20, 100, 100}, {500, 500, 10, 10}}, 1920, 1080);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0].w, 150);
  EXPECT_EQ(out[0].h, 120);
  EXPECT_EQ(out[1].x, 500);
}

TEST(Damage, AChainOfThreeBecomesOneWhateverTheOrder) {
  const auto out = tidied({{0, 0, 10, 10}, {18, 0, 10, 10}, {9, 0, 10, 10}}, 100, 100);
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].w, 28);
}

TEST(Damage, IsClippedToTheWindowAndToWholePixels) {
  const auto out = tidied({{-5.5F, 3.2F, 20, 10}, {200, 0, 5, 5}}, 100, 100);
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].x, 0);
  EXPECT_EQ(out[0].y, 3);
  EXPECT_EQ(out[0].w, 15);
  EXPECT_EQ(out[0].h, 11);
}

}  // namespace
}  // namespace anxin
