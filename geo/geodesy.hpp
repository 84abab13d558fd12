// Lengths and areas on the ellipsoid of CGCS2000 (GB 22021-2008: a = 6,378,137 m, 1/f = 298.257222101). The
// one Earth. Geodesics by Karney (PROJ geodesic.h): 15 nm. A == B gives 0.
#pragma once
#include <vector>

#include "geo/polygon.hpp"
#include "geo/position.hpp"

namespace anxin {

inline constexpr double kSemiMajorM = 6378137.0;
inline constexpr double kInverseFlattening = 298.257222101;

[[nodiscard]] Metres distance(LonLat a, LonLat b);
[[nodiscard]] Metres length(
    const std::vector<LonLat>& line);                    // sum of its geodesics; 0 for fewer than two points
[[nodiscard]] double area_m2(const MultiPolygon& area);  // square metres, holes subtracted
[[nodiscard]] LonLat destination(LonLat from, double azimuth_deg, Metres length);  // clockwise from north
[[nodiscard]] double azimuth_deg(LonLat from, LonLat to);  // [0, 360); 0 when from == to

}  // namespace anxin
