// Point in polygon by crossings of a ray to the east, over only the edges of the point's latitude band.
// GEOS's prepared geometry answers the same but is bound to one context, hence one thread; the tests hold the
// two equal.
#include <algorithm>
#include <cmath>

#include "geo/polygon.hpp"

namespace anxin {
namespace {

// > 0 when c lies left of a -> b, 0 on the line. Exact for degrees: a filter (Shewchuk 1997, error bound A),
// then 113-bit arithmetic, in which differences and products of degrees below 512 with 2^-47 steps do not
// round.
double orientation(double ax, double ay, double bx, double by, double cx, double cy) {
  const double left = (ax - cx) * (by - cy), right = (ay - cy) * (bx - cx);
  const double det = left - right;
  constexpr double kBound = 3.3306690738754716e-16;
  if (std::abs(det) > kBound * (std::abs(left) + std::abs(right))) return det;
  using Wide = __float128;
  const Wide exact =
      (Wide(ax) - Wide(cx)) * (Wide(by) - Wide(cy)) - (Wide(ay) - Wide(cy)) * (Wide(bx) - Wide(cx));
  return exact > 0 ? 1 : exact < 0 ? -1 : 0;
}

}  // namespace

PreparedArea::PreparedArea(const MultiPolygon& area) {
  const LonLatBox box = bounding_box(area);
  lower_ = box.lower;
  upper_ = box.upper;
  std::vector<Edge> edges;
  const auto take = [&](const Ring& ring) {
    for (std::size_t i = 1; i < ring.size(); ++i)
      edges.push_back({ring[i - 1].lon(), ring[i - 1].lat(), ring[i].lon(), ring[i].lat()});
  };
  for (const Polygon& polygon : area) {
    take(polygon.outer);
    for (const Ring& hole : polygon.holes) take(hole);
  }
  if (edges.empty()) return;
  const std::size_t count = std::clamp<std::size_t>(edges.size() / 2, 1, 4096);
  band_height_ = std::max((upper_.lat() - lower_.lat()) / static_cast<double>(count), 1e-12);
  bands_.resize(count);
  for (const Edge& e : edges) {
    const std::size_t first = band_of(std::min(e.y0, e.y1)), last = band_of(std::max(e.y0, e.y1));
    for (std::size_t b = first; b <= last; ++b) bands_[b].push_back(e);
  }
}

std::size_t PreparedArea::band_of(double lat) const {
  const double band = (lat - lower_.lat()) / band_height_;
  if (!(band > 0)) return 0;
  return std::min(static_cast<std::size_t>(band), bands_.size() - 1);
}

bool PreparedArea::contains(LonLat at) const {
  const double x = at.lon(), y = at.lat();
  if (bands_.empty() || !(x >= lower_.lon() && x <= upper_.lon() && y >= lower_.lat() && y <= upper_.lat()))
    return false;
  bool inside = false;
  for (const Edge& e : bands_[band_of(y)]) {
    if (y < std::min(e.y0, e.y1) || y > std::max(e.y0, e.y1) || x > std::max(e.x0, e.x1)) continue;
    const bool crosses = (e.y0 <= y) != (e.y1 <= y);
    if (x < std::min(e.x0, e.x1)) {
      inside ^= crosses;
      continue;
    }
    const double side = orientation(e.x0, e.y0, e.x1, e.y1, x, y);
    if (side == 0) return true;
    if (crosses) inside ^= (side > 0) == (e.y1 > e.y0);
  }
  return inside;
}

}  // namespace anxin
