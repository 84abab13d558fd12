#include "console/scene/closed_roads.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "geo/crs.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

constexpr float kRoadHit = 8;  // px at 1x
constexpr double kFar = std::numeric_limits<double>::infinity();

SceneXY relative(MapXY at, MapXY origin) {
  return {static_cast<float>(at.x() - origin.x()), static_cast<float>(at.y() - origin.y())};
}

std::vector<SceneXY> relative(const std::vector<MapXY>& line, MapXY origin) {
  std::vector<SceneXY> out;
  out.reserve(line.size());
  for (const MapXY at : line) out.push_back(relative(at, origin));
  return out;
}

std::vector<std::vector<SceneXY>> rings_of(const MultiPolygon& area, MapXY origin) {
  std::vector<std::vector<SceneXY>> rings;
  const auto add = [&](const Ring& ring) {
    rings.emplace_back();
    for (const LonLat& at : ring) rings.back().push_back(relative(to_map(at), origin));
  };
  for (const Polygon& polygon : area) {
    add(polygon.outer);
    for (const Ring& hole : polygon.holes) add(hole);
  }
  return rings;
}

// How far p is from the line between a and b, and the point of it that is nearest. A == B: from A.
struct Nearest {
  double away = kFar, x = 0, y = 0;
};
Nearest nearest_on(double px, double py, double ax, double ay, double bx, double by) {
  const double dx = bx - ax, dy = by - ay, length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(((px - ax) * dx + (py - ay) * dy) / length2, 0.0, 1.0) : 0;
  const double x = ax + t * dx, y = ay + t * dy;
  return {std::hypot(x - px, y - py), x, y};
}

Nearest nearest_on(const RoadNet& net, const RoadNet::Stretch& s, MapXY at) {
  Nearest best;
  for (std::uint32_t i = s.first; i + 1 < s.first + s.count; ++i) {
    const MapXY a = net.points[i], b = net.points[i + 1];
    const Nearest n = nearest_on(at.x(), at.y(), a.x(), a.y(), b.x(), b.y());
    if (n.away < best.away) best = n;
  }
  return best;
}

double away_from(const std::vector<SceneXY>& line, SceneXY p) {
  double best = kFar;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    best = std::min(best, nearest_on(p.x, p.y, line[i].x, line[i].y, line[i + 1].x, line[i + 1].y).away);
  return best;
}

SceneXY middle_of(const std::vector<SceneXY>& ring) {
  SceneXY sum;
  const std::size_t n = ring.size() > 1 && ring.front() == ring.back() ? ring.size() - 1 : ring.size();
  for (std::size_t i = 0; i < n; ++i) sum.x += ring[i].x, sum.y += ring[i].y;
  return n == 0 ? sum : SceneXY{sum.x / static_cast<float>(n), sum.y / static_cast<float>(n)};
}

// Even-odd over all rings, as they are striped.
bool inside(const HatchedArea& area, SceneXY p) {
  bool in = false;
  for (const auto& ring : area.rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const SceneXY a = ring[i], b = ring[j];
      if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
  }
  return in;
}

}  // namespace

std::vector<std::vector<MapXY>> stretches_near(const RoadNet& net, std::string_view name, MapXY at) {
  const auto row = static_cast<std::uint32_t>(std::ranges::find(net.names, name) - net.names.begin());
  std::vector<std::pair<double, const RoadNet::Stretch*>> found;
  for (const RoadNet::Stretch& s : net.stretches) {
    if (s.name != row || s.count < 2 || name.empty()) continue;
    if (const double away = nearest_on(net, s, at).away; away <= kRoadClosedWithinM)
      found.emplace_back(away, &s);
  }
  std::ranges::stable_sort(found, {}, [](const auto& f) { return f.first; });
  std::vector<std::vector<MapXY>> out;
  out.reserve(found.size());
  for (const auto& [away, s] : found)
    out.emplace_back(net.points.begin() + s->first, net.points.begin() + s->first + s->count);
  return out;
}

std::vector<ClosureMark> closures_of(const Operations& operations, Instant now, const RoadNet* net,
                                     MapXY origin) {
  std::vector<ClosureMark> out;
  for (const auto& [id, closure] : *operations.closures) {
    if (!closure.holds(now)) continue;
    ClosureMark mark;
    mark.id = id;
    mark.reason = closure.reason;
    mark.area.rings = rings_of(closure.area, origin);
    if (!mark.area.rings.empty()) {
      mark.at = middle_of(mark.area.rings.front());
    } else if (net != nullptr && closure.road_at) {
      for (const auto& line : stretches_near(*net, closure.road, to_map(*closure.road_at)))
        mark.roads.push_back(relative(line, origin));
      if (mark.roads.empty()) continue;
      mark.at = mark.roads.front()[mark.roads.front().size() / 2];
    } else {
      continue;
    }
    out.push_back(std::move(mark));
  }
  return out;
}

std::optional<RoadNear> road_near(const RoadLines& lines, const RoadNet& net, MapXY origin, ScaleBand band,
                                  MapXY at, double within_m) {
  const SceneXY p = relative(at, origin);
  const auto within = static_cast<float>(within_m);
  Nearest best;
  const RoadNet::Stretch* road = nullptr;
  for (const RoadLines::Run& run : lines.runs) {
    if (road_width(band, run.road_class) <= 0 || p.x < run.lower.x - within || p.x > run.upper.x + within ||
        p.y < run.lower.y - within || p.y > run.upper.y + within)
      continue;
    for (std::uint32_t i = run.first; i < run.first + run.count; ++i) {
      const RoadNet::Stretch& s = net.stretches[lines.stretches[i].row];
      if (s.name == 0 || net.names[s.name].empty()) continue;
      if (const Nearest n = nearest_on(net, s, at); n.away <= within_m && n.away < best.away)
        best = n, road = &s;
    }
  }
  if (road == nullptr) return {};
  return RoadNear{net.names[road->name], MapXY::of_metres(best.x, best.y), best.away};
}

std::optional<RoadNear> road_named(const RoadNet& net, std::string_view typed, MapXY at) {
  const std::string word = fold_width(typed);
  if (word.empty()) return {};
  std::vector<std::uint8_t> rank(net.names.size(), 0);  // 0: not meant, 1: a part, 2: the whole name
  std::uint8_t top = 0;
  for (std::size_t n = 1; n < rank.size(); ++n) {
    const std::string name = fold_width(net.names[n]);
    rank[n] = name == word ? 2 : name.find(word) != std::string::npos ? 1 : 0;
    top = std::max(top, rank[n]);
  }
  Nearest best;
  std::uint32_t name = 0;
  for (const RoadNet::Stretch& s : net.stretches) {
    if (top == 0 || rank[s.name] != top) continue;
    if (const Nearest n = nearest_on(net, s, at); n.away < best.away) best = n, name = s.name;
  }
  if (name == 0) return {};
  return RoadNear{net.names[name], MapXY::of_metres(best.x, best.y), best.away};
}

std::string pick_closure(const DispatchScene& scene, const Camera& camera, MapXY origin, Pixel at) {
  const SceneXY p = relative(camera.to_map(at), origin);
  const double reach = kRoadHit * camera.ui_scale * camera.metres_per_px;
  for (const ClosureMark& closure : scene.closures)
    if (inside(closure.area, p)) return closure.id;
  const ClosureMark* best = nullptr;
  double nearest = reach;
  for (const ClosureMark& closure : scene.closures) {
    for (const auto& road : closure.roads) {
      if (const double away = away_from(road, p); away <= nearest) best = &closure, nearest = away;
    }
  }
  return best == nullptr ? std::string() : best->id;
}

}  // namespace anxin
