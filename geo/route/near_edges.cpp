#include "geo/route/near_edges.hpp"

#include <algorithm>
#include <cmath>

#include "geo/geodesy.hpp"

namespace anxin {

// Radii of curvature of an ellipsoid in the meridian and across it (any text on geodesy, e.g. Torge
// 2001, 4.1).
LocalPlane::LocalPlane(LonLat centre) : centre_(centre) {
  constexpr double kDegree = 0.017453292519943295;
  const double f = 1 / kInverseFlattening, e2 = f * (2 - f), s = std::sin(centre.lat() * kDegree);
  const double w2 = 1 - e2 * s * s, across = kSemiMajorM / std::sqrt(w2);
  x_m_ = std::max(across * std::cos(centre.lat() * kDegree) * kDegree, 1e-3);
  y_m_ = across * (1 - e2) / w2 * kDegree;
}

double LocalPlane::to_box(const RoadBox& box) const {
  const XY low = of(box.lower.lon_lat()), high = of(box.upper.lon_lat());
  return std::hypot(std::max({low.x, -high.x, 0.0}), std::max({low.y, -high.y, 0.0}));
}

NearestOnLine nearest_on(const std::vector<LonLat>& line, const LocalPlane& plane) {
  LocalPlane::XY a = plane.of(line.front()), best = a;
  double nearest = std::hypot(a.x, a.y), sum = 0, along = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const LocalPlane::XY b = plane.of(line[i]);
    const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy, length = std::sqrt(square);
    const double f = square > 0 ? std::clamp(-(a.x * dx + a.y * dy) / square, 0.0, 1.0) : 0.0;
    const LocalPlane::XY p{a.x + f * dx, a.y + f * dy};
    if (const double d = std::hypot(p.x, p.y); d < nearest) {
      nearest = d;
      best = p;
      along = sum + f * length;
    }
    sum += length;
    a = b;
  }
  return {nearest, sum > 0 ? std::clamp(along / sum, 0.0, 1.0) : 0.0, plane.back(best)};
}

void each_edge_within(const RoadGraph& graph, LonLat at, Metres radius,
                      const std::function<void(EdgeId)>& visit) {
  const LocalPlane plane(at);
  std::vector<LonLat> line;
  const auto& blocks = graph.tables().block;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (plane.to_box(blocks[b]) > radius.value()) continue;
    const auto last = std::min<std::size_t>(graph.edges(), (b + 1) * RoadGraph::kEdgesPerBlock);
    for (auto e = static_cast<EdgeId>(b * RoadGraph::kEdgesPerBlock); e < last; ++e) {
      graph.line(e, line);
      if (nearest_on(line, plane).metres <= radius.value()) visit(e);
    }
  }
}

}  // namespace anxin
