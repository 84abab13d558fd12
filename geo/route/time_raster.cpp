#include "geo/route/time_raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/route/snap.hpp"

namespace anxin {
namespace {

constexpr double kMostCells = 1e6;
constexpr double kMsPerMetre = 3600.0 / kWalkKmh;

using XY = LocalPlane::XY;

double twice_area(const std::vector<XY>& ring) {
  double sum = 0;
  for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++)
    sum += ring[k].x * ring[i].y - ring[i].x * ring[k].y;
  return sum;
}

bool contains(const std::vector<XY>& ring, XY p) {
  bool inside = false;
  for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++) {
    const XY &a = ring[i], &b = ring[k];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

Ring on_earth(const std::vector<XY>& ring, const LocalPlane& plane) {
  constexpr double kDigits = 1e7;
  Ring out;
  out.reserve(ring.size() + 1);
  for (const XY p : ring) {
    const LonLat at = plane.back(p);
    out.push_back(LonLat::of_degrees(std::round(at.lon() * kDigits) / kDigits,
                                     std::round(at.lat() * kDigits) / kDigits));
  }
  out.push_back(out.front());
  return out;
}

// Holes (clockwise) into the smallest outline (counter-clockwise) around them.
MultiPolygon nested(const std::vector<std::vector<XY>>& rings, const LocalPlane& plane) {
  struct Outer {
    const std::vector<XY>* ring;
    double area;
    std::size_t polygon;
  };
  MultiPolygon out;
  std::vector<Outer> outers;
  for (const auto& ring : rings) {
    if (const double area = twice_area(ring); area > 0) {
      outers.push_back({&ring, area, out.size()});
      out.push_back({on_earth(ring, plane), {}});
    }
  }
  std::ranges::sort(outers, {}, &Outer::area);
  for (const auto& ring : rings) {
    if (twice_area(ring) > 0) continue;
    const auto around =
        std::ranges::find_if(outers, [&](const Outer& o) { return contains(*o.ring, ring.front()); });
    if (around != outers.end()) out[around->polygon].holes.push_back(on_earth(ring, plane));
  }
  return out;
}

}  // namespace

TimeRaster::TimeRaster(XY low, XY high, double cell_m) : origin_(low), cell_(cell_m) {
  constexpr int kMargin = 3;
  while ((high.x - low.x) / cell_ * ((high.y - low.y) / cell_) > kMostCells) cell_ *= 1.25;
  columns_ = static_cast<int>((high.x - low.x) / cell_) + 2 + 2 * kMargin;
  rows_ = static_cast<int>((high.y - low.y) / cell_) + 2 + 2 * kMargin;
  origin_ = {low.x - kMargin * cell_, low.y - kMargin * cell_};
  const std::size_t size = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
  ms_.assign(size, kNever);
  walked_.assign(size, kNever);
  node_.assign(size, -1);
}

void TimeRaster::reach(XY at, double ms) {
  const double gx = (at.x - origin_.x) / cell_, gy = (at.y - origin_.y) / cell_;
  if (!(gx >= 1 && gy >= 1 && gx < columns_ - 1.5 && gy < rows_ - 1.5)) return;  // the rim stays outside
  const int x = static_cast<int>(std::lround(gx)), y = static_cast<int>(std::lround(gy));
  const double off = std::hypot(gx - x, gy - y) * cell_, when = ms + off * kMsPerMetre;
  const std::size_t i = index(x, y);
  if (when >= static_cast<double>(ms_[i])) return;
  ms_[i] = static_cast<float>(when);
  walked_[i] = static_cast<float>(off);
}

void TimeRaster::reach_line(XY a, XY b, double ms_a, double ms_b, double limit) {
  if (ms_a > limit) return;
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  const double upto = ms_b > limit ? (limit - ms_a) / (ms_b - ms_a) : 1.0;
  const int steps = std::max(1, static_cast<int>(std::ceil(length * upto / (cell_ * 0.7))));
  for (int i = 0; i <= steps; ++i) {
    const double f = upto * i / steps;
    reach({a.x + (b.x - a.x) * f, a.y + (b.y - a.y) * f}, ms_a + (ms_b - ms_a) * f);
  }
}

void TimeRaster::note_node(XY at, double ms) {
  const double gx = (at.x - origin_.x) / cell_ + 0.5, gy = (at.y - origin_.y) / cell_ + 0.5;
  if (!(gx >= 0 && gy >= 0 && gx < columns_ && gy < rows_)) return;
  float& latest = node_[index(static_cast<int>(gx), static_cast<int>(gy))];
  latest = std::max(latest, static_cast<float>(ms));
}

// Two sweeps over the eight neighbours (chamfer distance, Borgefors 1986): within 8 % of the straight line.
// The rim is read and never written, so no neighbour lies outside.
void TimeRaster::walk(double furthest) {
  const auto straight = static_cast<float>(cell_), across = static_cast<float>(cell_ * 1.41421356);
  const auto most = static_cast<float>(furthest);
  float *const ms = ms_.data(), *const walked = walked_.data();
  const std::ptrdiff_t row = columns_;
  const auto from = [&](std::ptrdiff_t to, std::ptrdiff_t neighbour, float metres) {
    const float on_foot = walked[neighbour] + metres,
                when = ms[neighbour] + metres * static_cast<float>(kMsPerMetre);
    if (when >= ms[to] || on_foot > most) return;
    ms[to] = when;
    walked[to] = on_foot;
  };
  const auto sweep = [&](std::ptrdiff_t at, std::ptrdiff_t sign) {
    from(at, at - sign, straight);
    from(at, at - sign * row - 1, across);
    from(at, at - sign * row, straight);
    from(at, at - sign * row + 1, across);
  };
  for (std::ptrdiff_t y = 1; y < rows_ - 1; ++y)
    for (std::ptrdiff_t x = 1; x < columns_ - 1; ++x) sweep(y * row + x, 1);
  for (std::ptrdiff_t y = rows_ - 2; y > 0; --y)
    for (std::ptrdiff_t x = columns_ - 2; x > 0; --x) sweep(y * row + x, -1);
}

// The times with every gap closed that holds no node beyond the limit. Gaps are joined by sides, the area by
// corners too, as the outline draws them.
std::vector<float> TimeRaster::filled(float limit) const {
  std::vector<float> field = ms_;
  std::vector<std::uint8_t> seen(field.size(), 0);
  std::vector<std::uint32_t> gap;
  for (std::size_t start = 0; start < field.size(); ++start) {
    if (seen[start] != 0 || field[start] <= limit) continue;
    gap.assign(1, static_cast<std::uint32_t>(start));
    seen[start] = 1;
    bool stays = false;
    for (std::size_t i = 0; i < gap.size(); ++i) {
      const std::size_t at = gap[i];
      const int x = static_cast<int>(at % static_cast<std::size_t>(columns_)),
                y = static_cast<int>(at / static_cast<std::size_t>(columns_));
      stays = stays || x == 0 || y == 0 || x == columns_ - 1 || y == rows_ - 1 || node_[at] > limit;
      for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        if (!is_inside(x + dx, y + dy)) continue;
        const std::size_t next = index(x + dx, y + dy);
        if (seen[next] != 0 || field[next] <= limit) continue;
        seen[next] = 1;
        gap.push_back(static_cast<std::uint32_t>(next));
      }
    }
    if (!stays)
      for (const std::uint32_t at : gap) field[at] = limit;
  }
  return field;
}

// Where the outline crosses a lattice edge (2 i: from i to the right, 2 i + 1: from i upwards); never at its
// ends, so that no two rings meet.
TimeRaster::XY TimeRaster::crossing(const std::vector<float>& field, std::size_t edge, float limit) const {
  const std::size_t a = edge / 2, b = edge % 2 == 0 ? a + 1 : a + static_cast<std::size_t>(columns_);
  const auto in_a = field[a] <= limit;
  const double in = static_cast<double>(in_a ? field[a] : field[b]),
               out = static_cast<double>(in_a ? field[b] : field[a]);
  const double left = static_cast<double>(limit) - in;
  double f = std::isinf(out) ? left / (cell_ * kMsPerMetre) : left / (out - in);
  f = std::clamp(f, 0.1, 0.9);
  const std::size_t row = a / static_cast<std::size_t>(columns_);
  const double x = static_cast<double>(a % static_cast<std::size_t>(columns_)), y = static_cast<double>(row);
  const double along = in_a ? f : 1 - f;
  return {origin_.x + (x + (edge % 2 == 0 ? along : 0)) * cell_,
          origin_.y + (y + (edge % 2 == 1 ? along : 0)) * cell_};
}

// Marching squares (Lorensen and Cline 1987, in the plane): every crossing is left by exactly one stretch,
// the area on its left; of a saddle the area's two corners are joined.
MultiPolygon TimeRaster::outline(double limit_ms, const LocalPlane& plane) const {
  const auto limit = static_cast<float>(limit_ms);
  const std::vector<float> field = filled(limit);
  constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
  std::vector<std::uint32_t> next(field.size() * 2, kNowhere);
  std::vector<std::uint32_t> starts;
  for (int y = 0; y + 1 < rows_; ++y) {
    for (int x = 0; x + 1 < columns_; ++x) {
      const std::size_t i = index(x, y), up = index(x, y + 1);
      const std::array<bool, 4> in{field[i] <= limit, field[i + 1] <= limit, field[up + 1] <= limit,
                                   field[up] <= limit};
      if (in[0] == in[1] && in[1] == in[2] && in[2] == in[3]) continue;
      const std::array<std::size_t, 4> edges{2 * i, 2 * (i + 1) + 1, 2 * up, 2 * i + 1};
      const bool saddle = in[0] == in[2] && in[1] == in[3];
      for (std::size_t k = 0; k < 4; ++k) {
        if (!in[k] || in[(k + 1) % 4]) continue;
        std::size_t to = (k + 1) % 4;
        while (!saddle && (in[to] || !in[(to + 1) % 4])) to = (to + 1) % 4;
        next[edges[k]] = static_cast<std::uint32_t>(edges[to]);
        starts.push_back(static_cast<std::uint32_t>(edges[k]));
      }
    }
  }
  std::vector<std::vector<XY>> rings;
  for (const std::uint32_t start : starts) {
    if (next[start] == kNowhere) continue;
    auto& ring = rings.emplace_back();
    for (std::uint32_t at = start; next[at] != kNowhere;) {
      ring.push_back(crossing(field, at, limit));
      const std::uint32_t to = next[at];
      next[at] = kNowhere;
      at = to;
    }
  }
  return nested(rings, plane);
}

}  // namespace anxin
