#include "console/scene/camera.hpp"

#include <algorithm>
#include <cmath>

namespace anxin {
namespace {

constexpr double kPixelM = 0.00028;  // a pixel of UI scale 1 stands for 0.28 mm (OGC 05-077r4)
constexpr double kLargestScale = 2'000, kSmallestScale = 1'500'000;
constexpr double kMiddleFrom = 250'000, kNearFrom = 50'000;

double metres_per_px_at(double denominator, float ui_scale) { return denominator * kPixelM / ui_scale; }

double clamped(double metres_per_px, float ui_scale) {
  return std::clamp(metres_per_px, metres_per_px_at(kLargestScale, ui_scale),
                    metres_per_px_at(kSmallestScale, ui_scale));
}

}  // namespace

Pixel Camera::to_screen(MapXY at) const {
  return {static_cast<float>(view.x + view.w / 2.0 + (at.x() - centre.x()) / metres_per_px),
          static_cast<float>(view.y + view.h / 2.0 - (at.y() - centre.y()) / metres_per_px)};
}

MapXY Camera::to_map(Pixel at) const {
  return MapXY::of_metres(centre.x() + (at.x - view.x - view.w / 2.0) * metres_per_px,
                          centre.y() - (at.y - view.y - view.h / 2.0) * metres_per_px);
}

double Camera::scale_denominator() const { return metres_per_px * ui_scale / kPixelM; }

void Camera::zoom_at(Pixel at, double factor) {
  if (!(factor > 0) || !std::isfinite(factor)) return;
  const MapXY under = to_map(at);
  metres_per_px = clamped(metres_per_px / factor, ui_scale);
  const MapXY now_under = to_map(at);
  centre = MapXY::of_metres(centre.x() + under.x() - now_under.x(), centre.y() + under.y() - now_under.y());
}

void Camera::pan_px(float dx, float dy) {
  centre = MapXY::of_metres(centre.x() - dx * metres_per_px, centre.y() + dy * metres_per_px);
}

void Camera::fit(MapXY lower, MapXY upper, float margin_px) {
  centre = MapXY::of_metres((lower.x() + upper.x()) / 2, (lower.y() + upper.y()) / 2);
  const double w = std::max(1.0f, view.w - 2 * margin_px), h = std::max(1.0f, view.h - 2 * margin_px);
  const double wanted = std::max((upper.x() - lower.x()) / w, (upper.y() - lower.y()) / h);
  metres_per_px = clamped(std::isfinite(wanted) ? wanted : 100.0, ui_scale);
}

ScaleBand band_of(const Camera& camera) {
  const double denominator = camera.scale_denominator();
  if (denominator > kMiddleFrom) return ScaleBand::City;
  return denominator >= kNearFrom ? ScaleBand::Middle : ScaleBand::Near;
}

}  // namespace anxin
