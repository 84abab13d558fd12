// Points and areas as SpatiaLite stores them, written and read without calling SpatiaLite once per row. Only
// EPSG:4490, two dimensions, little-endian. Format (SpatiaLite "BLOB-Geometry", all integers 4 bytes, reals
// 8):
//   00 01 srid minx miny maxx maxy 7C type body FE
// type 1 POINT: x y.  type 6 MULTIPOLYGON: n, then n times 69 3 rings, each ring: points, then x y pairs.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "geo/error.hpp"
#include "geo/polygon.hpp"
#include "geo/position.hpp"

namespace anxin {

inline constexpr int kStoreSrid = 4490;
using PointBlob = std::array<char, 60>;

[[nodiscard]] PointBlob point_blob(LonLat at);
[[nodiscard]] std::string area_blob(const MultiPolygon& area);
[[nodiscard]] Result<LonLat> point_from_blob(std::string_view blob);
[[nodiscard]] Result<MultiPolygon> area_from_blob(std::string_view blob);

}  // namespace anxin
