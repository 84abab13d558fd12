#include "geo/route/snap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "geo/geodesy.hpp"
#include "geo/route/near_edges.hpp"

namespace anxin {
namespace {

struct Found {
  EdgeId edge = kNoArc;
  NearestOnLine where;
};

// Whether some direction of the edge is open.
bool is_open(const RoadGraph& graph, EdgeId edge, const Closures* closures) {
  if (!closures) return true;
  const ArcId arc = graph.tables().edge_arc[edge], back = graph.reverse(arc);
  return !closures->has(arc) || (back != kNoArc && !closures->has(back));
}

void look_in(const RoadGraph& graph, std::size_t block, const LocalPlane& plane, const Closures* closures,
             std::vector<LonLat>& line, Found& best) {
  const auto last = std::min<std::size_t>(graph.edges(), (block + 1) * RoadGraph::kEdgesPerBlock);
  for (auto e = static_cast<EdgeId>(block * RoadGraph::kEdgesPerBlock); e < last; ++e) {
    graph.line(e, line);
    const NearestOnLine where = nearest_on(line, plane);
    if (where.metres >= best.where.metres || !is_open(graph, e, closures)) continue;
    best = {e, where};
  }
}

Found nearest_edge(const RoadGraph& graph, LonLat place, const Closures* closures) {
  const LocalPlane plane(place);
  const auto& blocks = graph.tables().block;
  std::vector<double> away(blocks.size());
  std::ranges::transform(blocks, away.begin(), [&](const RoadBox& box) { return plane.to_box(box); });
  Found best;
  best.where.metres = kLongestWalk.value();
  std::vector<LonLat> line;
  // The nearest box first: it bounds the others.
  const auto first = static_cast<std::size_t>(std::ranges::min_element(away) - away.begin());
  look_in(graph, first, plane, closures, line, best);
  for (std::size_t b = 0; b < blocks.size(); ++b)
    if (b != first && away[b] < best.where.metres) look_in(graph, b, plane, closures, line, best);
  return best;
}

}  // namespace

Result<Snap> snap_to_road(const RoadGraph& graph, LonLat place, const Closures* closures) {
  if (!place.is_valid())
    return fail(ErrorCode::BadInput, "地点不是有效的经纬度。",
                "The place is no valid longitude and latitude.");
  const Found found = nearest_edge(graph, place, closures);
  if (found.edge == kNoArc)
    return fail(ErrorCode::NotFound,
                fmt::format("{:.5f},{:.5f} 附近 {:.0f} 公里内没有可通行的道路。", place.lon(), place.lat(),
                            kLongestWalk.value() / 1000),
                fmt::format("There is no open road within {:.0f} km of {:.5f},{:.5f}.",
                            kLongestWalk.value() / 1000, place.lon(), place.lat()));
  Snap snap;
  snap.arc = graph.tables().edge_arc[found.edge];
  snap.back = graph.reverse(snap.arc);
  snap.along = graph.against_line(snap.arc) ? 1 - found.where.along : found.where.along;
  snap.at = found.where.at;
  snap.walk_m = distance(place, snap.at).value();
  return snap;
}

}  // namespace anxin
