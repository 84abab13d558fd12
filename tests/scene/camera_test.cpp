#include "console/scene/camera.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/scene/little_city.hpp"

namespace anxin {
namespace {

using test::camera_on;
const MapXY kCentre = MapXY::of_metres(450'000, 4'418'000);

TEST(Camera, ScreenAndMapAreInversesWithinAHundredthOfAPixel) {
  const Camera camera = camera_on(kCentre, 37.5);
  for (const Pixel p : {Pixel{344, 44}, Pixel{916, 514}, Pixel{1488, 984}, Pixel{500.25F, 700.75F}}) {
    const Pixel back = camera.to_screen(camera.to_map(p));
    EXPECT_NEAR(back.x, p.x, 0.01);
    EXPECT_NEAR(back.y, p.y, 0.01);
  }
}

TEST(Camera, NorthIsUp) {
  const Camera camera = camera_on(kCentre, 10);
  EXPECT_LT(camera.to_screen(MapXY::of_metres(450'000, 4'418'100)).y, camera.to_screen(kCentre).y);
}

TEST(Camera, ZoomKeepsThePointUnderThePointer) {
  Camera camera = camera_on(kCentre, 100);
  const Pixel pointer{1200, 200};
  const MapXY before = camera.to_map(pointer);
  camera.zoom_at(pointer, 1.25);
  EXPECT_NEAR(camera.to_map(pointer).x(), before.x(), 1e-3);
  EXPECT_NEAR(camera.to_map(pointer).y(), before.y(), 1e-3);
  EXPECT_NEAR(camera.metres_per_px, 80, 1e-9);
}

TEST(Camera, ZoomStopsAtTheScaleLimits) {
  Camera camera = camera_on(kCentre, 100);
  for (int i = 0; i < 100; ++i) camera.zoom_at({900, 500}, 1.25);
  EXPECT_NEAR(camera.scale_denominator(), 2'000, 1e-6);
  for (int i = 0; i < 100; ++i) camera.zoom_at({900, 500}, 0.8);
  EXPECT_NEAR(camera.scale_denominator(), 1'500'000, 1e-3);
}

TEST(Camera, ZoomByNonsenseChangesNothing) {
  Camera camera = camera_on(kCentre, 100);
  const Camera before = camera;
  for (const double factor : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()})
    camera.zoom_at({900, 500}, factor);
  EXPECT_EQ(camera, before);
}

TEST(Camera, AScreenOfTwiceThePixelsAtUiScaleTwoHasTheSameScale) {
  Camera one = camera_on(kCentre, 28), two = camera_on(kCentre, 14);
  two.ui_scale = 2;
  EXPECT_NEAR(one.scale_denominator(), 100'000, 1e-6);
  EXPECT_NEAR(two.scale_denominator(), one.scale_denominator(), 1e-6);
  EXPECT_EQ(band_of(one), band_of(two));
}

TEST(Camera, PanMovesTheMapWithThePointer) {
  Camera camera = camera_on(kCentre, 10);
  const MapXY under = camera.to_map({700, 400});
  camera.pan_px(30, -20);
  const Pixel now = camera.to_screen(under);
  EXPECT_NEAR(now.x, 730, 0.01);
  EXPECT_NEAR(now.y, 380, 0.01);
}

TEST(Camera, FitShowsTheWholeBoxWithinItsMargin) {
  Camera camera = camera_on(kCentre, 1);
  const BaseMap base = test::little_base();
  camera.fit(base.lower, base.upper, 24);
  const Pixel low = camera.to_screen(base.lower), high = camera.to_screen(base.upper);
  EXPECT_GE(low.x, camera.view.x + 23.9F);
  EXPECT_LE(high.x, camera.view.x + camera.view.w - 23.9F);
  EXPECT_GE(high.y, camera.view.y + 23.9F);
  EXPECT_LE(low.y, camera.view.y + camera.view.h - 23.9F);
}

TEST(ScaleBand, ChangesAtItsTwoDenominators) {
  const auto band = [](double denominator) { return band_of(camera_on(kCentre, denominator * 0.00028)); };
  EXPECT_EQ(band(250'001), ScaleBand::City);
  EXPECT_EQ(band(249'999), ScaleBand::Middle);
  EXPECT_EQ(band(50'001), ScaleBand::Middle);
  EXPECT_EQ(band(49'999), ScaleBand::Near);
}

}  // namespace
}  // namespace anxin
