// A lattice of streets over the city and the pack's rings and radials, joined where they cross.
#include "data/demo/roads.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "data/demo/random.hpp"
#include "data/packs/traffic.hpp"

namespace anxin {
namespace {

constexpr std::int64_t kE7 = 10'000'000;
// A step of the lattice is about 400 m: 1e-7 degrees at 40 degrees north.
constexpr std::int64_t kStepLon = 47'000, kStepLat = 36'000;
constexpr std::int64_t kJitter = 9;  // a crossing lies up to 1/9 of a step off its place
constexpr int kMesh = 10,
              kWide = 5;  // every tenth line runs through the whole city, every fifth is a wider street
constexpr int kTown = 8;  // steps from a label anchor that count as town

struct At {
  std::int64_t x = 0, y = 0;  // 1e-7 degrees
  friend constexpr auto operator<=>(At, At) = default;
};

At at_of(LonLat p) {
  const auto e7 = [](double degrees) {
    return static_cast<std::int64_t>(degrees * static_cast<double>(kE7) + (degrees < 0 ? -0.5 : 0.5));
  };
  return {e7(p.lon()), e7(p.lat())};
}

LonLat lon_lat(At p) {
  return LonLat::of_degrees(static_cast<double>(p.x) / kE7, static_cast<double>(p.y) / kE7);
}

// Where two stretches cross, by whole numbers; nothing when they do not, or run side by side.
std::optional<At> crossing(At a, At b, At c, At d) {
  const __int128 ux = b.x - a.x, uy = b.y - a.y, vx = d.x - c.x, vy = d.y - c.y, wx = c.x - a.x,
                 wy = c.y - a.y;
  __int128 det = ux * vy - uy * vx, s = wx * vy - wy * vx, t = wx * uy - wy * ux;
  if (det == 0) return std::nullopt;
  if (det < 0) {
    det = -det;
    s = -s;
    t = -t;
  }
  if (s < 0 || s > det || t < 0 || t > det) return std::nullopt;
  return At{a.x + static_cast<std::int64_t>(ux * s / det), a.y + static_cast<std::int64_t>(uy * s / det)};
}

struct Line {
  std::vector<At> points;
  RoadKind kind = RoadKind::Other;
  bool forward = true, backward = true;
  std::string name;
  bool joins_expressways = false;
  // Vertices to put in: after which point, how far from it, where.
  std::vector<std::tuple<std::size_t, std::int64_t, At>> extra;
};

class Roads {
 public:
  Roads(const Pack& pack, std::uint64_t seed) : pack_(pack), seed_(seed) {}

  std::vector<RoadSegment> make() {
    for (const MapRoad& road : pack_.roads) take(road);
    const std::size_t expressways = lines_.size();
    for (std::size_t a = 0; a < expressways; ++a) index(a);
    lay_lattice();
    for (std::size_t l = 0; l < lines_.size(); ++l)
      if (l < expressways || lines_[l].joins_expressways) join(l);
    std::vector<RoadSegment> out;
    for (Line& line : lines_) out.push_back(finished(line));
    return out;
  }

 private:
  struct Stretch {
    std::size_t line, point;
  };

  void take(const MapRoad& road) {
    constexpr std::array kKinds{RoadKind::Motorway, RoadKind::Trunk, RoadKind::Primary};
    Line line;
    line.kind = kKinds[static_cast<std::size_t>(road.road_class)];
    line.name = road.name;
    line.joins_expressways = true;
    for (const LonLat p : road.line)
      if (const At at = at_of(p); line.points.empty() || line.points.back() != at) line.points.push_back(at);
    if (line.points.size() >= 2) lines_.push_back(std::move(line));
  }

  // Stretches of expressways by the lattice cells that their boxes touch.
  template <class Visit>
  static void each_cell(At a, At b, const Visit& visit) {
    for (std::int64_t x = std::min(a.x, b.x) / kStepLon; x <= std::max(a.x, b.x) / kStepLon; ++x)
      for (std::int64_t y = std::min(a.y, b.y) / kStepLat; y <= std::max(a.y, b.y) / kStepLat; ++y)
        visit(std::pair{x, y});
  }
  void index(std::size_t l) {
    const auto& points = lines_[l].points;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
      each_cell(points[i], points[i + 1], [&](auto cell) { cells_[cell].push_back({l, i}); });
  }

  static void put(Line& line, std::size_t point, At at) {
    const At from = line.points[point];
    line.extra.emplace_back(point, std::abs(at.x - from.x) + std::abs(at.y - from.y), at);
  }

  // A vertex of both at every crossing with an expressway; among expressways each pair once.
  void join(std::size_t l) {
    Line& line = lines_[l];
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
      std::vector<std::pair<std::size_t, std::size_t>> seen;
      each_cell(line.points[i], line.points[i + 1], [&](auto cell) {
        const auto found = cells_.find(cell);
        if (found == cells_.end()) return;
        for (const Stretch& s : found->second) {
          if (s.line >= l || std::ranges::find(seen, std::pair{s.line, s.point}) != seen.end()) continue;
          seen.emplace_back(s.line, s.point);
          Line& other = lines_[s.line];
          const auto at =
              crossing(line.points[i], line.points[i + 1], other.points[s.point], other.points[s.point + 1]);
          if (!at) continue;
          put(line, i, *at);
          put(other, s.point, *at);
        }
      });
    }
  }

  static RoadSegment finished(Line& line) {
    std::ranges::sort(line.extra);
    RoadSegment out{{}, line.kind, line.forward, line.backward, line.name};
    std::size_t next = 0;
    for (std::size_t i = 0; i < line.points.size(); ++i) {
      out.line.push_back(lon_lat(line.points[i]));
      for (; next < line.extra.size() && std::get<0>(line.extra[next]) == i; ++next)
        out.line.push_back(lon_lat(std::get<2>(line.extra[next])));
    }
    return out;
  }

  // A crossing of the lattice, a little off its place.
  [[nodiscard]] At node(std::int64_t i, std::int64_t j) const {
    demo::Random dice = demo::stream(seed_, demo::Stream::Roads,
                                     demo::mix(static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(j)));
    return {i * kStepLon + dice.between(-kStepLon / kJitter, kStepLon / kJitter),
            j * kStepLat + dice.between(-kStepLat / kJitter, kStepLat / kJitter)};
  }

  struct Ground {
    bool inside = false, dense = false;
  };
  [[nodiscard]] Ground ground(std::int64_t i, std::int64_t j) const {
    Ground out;
    for (const SupervisingUnit& unit : pack_.supervising_units) {
      const At label = at_of(unit.label_at);
      const auto off = [](std::int64_t a, std::int64_t b, std::int64_t step) {
        return std::abs(a - b) <= kTown * step;
      };
      out.dense = out.dense || (off(i * kStepLon, label.x, kStepLon) && off(j * kStepLat, label.y, kStepLat));
    }
    const bool on_mesh = i % kMesh == 0 || j % kMesh == 0;
    if (!out.dense && !on_mesh && !near_urban(i, j)) return out;
    const std::string district = locate(pack_, lon_lat({i * kStepLon, j * kStepLat})).district;
    out.inside = !district.empty();
    out.dense = out.inside && (out.dense || urban_.contains(district));
    return out;
  }
  [[nodiscard]] bool near_urban(std::int64_t i, std::int64_t j) const {
    return i * kStepLon >= urban_low_.x && i * kStepLon <= urban_high_.x && j * kStepLat >= urban_low_.y &&
           j * kStepLat <= urban_high_.y;
  }

  void find_urban() {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    urban_low_ = {kMost, kMost};
    urban_high_ = {-kMost, -kMost};
    low_ = urban_low_;
    high_ = urban_high_;
    const auto widen = [](const LonLatBox& box, At& low, At& high) {
      const At a = at_of(box.lower), b = at_of(box.upper);
      low = {std::min(low.x, a.x), std::min(low.y, a.y)};
      high = {std::max(high.x, b.x), std::max(high.y, b.y)};
    };
    for (const District& district : pack_.districts) {
      const LonLatBox box = bounding_box(district.shape);
      widen(box, low_, high_);
      const auto unit = std::ranges::find(pack_.supervising_units, district.code, &SupervisingUnit::code);
      if (unit == pack_.supervising_units.end() || !unit->urban) continue;
      urban_.insert(district.code);
      widen(box, urban_low_, urban_high_);
    }
  }

  void lay_lattice() {
    if (pack_.districts.empty()) return;
    find_urban();
    const std::int64_t i0 = low_.x / kStepLon, i1 = high_.x / kStepLon + 1, j0 = low_.y / kStepLat,
                       j1 = high_.y / kStepLat + 1;
    const auto columns = static_cast<std::size_t>(i1 - i0 + 1);
    std::vector<Ground> grounds;
    for (std::int64_t j = j0; j <= j1; ++j)
      for (std::int64_t i = i0; i <= i1; ++i) grounds.push_back(ground(i, j));
    const auto at = [&](std::int64_t i, std::int64_t j) -> const Ground& {
      return grounds[static_cast<std::size_t>(j - j0) * columns + static_cast<std::size_t>(i - i0)];
    };
    for (std::int64_t j = j0; j <= j1; ++j)
      for (std::int64_t i = i0; i <= i1; ++i) {
        if (i < i1) street(i, j, i + 1, j, j, at(i, j), at(i + 1, j));
        if (j < j1) street(i, j, i, j + 1, i, at(i, j), at(i, j + 1));
      }
  }

  // One block of a street; `number` is that of its line.
  void street(std::int64_t i, std::int64_t j, std::int64_t k, std::int64_t l, std::int64_t number,
              const Ground& a, const Ground& b) {
    const bool dense = a.dense && b.dense;
    if (!a.inside || !b.inside || (!dense && number % kMesh != 0)) return;
    Line line;
    line.points = {node(i, j), node(k, l)};
    if (number % kMesh == 0) {
      line.kind = dense ? RoadKind::Primary : RoadKind::Secondary;
    } else if (number % kWide == 0) {
      line.kind = RoadKind::Secondary;
    } else if (number % 2 == 0) {
      line.kind = RoadKind::Tertiary;
    } else if (number % 4 == 1) {  // every fourth is one-way, this way and that in turn
      (number % 8 == 1 ? line.backward : line.forward) = false;
    }
    line.joins_expressways = number % kWide == 0;
    lines_.push_back(std::move(line));
  }

  const Pack& pack_;
  std::uint64_t seed_;
  std::vector<Line> lines_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Stretch>> cells_;
  std::set<std::string, std::less<>> urban_;  // districts of 城六区
  At low_, high_, urban_low_, urban_high_;
};

}  // namespace

std::vector<RoadSegment> demo_roads(const Pack& pack, std::uint64_t seed) { return Roads(pack, seed).make(); }

Result<RoadGraph> make_demo_graph(const Pack& pack, std::uint64_t seed) {
  return RoadGraph::build(demo_roads(pack, seed), speed_table(pack));
}

}  // namespace anxin
