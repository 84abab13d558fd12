#include "console/panels/city_fit.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace anxin {
namespace {

constexpr int kAcross = 160;       // points of the outline: one each 160th of the city's longer side
constexpr int kTries = 12;         // places tried in each direction, from the middle outward
constexpr double kStep = 1.02;     // from one scale to the next smaller one
constexpr double kSmallest = 2.0;  // how much smaller than the view's own fit is still a good map

// The outline as points no further apart than the step, metres from its lower left corner.
std::vector<SceneXY> outline_of(const BaseMap& base) {
  const double wide = base.upper.x() - base.lower.x(), high = base.upper.y() - base.lower.y();
  const double step = std::max(wide, high) / kAcross;
  std::vector<SceneXY> points;
  for (const auto& ring : base.city) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const MapXY a = ring[i], b = ring[(i + 1) % ring.size()];
      const SceneXY at{static_cast<float>(a.x() - base.lower.x()),
                       static_cast<float>(a.y() - base.lower.y())};
      const double length = std::hypot(b.x() - a.x(), b.y() - a.y());
      const bool near = !points.empty() && std::hypot(points.back().x - at.x, points.back().y - at.y) < step;
      if (near && length < step) continue;
      const int parts = std::max(1, static_cast<int>(std::ceil(length / step)));
      for (int p = 0; p < parts; ++p) {
        const double t = static_cast<double>(p) / parts;
        points.push_back(
            {at.x + static_cast<float>((b.x() - a.x()) * t), at.y + static_cast<float>((b.y() - a.y()) * t)});
      }
    }
  }
  return points;
}

// The outline at one scale: where its lower left corner may stand so that no point lies under a plate.
class Placing {
 public:
  Placing(const std::vector<SceneXY>& outline, std::span<const Box> plates, double metres_per_px)
      : outline_(outline), plates_(plates), px_per_m_(static_cast<float>(1 / metres_per_px)) {}

  // `room`: the rectangle of corners that keep the city within the margins. The free place nearest to its
  // middle.
  [[nodiscard]] std::optional<Pixel> best(const Box& room) const {
    std::optional<Pixel> found;
    float nearest = 0;
    for (int i = 0; i <= kTries; ++i) {
      for (int j = 0; j <= kTries; ++j) {
        const Pixel corner{room.x0 + room.w() * static_cast<float>(i) / kTries,
                           room.y0 + room.h() * static_cast<float>(j) / kTries};
        const float away = std::hypot(corner.x - room.cx(), corner.y - room.cy());
        if (found && away >= nearest) continue;
        if (!is_free(corner)) continue;
        found = corner;
        nearest = away;
      }
    }
    return found;
  }

 private:
  [[nodiscard]] bool is_free(Pixel corner) const {
    return std::none_of(outline_.begin(), outline_.end(), [&](SceneXY p) {
      const ImVec2 at{corner.x + p.x * px_per_m_, corner.y - p.y * px_per_m_};
      return std::any_of(plates_.begin(), plates_.end(), [&](const Box& plate) { return plate.has(at); });
    });
  }

  const std::vector<SceneXY>& outline_;
  std::span<const Box> plates_;
  float px_per_m_;
};

}  // namespace

Camera fit_beside(Camera camera, const BaseMap& base, std::span<const Box> plates, float margin) {
  camera.fit(base.lower, base.upper, margin);
  const double wide = base.upper.x() - base.lower.x(), high = base.upper.y() - base.lower.y();
  const PixelRect& v = camera.view;
  const std::vector<SceneXY> outline = outline_of(base);
  const double largest = camera.metres_per_px;
  for (double scale = largest; scale <= largest * kSmallest; scale *= kStep) {
    const auto w = static_cast<float>(wide / scale), h = static_cast<float>(high / scale);
    const Box room{v.x + margin, v.y + margin + h, std::max(v.x + margin, v.x + v.w - margin - w),
                   std::max(v.y + margin + h, v.y + v.h - margin)};
    const auto corner = Placing(outline, plates, scale).best(room);
    if (!corner) continue;
    camera.metres_per_px = scale;
    camera.centre = MapXY::of_metres(base.lower.x() + (v.x + v.w / 2.0 - corner->x) * scale,
                                     base.lower.y() - (v.y + v.h / 2.0 - corner->y) * scale);
    return camera;
  }
  return camera;
}

}  // namespace anxin
