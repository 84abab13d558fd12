// The wall (UX 3.2, 10.6): its size by the pitch of its pixels, the lock of its view, what it refuses.
#include "console/panels/wall.hpp"

#include <gtest/gtest.h>

#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

constexpr int kL = 'L', kEscape = 256, kSlash = '/';

// UX 2, the table of walls: 4K screens of 98, 86 and 55 inches, and an LED wall.
TEST(Wall, IsAsLargeAsItsPitchAsks) {
  const float plain = wall_ui_scale(3840, 2160, 0);
  EXPECT_FLOAT_EQ(plain, kWallScale);
  EXPECT_FLOAT_EQ(wall_ui_scale(3840, 2160, 0.9F), plain);
  EXPECT_FLOAT_EQ(wall_ui_scale(3840, 2160, 0.565F), plain);
  EXPECT_FLOAT_EQ(wall_ui_scale(3840, 2160, 0.496F), plain);
  EXPECT_NEAR(wall_ui_scale(3840, 2160, 0.317F), 1.7F * plain, 0.001F);
  EXPECT_FLOAT_EQ(wall_ui_scale(1920, 1080, 0), plain / 2);
  EXPECT_FLOAT_EQ(wall_ui_scale(1920, 1080, 1.8F), plain / 2);  // the same extent, coarser pixels
  EXPECT_GT(wall_ui_scale(1920, 1080, 0.9F), plain / 2);
}

TEST(Wall, OfAWideFormatGivesTheRestToTheMapAndOfLargeTypeDropsTheThirdColumn) {
  const WallLayout usual = wall_layout(3840, 2160, kWallScale);
  EXPECT_EQ(usual.coverage.w(), 1144);
  EXPECT_EQ(usual.side.w(), 1134);
  EXPECT_EQ(usual.top.h(), 128);
  const WallLayout wide = wall_layout(7680, 2160, kWallScale);
  EXPECT_EQ(wide.coverage.w(), usual.coverage.w());
  EXPECT_EQ(wide.map.w(), usual.map.w() + 3840);
  const WallLayout large = wall_layout(3840, 2160, 1.7F * kWallScale);
  EXPECT_EQ(large.side.w(), 0);
  EXPECT_EQ(large.map.x1, 3840);
}

TEST(Wall, UnlockedFitsTheCityAndAnyPanLocksIt) {
  Screen screen(1920, 1080, kWallScale / 2, true);
  screen.frame();
  screen.frame();
  const Camera fitted = screen.camera;
  EXPECT_FALSE(screen.view.view_locked);
  const float x = fitted.view.x + fitted.view.w / 2, y = fitted.view.y + fitted.view.h / 2;
  screen.drag(x, y, x + 120, y);
  EXPECT_TRUE(screen.view.view_locked);
  EXPECT_LT(screen.camera.centre.x(), fitted.centre.x());
  const MapXY there = screen.camera.centre;
  screen.frame();
  EXPECT_EQ(screen.camera.centre, there);
  screen.key(kL, true);  // unlocked by hand: the city again
  screen.frame();
  EXPECT_FALSE(screen.view.view_locked);
  EXPECT_NEAR(screen.camera.centre.x(), fitted.centre.x(), 1);
}

TEST(Wall, OnlyShows) {
  Screen screen(1920, 1080, kWallScale / 2, true);
  screen.frame();
  screen.frame();
  const float x = screen.camera.view.x + screen.camera.view.w / 2,
              y = screen.camera.view.y + screen.camera.view.h / 2;
  screen.click(x, y);
  screen.key(kSlash);
  screen.key('B');
  screen.key(kEscape);
  EXPECT_TRUE(screen.view.selected.empty());
  EXPECT_FALSE(screen.state.tools.command.open);
  EXPECT_EQ(screen.state.tools.gathering.tool, MapTool::None);
  EXPECT_TRUE(screen.outbox.asks.empty());
}

TEST(Wall, WritesTheShareOfTheFrameAndNoFigureBeforeItIsCounted) {
  Screen screen(3840, 2160, kWallScale, true);
  screen.view.safeguard = Safeguard::DedicatedAccount;
  screen.frame();
  screen.frame();
  const auto& cell = small_city().coverage->city[static_cast<std::size_t>(Safeguard::DedicatedAccount)];
  std::string share = share_text(cell);
  share.pop_back();
  EXPECT_TRUE(screen.shows(share)) << share;
  screen.change = [](Frame& f) { f.world.coverage = nullptr; };
  screen.frame();
  EXPECT_FALSE(screen.shows(share));
  EXPECT_TRUE(screen.shows("正在读取数据"));
}

}  // namespace
}  // namespace anxin::test
