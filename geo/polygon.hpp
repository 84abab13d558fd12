// Polygons on the sphere as plain vertex lists, and what the program asks of them. GEOS does the geometry (one context per
// call, so any thread); areas and lengths on the ellipsoid come from geo/geodesy.hpp.
#pragma once
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/position.hpp"

namespace anxin {

using Ring = std::vector<LonLat>;                 // closed: first == last, at least 4
struct Polygon { Ring outer; std::vector<Ring> holes; };
using MultiPolygon = std::vector<Polygon>;

// Triangles of the map plane, three vertices each (constrained Delaunay of the projected polygon), for filling.
struct Triangles { std::vector<MapXY> vertices; };

// A MultiPolygon prepared for many point queries; a point on the boundary is inside. Immutable, any thread.
class PreparedArea {
 public:
  explicit PreparedArea(const MultiPolygon& area);
  [[nodiscard]] bool contains(LonLat at) const;
  [[nodiscard]] LonLat lower() const { return lower_; }
  [[nodiscard]] LonLat upper() const { return upper_; }

 private:
  struct Edge { double x0, y0, x1, y1; };
  LonLat lower_, upper_;
  std::vector<std::vector<Edge>> bands_;  // edges by latitude band
  double band_height_ = 1;
};

// Empty when valid; else what is wrong, in English, with the place ("Self-intersection at 116.4 39.9").
[[nodiscard]] std::string validity_fault(const MultiPolygon& area);
[[nodiscard]] Result<Triangles> triangulate(const MultiPolygon& area);
[[nodiscard]] std::string to_wkt(const MultiPolygon& area);
// ISO/OGC WKB, little-endian, MULTIPOLYGON, no SRID.
[[nodiscard]] std::string to_wkb(const MultiPolygon& area);
[[nodiscard]] Result<MultiPolygon> multi_polygon_from_wkb(std::string_view wkb);

}  // namespace anxin
