// Polygons on the sphere as plain vertex lists, and what the program asks of them. GEOS does the geometry
// (one context per call, so any thread); areas and lengths on the ellipsoid come from geo/geodesy.hpp.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/position.hpp"

namespace anxin {

using Ring = std::vector<LonLat>;  // closed: first == last, at least 4
struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
};
using MultiPolygon = std::vector<Polygon>;

struct LonLatBox {
  LonLat lower, upper;
};  // south-west and north-east corner; both (0, 0) when nothing is inside

// Triangles of the map plane, three vertices each (constrained Delaunay of the projected polygon), for
// filling.
struct Triangles {
  std::vector<MapXY> vertices;
};

// A MultiPolygon prepared for many point queries; a point on the boundary is inside. Immutable, any thread.
class PreparedArea {
 public:
  explicit PreparedArea(const MultiPolygon& area);
  [[nodiscard]] bool contains(LonLat at) const;
  [[nodiscard]] LonLat lower() const { return lower_; }
  [[nodiscard]] LonLat upper() const { return upper_; }

 private:
  struct Edge {
    double x0, y0, x1, y1;
  };
  [[nodiscard]] std::size_t band_of(double lat) const;
  LonLat lower_, upper_;
  std::vector<std::vector<Edge>> bands_;  // edges by latitude band
  double band_height_ = 1;
};

// Empty when valid; else what is wrong, in English, with the place ("Self-intersection at 116.4 39.9"). A
// polygon list with no polygon is valid.
[[nodiscard]] std::string validity_fault(const MultiPolygon& area);
// Covers the area exactly, no triangle twice; BadInput when the area is not valid.
[[nodiscard]] Result<Triangles> triangulate(const MultiPolygon& area);
[[nodiscard]] LonLatBox bounding_box(const MultiPolygon& area);
// The areas as one outline; common edges vanish where the vertices are the same numbers. BadInput when one is
// not valid.
[[nodiscard]] Result<MultiPolygon> union_of(const std::vector<MultiPolygon>& areas);
// Fewer vertices, none moved, no line further than `tolerance` from where it was (map plane); valid stays
// valid (Douglas-Peucker, topology preserving, ring by ring: neighbours may come apart, so draw with it,
// never ask it).
[[nodiscard]] Result<MultiPolygon> simplify(const MultiPolygon& area, Metres tolerance);
// A point that is inside for certain, unlike a centroid.
[[nodiscard]] Result<LonLat> point_inside(const MultiPolygon& area);

// Shortest decimal digits that read back to the same double.
[[nodiscard]] std::string to_wkt(const MultiPolygon& area);
// ISO/OGC WKB, little-endian, MULTIPOLYGON, no SRID.
[[nodiscard]] std::string to_wkb(const MultiPolygon& area);
// POLYGON or MULTIPOLYGON, either byte order, z and m dropped. BadInput for other geometries, damaged bytes,
// unclosed rings and coordinates that are not degrees. Not checked: validity_fault.
[[nodiscard]] Result<MultiPolygon> multi_polygon_from_wkb(std::string_view wkb);

}  // namespace anxin
