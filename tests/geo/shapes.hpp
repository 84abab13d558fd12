// Polygons for the tests of geo: crooked, with holes, in two parts, made from a seed.
#pragma once
#include <cmath>
#include <numbers>
#include <random>

#include "geo/polygon.hpp"

namespace anxin::test {

inline LonLat at(double lon, double lat) { return LonLat::of_degrees(lon, lat); }

inline Ring box(double x0, double y0, double x1, double y1) {
  return {at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)};
}

// A star-shaped ring of n crooked edges around a centre: never crosses itself.
inline Ring crooked(double lon, double lat, double radius, int n, std::mt19937_64& random) {
  std::uniform_real_distribution<double> reach(0.6 * radius, radius);
  Ring ring;
  for (int i = 0; i < n; ++i) {
    const double angle = 2 * std::numbers::pi * i / n, r = reach(random);
    ring.push_back(at(lon + r * std::cos(angle), lat + r * std::sin(angle)));
  }
  ring.push_back(ring.front());
  return ring;
}

// About a district: 600 vertices, two holes, an exclave, and coordinates on a coarse raster like the echarts
// file's.
inline MultiPolygon district_like(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return {{crooked(116.4, 39.9, 0.3, 600, random),
           {crooked(116.35, 39.88, 0.05, 60, random), crooked(116.5, 39.95, 0.04, 30, random)}},
          {box(116.9, 39.75, 117.0, 39.875), {}}};
}

}  // namespace anxin::test
