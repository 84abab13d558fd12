#include "geo/geodesy.hpp"

#include <geodesic.h>

#include <cmath>

namespace anxin {
namespace {

const geod_geodesic& earth() {
  static const geod_geodesic ellipsoid = [] {
    geod_geodesic g;
    geod_init(&g, kSemiMajorM, 1.0 / kInverseFlattening);
    return g;
  }();
  return ellipsoid;
}

double ring_m2(const Ring& ring) {
  if (ring.size() < 4) return 0;
  geod_polygon polygon;
  geod_polygon_init(&polygon, 0);
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    geod_polygon_addpoint(&earth(), &polygon, ring[i].lat(), ring[i].lon());
  double m2 = 0;
  geod_polygon_compute(&earth(), &polygon, 0, 1, &m2, nullptr);
  return std::abs(m2);
}

}  // namespace

Metres distance(LonLat a, LonLat b) {
  if (a == b) return Metres::of(0);
  double m = 0;
  geod_inverse(&earth(), a.lat(), a.lon(), b.lat(), b.lon(), &m, nullptr, nullptr);
  return Metres::of(m);
}

Metres length(const std::vector<LonLat>& line) {
  double m = 0;
  for (std::size_t i = 1; i < line.size(); ++i) m += distance(line[i - 1], line[i]).value();
  return Metres::of(m);
}

double area_m2(const MultiPolygon& area) {
  double m2 = 0;
  for (const auto& polygon : area) {
    m2 += ring_m2(polygon.outer);
    for (const auto& hole : polygon.holes) m2 -= ring_m2(hole);
  }
  return m2;
}

LonLat destination(LonLat from, double azimuth, Metres length) {
  double lat = 0, lon = 0;
  geod_direct(&earth(), from.lat(), from.lon(), azimuth, length.value(), &lat, &lon, nullptr);
  return LonLat::of_degrees(lon, lat);
}

double azimuth_deg(LonLat from, LonLat to) {
  if (from == to) return 0;
  double azimuth = 0;
  geod_inverse(&earth(), from.lat(), from.lon(), to.lat(), to.lon(), nullptr, &azimuth, nullptr);
  if (azimuth < 0) azimuth += 360;
  return azimuth >= 360 ? 0 : azimuth;
}

}  // namespace anxin
