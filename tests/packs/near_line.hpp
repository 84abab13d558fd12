// Distances from points to many line segments on the map plane, by a grid of buckets: what the tests of
// boundaries and roads measure with.
#pragma once
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "geo/crs.hpp"
#include "geo/position.hpp"

namespace anxin::test {

class NearLine {
 public:
  void add(const std::vector<LonLat>& line) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) add(to_map(line[i]), to_map(line[i + 1]));
  }

  // Metres to the nearest segment, at most 5,000.
  [[nodiscard]] double distance(MapXY p) const {
    double best = 5000;
    const int cx = cell(p.x()), cy = cell(p.y());
    for (int ring = 0; ring <= 5 && (ring - 1) * kCell < best; ++ring) {
      for (int dx = -ring; dx <= ring; ++dx) {
        for (int dy = -ring; dy <= ring; ++dy) {
          if (std::max(std::abs(dx), std::abs(dy)) != ring) continue;
          const auto found = cells_.find({cx + dx, cy + dy});
          if (found == cells_.end()) continue;
          for (const auto& s : found->second) best = std::min(best, to_segment(p, s));
        }
      }
    }
    return best;
  }

 private:
  static constexpr double kCell = 1000;
  struct Segment {
    double ax, ay, bx, by;
  };

  static int cell(double v) { return static_cast<int>(std::floor(v / kCell)); }
  static double to_segment(MapXY p, const Segment& s) {
    const double dx = s.bx - s.ax, dy = s.by - s.ay, length2 = dx * dx + dy * dy;
    const double t =
        length2 > 0 ? std::clamp(((p.x() - s.ax) * dx + (p.y() - s.ay) * dy) / length2, 0.0, 1.0) : 0;
    return std::hypot(s.ax + t * dx - p.x(), s.ay + t * dy - p.y());
  }
  void add(MapXY a, MapXY b) {
    const Segment s{a.x(), a.y(), b.x(), b.y()};
    for (int x = cell(std::min(s.ax, s.bx)); x <= cell(std::max(s.ax, s.bx)); ++x) {
      for (int y = cell(std::min(s.ay, s.by)); y <= cell(std::max(s.ay, s.by)); ++y)
        cells_[{x, y}].push_back(s);
    }
  }

  std::map<std::pair<int, int>, std::vector<Segment>> cells_;
};

// Points about every `step` metres along a line.
inline std::vector<MapXY> sampled(const std::vector<LonLat>& line, double step) {
  std::vector<MapXY> out;
  double left = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const auto a = to_map(line[i]), b = to_map(line[i + 1]);
    const double length = std::hypot(b.x() - a.x(), b.y() - a.y());
    for (; left < length; left += step) {
      const double t = left / length;
      out.push_back(MapXY::of_metres(a.x() + t * (b.x() - a.x()), a.y() + t * (b.y() - a.y())));
    }
    left -= length;
  }
  return out;
}

// The value that a share `q` of the values does not exceed.
inline double quantile(std::vector<double> values, double q) {
  std::ranges::sort(values);
  return values.at(static_cast<std::size_t>(q * static_cast<double>(values.size() - 1)));
}

}  // namespace anxin::test
