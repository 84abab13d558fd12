#include "geo/route/reach.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "geo/route/time_raster.hpp"

namespace anxin {
namespace {

// Lays the reached roads on a raster.
class Field {
 public:
  Field(const RouteSearch& search, std::span<const NodeTime> times, const Snap& place,
        ReachDirection direction, std::int64_t limit_ms, TrafficProfile profile, const Closures* closures)
      : graph_(search.graph()),
        plane_(place.at),
        direction_(direction),
        limit_(static_cast<double>(limit_ms)),
        profile_(profile),
        closures_(closures),
        raster_(make(times)) {
    lay_place(place);
    for (const NodeTime& t : times) lay_roads(t);
    raster_.walk(kRoadside.value());
    note_nodes(times);
  }
  [[nodiscard]] MultiPolygon outline(double limit_ms) const { return raster_.outline(limit_ms, plane_); }

 private:
  using XY = LocalPlane::XY;
  TimeRaster make(std::span<const NodeTime> times) const {
    XY low{0, 0}, high{0, 0};
    for (const NodeTime& t : times) {
      const XY p = plane_.of(graph_.at(t.node));
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    // A road may lead on from the outermost node, at most as far as its walk and rim show.
    const double rim = kRoadside.value() + 1000;
    return {{low.x - rim, low.y - rim}, {high.x + rim, high.y + rim}, kReachCell.value()};
  }

  // A part of an arc, from a time at its beginning on, against its direction when one comes to the place.
  void lay_part(ArcId arc, double from, double ms) {
    const bool against = direction_ == ReachDirection::To;
    const double cost = graph_.cost_ms(arc, profile_);
    line_.clear();
    graph_.append_part(arc, against ? 0 : from, against ? from : 1, line_);
    if (against) std::ranges::reverse(line_);
    lay_line(ms, ms + cost * (against ? from : 1 - from));
  }

  void lay_line(double begin, double end) {
    double whole = 0, gone = 0;
    for (std::size_t i = 1; i < line_.size(); ++i) whole += length(i);
    for (std::size_t i = 1; i < line_.size(); ++i) {
      const double a = begin + (whole > 0 ? (end - begin) * gone / whole : 0);
      gone += length(i);
      const double b = begin + (whole > 0 ? (end - begin) * gone / whole : 0);
      raster_.reach_line(plane_.of(line_[i - 1]), plane_.of(line_[i]), a, b, limit_);
    }
  }
  [[nodiscard]] double length(std::size_t i) const {
    const XY a = plane_.of(line_[i - 1]), b = plane_.of(line_[i]);
    return std::hypot(a.x - b.x, a.y - b.y);
  }

  void lay_place(const Snap& place) {
    const auto walk = static_cast<double>(walk_ms(place.walk_m));
    if (walk > limit_) return;
    raster_.reach(plane_.of(place.at), walk);
    for (const ArcId arc : {place.arc, place.back}) {
      if (arc == kNoArc || (closures_ && closures_->has(arc))) continue;
      lay_part(arc, arc == place.arc ? place.along : 1 - place.along, walk);
    }
  }

  void lay_roads(const NodeTime& t) {
    const RoadTables& tables = graph_.tables();
    const bool to = direction_ == ReachDirection::To;
    const XY here = plane_.of(graph_.at(t.node));
    raster_.reach(here, t.ms);
    const auto& first = to ? tables.in_first : tables.out_first;
    for (std::uint32_t i = first[t.node]; i < first[t.node + 1]; ++i) {
      const ArcId arc = to ? i : tables.out[i];
      if (closures_ && closures_->has(arc)) continue;
      if (tables.shape_edge.empty() || !std::ranges::binary_search(tables.shape_edge, graph_.edge(arc))) {
        const XY there = plane_.of(graph_.at(to ? graph_.tail(arc) : graph_.head(arc)));
        raster_.reach_line(here, there, t.ms, t.ms + static_cast<double>(graph_.cost_ms(arc, profile_)),
                           limit_);
      } else {
        lay_part(arc, to ? 1 : 0, t.ms);
      }
    }
  }

  void note_nodes(std::span<const NodeTime> times) {
    std::vector<float> when(graph_.nodes(), TimeRaster::kNever);
    for (const NodeTime& t : times) when[t.node] = static_cast<float>(t.ms);
    for (NodeId v = 0; v < graph_.nodes(); ++v)
      raster_.note_node(plane_.of(graph_.at(v)), static_cast<double>(when[v]));
  }

  const RoadGraph& graph_;
  LocalPlane plane_;
  ReachDirection direction_;
  double limit_;
  TrafficProfile profile_;
  const Closures* closures_;
  TimeRaster raster_;
  std::vector<LonLat> line_;
};

}  // namespace

Result<std::vector<MultiPolygon>> reach_polygons(RouteSearch& search, const Snap& place,
                                                 ReachDirection direction, std::span<const int> minutes,
                                                 TrafficProfile profile, const Closures* closures) {
  if (minutes.empty() || std::ranges::any_of(minutes, [](int m) { return m < 1 || m > kMostMinutes; }))
    return fail(ErrorCode::BadInput, fmt::format("分钟数应为 1 至 {}。", kMostMinutes),
                fmt::format("Minutes must be 1 to {}.", kMostMinutes));
  constexpr std::int64_t kMinute = 60'000;
  const std::int64_t limit = *std::ranges::max_element(minutes) * kMinute;
  const auto times = search.times(place, direction, limit, profile, closures);
  const Field field(search, times, place, direction, limit, profile, closures);
  std::vector<MultiPolygon> out;
  for (const int m : minutes) out.push_back(field.outline(static_cast<double>(m * kMinute)));
  return out;
}

}  // namespace anxin
