#include "geo/polygon.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/crs.hpp"
#include "geo/geos_handle.hpp"

namespace anxin {
namespace {

std::unexpected<Error> unusable(const std::string& fault) {
  return fail(ErrorCode::BadInput, fmt::format("区域多边形无效：{}。", fault),
              fmt::format("The area is not valid: {}.", fault));
}

std::string fault_of(Geos& geos, const GEOSGeometry* g) {
  if (!g) return geos.message().empty() ? "not a polygon" : geos.message();
  char* reason = nullptr;
  GEOSGeometry* place = nullptr;
  const char valid = GEOSisValidDetail_r(geos.handle(), g, 0, &reason, &place);
  std::string fault = reason ? reason : "";
  if (reason) GEOSFree_r(geos.handle(), reason);
  const Geos::Geometry point = geos.own(place);
  if (valid == 1) return {};
  if (fault.empty()) fault = geos.message().empty() ? "not valid" : geos.message();
  double x = 0, y = 0;
  if (point && GEOSGeomGetX_r(geos.handle(), point.get(), &x) == 1 &&
      GEOSGeomGetY_r(geos.handle(), point.get(), &y) == 1)
    fault += fmt::format(" at {} {}", x, y);
  return fault;
}

void append_triangle(const Geos& geos, const GEOSGeometry* triangle, std::vector<MapXY>& out) {
  const GEOSGeometry* ring = GEOSGetExteriorRing_r(geos.handle(), triangle);
  const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos.handle(), ring);
  for (unsigned i = 0; i < 3; ++i) {
    double x = 0, y = 0;
    GEOSCoordSeq_getXY_r(geos.handle(), sequence, i, &x, &y);
    out.push_back(MapXY::of_metres(x, y));
  }
}

// The area in GEOS, valid, or the error that says why not. Validity is judged in degrees, as stored.
Result<Geos::Geometry> valid_geometry(Geos& geos, const MultiPolygon& area, bool plane) {
  Geos::Geometry degrees = geos.from(area, false);
  if (const std::string fault = fault_of(geos, degrees.get()); !fault.empty()) return unusable(fault);
  if (!plane) return degrees;
  Geos::Geometry metres = geos.from(area, true);
  if (!metres) return unusable(geos.message());
  return metres;
}

}  // namespace

std::string validity_fault(const MultiPolygon& area) {
  Geos geos;
  const Geos::Geometry g = geos.from(area, false);
  return fault_of(geos, g.get());
}

Result<Triangles> triangulate(const MultiPolygon& area) {
  Geos geos;
  const auto g = valid_geometry(geos, area, true);
  if (!g) return std::unexpected(g.error());
  Triangles out;
  if (area.empty()) return out;
  const Geos::Geometry mesh = geos.own(GEOSConstrainedDelaunayTriangulation_r(geos.handle(), g->get()));
  if (!mesh) return unusable(geos.message());
  const int n = GEOSGetNumGeometries_r(geos.handle(), mesh.get());
  out.vertices.reserve(static_cast<std::size_t>(n) * 3);
  for (int i = 0; i < n; ++i)
    append_triangle(geos, GEOSGetGeometryN_r(geos.handle(), mesh.get(), i), out.vertices);
  return out;
}

LonLatBox bounding_box(const MultiPolygon& area) {
  bool any = false;
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  for (const Polygon& polygon : area) {
    for (const LonLat p : polygon.outer) {
      x0 = any ? std::min(x0, p.lon()) : p.lon(), x1 = any ? std::max(x1, p.lon()) : p.lon();
      y0 = any ? std::min(y0, p.lat()) : p.lat(), y1 = any ? std::max(y1, p.lat()) : p.lat();
      any = true;
    }
  }
  return {LonLat::of_degrees(x0, y0), LonLat::of_degrees(x1, y1)};
}

Result<MultiPolygon> union_of(const std::vector<MultiPolygon>& areas) {
  Geos geos;
  MultiPolygon all;
  for (const MultiPolygon& area : areas) {
    if (const std::string fault = validity_fault(area); !fault.empty()) return unusable(fault);
    all.insert(all.end(), area.begin(), area.end());
  }
  const Geos::Geometry together = geos.from(all, false);
  if (!together) return unusable(geos.message());
  const Geos::Geometry one = geos.own(GEOSUnaryUnion_r(geos.handle(), together.get()));
  if (!one) return unusable(geos.message());
  return geos.to(one.get(), false);
}

Result<MultiPolygon> simplify(const MultiPolygon& area, Metres tolerance) {
  Geos geos;
  const auto g = valid_geometry(geos, area, true);
  if (!g) return std::unexpected(g.error());
  const Geos::Geometry fewer =
      geos.own(GEOSTopologyPreserveSimplify_r(geos.handle(), g->get(), tolerance.value()));
  if (!fewer) return unusable(geos.message());
  return geos.to(fewer.get(), true);
}

Result<LonLat> point_inside(const MultiPolygon& area) {
  Geos geos;
  const auto g = valid_geometry(geos, area, false);
  if (!g) return std::unexpected(g.error());
  const Geos::Geometry point = geos.own(GEOSPointOnSurface_r(geos.handle(), g->get()));
  double x = 0, y = 0;
  if (!point || GEOSisEmpty_r(geos.handle(), point.get()) ||
      GEOSGeomGetX_r(geos.handle(), point.get(), &x) != 1 ||
      GEOSGeomGetY_r(geos.handle(), point.get(), &y) != 1)
    return unusable("it has no inside");
  return LonLat::of_degrees(x, y);
}

Result<MultiPolygon> multi_polygon_from_wkb(std::string_view wkb) {
  Geos geos;
  const std::unique_ptr<GEOSWKBReader, std::function<void(GEOSWKBReader*)>> reader(
      GEOSWKBReader_create_r(geos.handle()),
      [&](GEOSWKBReader* r) { GEOSWKBReader_destroy_r(geos.handle(), r); });
  const Geos::Geometry g = geos.own(GEOSWKBReader_read_r(
      geos.handle(), reader.get(), reinterpret_cast<const unsigned char*>(wkb.data()), wkb.size()));
  if (!g) return unusable("the bytes are not well-known binary");
  const int type = GEOSGeomTypeId_r(geos.handle(), g.get());
  if (type != GEOS_POLYGON && type != GEOS_MULTIPOLYGON) return unusable("it is not a polygon");
  MultiPolygon area = geos.to(g.get(), false);
  if (!geos.from(area, false)) return unusable(geos.message());
  return area;
}

}  // namespace anxin
