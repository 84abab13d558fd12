// Where the map looks: a centre on the map plane and a scale; conversions between the plane (metres, y north)
// and the screen (pixels, y down, origin top-left of the window). North up, no rotation. Scale limits 1:2,000
// to 1:1,500,000. A map scale takes a pixel of UI scale 1 for 0.28 mm, so that a screen of twice the pixels
// at UI scale 2 has the same scale. Pure values; any thread.
#pragma once
#include "geo/position.hpp"

namespace anxin {

struct PixelRect {
  float x = 0, y = 0, w = 0, h = 0;
};
struct Pixel {
  float x = 0, y = 0;
};

struct Camera {
  MapXY centre;
  double metres_per_px = 100;
  PixelRect view;  // the part of the window that the map fills
  float ui_scale = 1;

  [[nodiscard]] Pixel to_screen(MapXY at) const;
  [[nodiscard]] MapXY to_map(Pixel at) const;
  [[nodiscard]] double scale_denominator() const;  // metres_per_px * ui_scale / 0.00028 m
  void zoom_at(Pixel at,
               double factor);  // factor > 1 zooms in; the point under `at` stays; clamped to the limits
  void pan_px(float dx, float dy);
  void fit(MapXY lower, MapXY upper, float margin_px);
  friend bool operator==(const Camera& a, const Camera& b) {
    return a.centre == b.centre && a.metres_per_px == b.metres_per_px && a.view.x == b.view.x &&
           a.view.y == b.view.y && a.view.w == b.view.w && a.view.h == b.view.h && a.ui_scale == b.ui_scale;
  }
};

// Which radii, road widths and labels apply (UX 4.1).
enum class ScaleBand { City, Middle, Near };  // > 1:250,000, 1:250,000-1:50,000, < 1:50,000
[[nodiscard]] ScaleBand band_of(const Camera&);

}  // namespace anxin
