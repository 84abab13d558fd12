// The whole city beside the plates, on the real pack's outline.
#include "console/panels/city_fit.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "console/panels/layout.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

// Points of the city's outline under a plate or outside the view.
std::size_t hidden_points(const Camera& camera, std::span<const Box> plates) {
  std::size_t hidden = 0;
  const PixelRect& v = camera.view;
  for (const auto& ring : small_city().base->city) {
    for (const MapXY at : ring) {
      const Pixel p = camera.to_screen(at);
      const ImVec2 on_screen(p.x, p.y);
      const bool covered = std::ranges::any_of(plates, [&](const Box& b) { return b.has(on_screen); });
      if (covered || !box_at(v.x, v.y, v.w, v.h).has(on_screen)) ++hidden;
    }
  }
  return hidden;
}

Camera first_view(float w, float h, float scale, bool legend_open, std::array<Box, 4>& plates) {
  Screen screen(w, h, scale);
  screen.view.legend_open = legend_open;
  screen.frame();
  const Plates p = plates_of(layout_of(screen.view, w, h), scale, legend_open);
  plates = {p.header, p.tools, p.legend, p.scale};
  return screen.camera;
}

}  // namespace

TEST(CityFit, NoPlateCoversAnyOfTheCityInTheFirstViewAtAnySize) {
  struct Size {
    float w, h, scale;
  };
  for (const Size& size :
       {Size{1280, 800, 1}, Size{1920, 1080, 1}, Size{2560, 1440, 1}, Size{3840, 2160, 2}}) {
    for (const bool legend_open : {false, true}) {
      std::array<Box, 4> plates;
      const Camera camera = first_view(size.w, size.h, size.scale, legend_open, plates);
      EXPECT_EQ(hidden_points(camera, plates), 0U) << size.w << " legend " << legend_open;
    }
  }
}

TEST(CityFit, PlainFitWouldHideSomeOfItSoTheClaimAboveCanFail) {
  std::array<Box, 4> plates;
  Camera camera = first_view(1280, 800, 1, true, plates);
  camera.fit(small_city().base->lower, small_city().base->upper, 24);
  EXPECT_GT(hidden_points(camera, plates), 0U);
}

TEST(CityFit, WithoutPlatesItIsThePlainFitAndAFoldedLegendLetsTheCityGrow) {
  std::array<Box, 4> plates;
  const Camera open = first_view(1280, 800, 1, true, plates),
               folded = first_view(1280, 800, 1, false, plates);
  EXPECT_LT(folded.metres_per_px, open.metres_per_px);
  Camera plain = open;
  plain.fit(small_city().base->lower, small_city().base->upper, 24);
  const Camera free = fit_beside(open, *small_city().base, {}, 24);
  EXPECT_EQ(free.metres_per_px, plain.metres_per_px);
  EXPECT_LT(open.metres_per_px, plain.metres_per_px * 1.25) << "at least four fifths of what fits the view";
}

TEST(CityFit, WherePlatesLeaveNoRoomTheCityFillsTheView) {
  Camera camera;
  camera.view = {0, 0, 300, 300};
  const std::array<Box, 1> all{Box{0, 0, 300, 300}};
  Camera plain = camera;
  plain.fit(small_city().base->lower, small_city().base->upper, 24);
  EXPECT_TRUE(fit_beside(camera, *small_city().base, all, 24) == plain);
}

}  // namespace anxin::test
