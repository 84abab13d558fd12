// From map metres (relative to the scene's origin) to the pixels of one rectangle of the cached map. Pure
// values; any thread.
#pragma once
#include "console/render/cache.hpp"

namespace anxin {

struct Projection {
  double metres_per_px = 100;
  PixelBox wanted;  // the rectangle; drawing is clipped to it
  [[nodiscard]] float lower_x_m() const { return static_cast<float>(wanted.x0 * metres_per_px); }
  [[nodiscard]] float lower_y_m() const { return static_cast<float>(wanted.y0 * metres_per_px); }
  [[nodiscard]] float to_ndc_x() const { return static_cast<float>(2.0 / (wanted.w() * metres_per_px)); }
  [[nodiscard]] float to_ndc_y() const { return static_cast<float>(2.0 / (wanted.h() * metres_per_px)); }
};

}  // namespace anxin
