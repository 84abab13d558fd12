#include "console/window/damage.hpp"

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

namespace anxin {
namespace {

// Panels of three windows: one over the whole screen, a clock in a corner, a list.
class Panels : public ::testing::Test {
 protected:
  struct Wanted {
    ImU32 digit = 0xFFFFFFFF, row = 0xFF00FF00;
    bool list = true;
    float list_x = 600;
  };
  std::vector<PixelRect> frame(const Wanted& wanted) {
    ImDrawList whole(&shared_), clock(&shared_), list(&shared_);
    for (ImDrawList* l : {&whole, &clock, &list}) {
      l->_ResetForNewFrame();
      l->PushTextureID({});
      l->PushClipRect({0, 0}, {1280, 800});
    }
    whole.AddRectFilled({0, 0}, {1280, 40}, 0xFF101010);
    whole.AddRectFilled({1000, 700}, {1010, 710}, wanted.digit);
    whole.AddRectFilled({0, 760}, {1280, 800}, 0xFF101010);
    clock.AddRectFilled({1200, 8}, {1270, 32}, 0xFF808080);
    for (int i = 0; i < 20; ++i) {
      const float y = 100 + 20 * static_cast<float>(i);
      list.AddRectFilled({wanted.list_x, y}, {wanted.list_x + 200, y + 20}, i == 7 ? wanted.row : 0xFF202020);
    }
    std::vector<ImDrawList*> lists{&whole, &clock};
    if (wanted.list) lists.push_back(&list);
    ImDrawData data;
    data.CmdLists = lists.data();
    data.CmdListsCount = static_cast<int>(lists.size());
    data.DisplaySize = {1280, 800};
    return damage_.changed(data);
  }
  static bool covers(const std::vector<PixelRect>& rects, float x, float y) {
    return std::ranges::any_of(
        rects, [&](const PixelRect& r) { return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h; });
  }
  static float area(const std::vector<PixelRect>& rects) {
    float sum = 0;
    for (const PixelRect& r : rects) sum += r.w * r.h;
    return sum;
  }

  ImDrawListSharedData shared_;
  PanelDamage damage_;
};

TEST_F(Panels, NothingIsDamagedByTheSameFrameAgain) {
  const auto first = frame({});
  EXPECT_TRUE(covers(first, 1005, 705) && covers(first, 5, 5) && covers(first, 700, 300));
  EXPECT_FALSE(covers(first, 300, 500)) << "nothing is drawn there";
  EXPECT_TRUE(frame({}).empty());
}

TEST_F(Panels, OneChangedDigitDamagesItsOwnSquareThoughItsWindowSpansTheScreen) {
  (void)frame({});
  const auto out = frame({.digit = 0xFF0000FF});
  EXPECT_TRUE(covers(out, 1000, 700) && covers(out, 1009, 709));
  EXPECT_LE(area(out), 64 * 64);
}

TEST_F(Panels, AWindowThatGoesOrMovesDamagesWhereItWasAndWhereItIs) {
  (void)frame({});
  const auto gone = frame({.list = false});
  EXPECT_TRUE(covers(gone, 600, 100) && covers(gone, 799, 499));
  EXPECT_FALSE(covers(gone, 1005, 705));
  EXPECT_EQ(area(frame({})), area(gone)) << "come back";
  const auto moved = frame({.list_x = 100});
  EXPECT_TRUE(covers(moved, 610, 110) && covers(moved, 110, 110));
}

TEST_F(Panels, RowsThatChangePlacesAreSeen) {
  (void)frame({});
  EXPECT_TRUE(covers(frame({.row = 0xFF0000FF}), 610, 245));
}

TEST_F(Panels, AfterForgettingEverythingIsDamaged) {
  const auto first = frame({});
  damage_.forget();
  EXPECT_EQ(area(frame({})), area(first));
}

TEST(Damage, OutsideAHoleAreItsFourSidesAndNothingTwice) {
  const auto sides = outside({0, 0, 100, 80}, {20, 30, 40, 10});
  ASSERT_EQ(sides.size(), 4u);
  float sum = 0;
  for (const PixelRect& side : sides) sum += side.w * side.h;
  EXPECT_EQ(sum, 100 * 80 - 40 * 10);
  EXPECT_EQ(outside({0, 0, 100, 80}, {-5, -5, 50, 200}).size(), 1u) << "the left half is gone";
  EXPECT_TRUE(outside({10, 10, 5, 5}, {0, 0, 100, 80}).empty());
  EXPECT_EQ(outside({10, 10, 5, 5}, {15, 0, 100, 80}).size(), 1u) << "side by side";
}

TEST(Damage, RectanglesFarApartOfAnLStayApart) {
  EXPECT_EQ(tidied({{0, 0, 1000, 100}, {0, 100, 100, 900}}, 1920, 1080).size(), 2u);
}

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
