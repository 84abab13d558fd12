#include "geo/route/closures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "geo/route/near_edges.hpp"

namespace anxin {
namespace {

// Twice the signed area; its sign is the turn. Degrees are fine: only signs count.
double turn(LonLat a, LonLat b, LonLat c) {
  return (b.lon() - a.lon()) * (c.lat() - a.lat()) - (b.lat() - a.lat()) * (c.lon() - a.lon());
}

bool cross(LonLat a, LonLat b, LonLat c, LonLat d) {
  const double abc = turn(a, b, c), abd = turn(a, b, d), cda = turn(c, d, a), cdb = turn(c, d, b);
  return ((abc <= 0 && abd >= 0) || (abc >= 0 && abd <= 0)) &&
         ((cda <= 0 && cdb >= 0) || (cda >= 0 && cdb <= 0)) &&
         std::max(a.lon(), b.lon()) >= std::min(c.lon(), d.lon()) &&
         std::max(c.lon(), d.lon()) >= std::min(a.lon(), b.lon()) &&
         std::max(a.lat(), b.lat()) >= std::min(c.lat(), d.lat()) &&
         std::max(c.lat(), d.lat()) >= std::min(a.lat(), b.lat());
}

bool crosses(const std::vector<LonLat>& line, const Ring& ring) {
  for (std::size_t i = 1; i < line.size(); ++i)
    for (std::size_t k = 1; k < ring.size(); ++k)
      if (cross(line[i - 1], line[i], ring[k - 1], ring[k])) return true;
  return false;
}

bool touches(const std::vector<LonLat>& line, const MultiPolygon& area, const PreparedArea& prepared) {
  if (std::ranges::any_of(line, [&](LonLat p) { return prepared.contains(p); })) return true;
  return std::ranges::any_of(area, [&](const Polygon& p) {
    return crosses(line, p.outer) ||
           std::ranges::any_of(p.holes, [&](const Ring& h) { return crosses(line, h); });
  });
}

bool apart(const RoadBox& box, LonLatBox area) {
  return box.upper.lon_lat().lon() < area.lower.lon() || box.lower.lon_lat().lon() > area.upper.lon() ||
         box.upper.lon_lat().lat() < area.lower.lat() || box.lower.lon_lat().lat() > area.upper.lat();
}

}  // namespace

void Closures::add_edge(EdgeId edge) {
  const ArcId arc = graph_->tables().edge_arc[edge];
  add(arc);
  if (const ArcId back = graph_->reverse(arc); back != kNoArc) add(back);
}

std::size_t Closures::add_area(const MultiPolygon& area) {
  if (area.empty()) return 0;
  const PreparedArea prepared(area);
  const LonLatBox box = bounding_box(area);
  std::vector<LonLat> line;
  std::size_t added = 0;
  const auto& blocks = graph_->tables().block;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (apart(blocks[b], box)) continue;
    const auto last = std::min<std::size_t>(graph_->edges(), (b + 1) * RoadGraph::kEdgesPerBlock);
    for (auto e = static_cast<EdgeId>(b * RoadGraph::kEdgesPerBlock); e < last; ++e) {
      graph_->line(e, line);
      if (!touches(line, area, prepared)) continue;
      add_edge(e);
      ++added;
    }
  }
  return added;
}

Result<std::size_t> Closures::add_road(std::string_view name, LonLat near, Metres radius) {
  std::size_t added = 0;
  each_edge_within(*graph_, near, radius, [&](EdgeId e) {
    if (name.empty() || graph_->name(e) != name) return;
    add_edge(e);
    ++added;
  });
  if (added == 0)
    return fail(ErrorCode::NotFound,
                fmt::format("{:.5f},{:.5f} 附近 {:.0f} 米内没有名为“{}”的道路。", near.lon(), near.lat(),
                            radius.value(), name),
                fmt::format("There is no road named '{}' within {:.0f} m of {:.5f},{:.5f}.", name,
                            radius.value(), near.lon(), near.lat()));
  return added;
}

std::size_t Closures::arcs() const {
  std::size_t n = 0;
  for (const std::uint64_t word : bits_) n += static_cast<std::size_t>(std::popcount(word));
  return n;
}

}  // namespace anxin
