// The map as pixels on the software rasteriser: what is redrawn when, and that the cached picture equals one
// drawn at once.
#include "console/render/map_renderer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/window/map_fixture.hpp"

namespace anxin {
namespace {

using test::kH;
using test::kW;
class Map : public test::MapTest {};

TEST_F(Map, AFrameInWhichNothingChangedUploadsAndDrawsNothing) {
  EXPECT_GT(frame().uploaded_bytes, 0u);
  const auto again = frame();
  EXPECT_EQ(again.uploaded_bytes, 0u);
  EXPECT_EQ(again.drawn_px, 0u);
  EXPECT_TRUE(again.damage.empty());
  EXPECT_TRUE(again.exact);
}

TEST_F(Map, AfterAnyPanningThePictureEqualsOneDrawnAtOnce) {
  frame();
  std::mt19937 random(9);
  for (int step = 0; step < 40; ++step) {
    camera_.pan_px(static_cast<float>(random() % 61) - 30, static_cast<float>(random() % 61) - 30);
    EXPECT_TRUE(frame().exact);
  }
  EXPECT_LE(most_apart(), 1);
}

TEST_F(Map, APanOfAFewPixelsDrawsAStripNotTheMap) {
  frame();
  for (int i = 0; i < 30; ++i) {
    camera_.pan_px(-10, 0);
    EXPECT_LE(frame().drawn_px, 64u * 640u);
  }
}

TEST_F(Map, OneChangedProjectRedrawsItsRectangleAndNoMore) {
  frame();
  std::size_t row = 0;
  while (std::abs(scene_.symbols[row].at.x) > 4'000 || std::abs(scene_.symbols[row].at.y) > 4'000) ++row;
  scene_.symbols[row].grade = scene_.symbols[row].grade == Grade::D ? Grade::A : Grade::D;
  ++scene_.symbol_revision;
  const auto outcome = frame();
  EXPECT_GT(outcome.drawn_px, 0u);
  EXPECT_LT(outcome.drawn_px, 60u * 60u);
  EXPECT_LT(outcome.uploaded_bytes, 60u * 60u * 4u);
  EXPECT_EQ(canvas_.read().rgba, drawn_at_once().rgba);
}

TEST_F(Map, TheGroundIsKeptWhileOnlyWhatLiesOnItChanges) {
  std::mt19937 random(3);
  const auto another_day = [&] {
    for (Symbol& symbol : scene_.symbols) symbol.grade = static_cast<Grade>(random() % 5);
    ++scene_.symbol_revision;
  };
  EXPECT_GT(frame().ground_px, 0u);
  another_day();
  EXPECT_GT(frame().ground_px, 0u) << "held aside for the first time";
  another_day();
  label();
  const auto kept = frame();
  EXPECT_EQ(kept.ground_px, 0u);
  EXPECT_GT(kept.drawn_px, 0u);
  EXPECT_LE(most_apart(), 1);
  camera_.pan_px(37, -211);
  frame();
  another_day();
  frame();
  EXPECT_LE(most_apart(), 1) << "moved on";
  another_day();
  int frames = 0;
  while (!frame(0).exact && frames < 20) ++frames;
  EXPECT_GT(frames, 2);
  EXPECT_LE(most_apart(), 1) << "in bands";
  set_area_colours(scene_, style_of(Theme::Dark), {0.02, 0.0});
  another_day();
  const auto recoloured = frame();
  EXPECT_GT(recoloured.ground_px, 0u);
  EXPECT_LT(recoloured.ground_px, recoloured.drawn_px / 2) << "one district of two";
  EXPECT_LE(most_apart(), 1) << "another colour of one district";
  camera_.zoom_at({240, 190}, 1.5);
  label();
  frame();
  another_day();
  frame();
  EXPECT_LE(most_apart(), 1) << "another scale";
}

TEST_F(Map, DaysThatComeFasterThanOneIsDrawnDoNotLeaveTheMapBehind) {
  frame();
  int exact = 0;
  for (int day = 0; day < 10; ++day) {
    for (Symbol& symbol : scene_.symbols) symbol.grade = static_cast<Grade>((day + symbol.credit) % 5);
    ++scene_.symbol_revision;
    exact += frame(0).exact ? 1 : 0;
  }
  EXPECT_GE(exact, 5);
  EXPECT_TRUE(frame().exact);
  EXPECT_LE(most_apart(), 1);
}

TEST_F(Map, ZoomingWithNoTimeShowsTheOldPictureStretchedAndTheExactOneFollows) {
  frame();
  camera_.zoom_at({240, 190}, 1.25);
  label();
  EXPECT_FALSE(frame(0).exact);
  int frames = 0;
  while (!frame(0).exact && frames < 20) ++frames;
  EXPECT_LT(frames, 20) << "each frame brings it on by a band, however little time there is";
  EXPECT_EQ(canvas_.read().rgba, drawn_at_once().rgba);
}

TEST_F(Map, AnotherThemeRedrawsEverything) {
  frame();
  set_area_colours(scene_, style_of(Theme::Light), {0.02, 0.02});
  EXPECT_TRUE(frame(MapRenderer::kNoLimit, Theme::Light).exact);
  EXPECT_EQ(canvas_.read().rgba, drawn_at_once(Theme::Light).rgba);
}

TEST_F(Map, WorkAheadEndsAndChangesNoVisiblePixel) {
  frame();
  const Picture before = canvas_.read();
  int strips = 0;
  while (map_->work_ahead({scene_, camera_, style_of(Theme::Dark), labels_}) && strips < 100) ++strips;
  EXPECT_LT(strips, 100);
  EXPECT_GT(strips, 0);
  map_->present(canvas_, camera_, style_of(Theme::Dark), camera_.view);
  EXPECT_EQ(canvas_.read().rgba, before.rgba);
}

// Pixels that differ between two pictures, of the whole map or of a part of it.
std::size_t differing(const Picture& a, const Picture& b, int x0 = 0, int y0 = 0, int x1 = kW, int y1 = kH) {
  std::size_t n = 0;
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x) {
      const auto at = static_cast<std::size_t>(y * kW + x) * 4;
      n += !std::equal(a.rgba.begin() + static_cast<std::ptrdiff_t>(at),
                       a.rgba.begin() + static_cast<std::ptrdiff_t>(at + 3),
                       b.rgba.begin() + static_cast<std::ptrdiff_t>(at));
    }
  return n;
}

TEST_F(Map, OfADrillBearsItsMarkEverywhereAndNoOtherDoes) {
  frame();
  const Picture real = canvas_.read();
  exercise_ = true;
  EXPECT_FALSE(frame().damage.empty()) << "a store that turns out to be a drill is drawn anew";
  const Picture drill = canvas_.read();
  for (int y = 30; y + 120 <= 350; y += 100)  // in any window as large as a cell and a bit
    for (int x = 40; x + 250 <= 440; x += 75)
      EXPECT_GT(differing(real, drill, x, y, x + 250, y + 120), 300U) << x << " " << y;
  int most = 0;
  for (std::size_t i = 0; i < real.rgba.size(); ++i)
    most = std::max(most, std::abs(real.rgba[i] - drill.rgba[i]));
  EXPECT_GT(most, 20) << "to be seen";
  EXPECT_LT(most, 70) << "and to be looked through";
  exercise_ = false;
  frame();
  EXPECT_EQ(differing(real, canvas_.read()), 0U);
}

// The mark lies in the cached picture: a still frame draws nothing, a pan draws its strip alone.
TEST_F(Map, TheMarkOfADrillCostsAStillFrameNothingAndAPanItsStrip) {
  exercise_ = true;
  frame();
  const auto still = frame();
  EXPECT_EQ(still.drawn_px, 0U);
  EXPECT_TRUE(still.damage.empty());
  for (int i = 0; i < 30; ++i) {
    camera_.pan_px(-10, 3);
    EXPECT_LE(frame().drawn_px, 96U * 640U);
  }
  EXPECT_LE(most_apart(), 1) << "and equals the picture drawn at once";
}

TEST_F(Map, OutsideTheCityIsTheColourOfTheMap) {
  camera_.centre = MapXY::of_metres(60'000, 60'000);
  frame();
  const Picture picture = canvas_.read();
  const std::size_t middle = (static_cast<std::size_t>(190) * kW + 240) * 4;
  EXPECT_EQ(picture.rgba[middle], style_of(Theme::Dark).map & 0xFF);
}

}  // namespace
}  // namespace anxin
