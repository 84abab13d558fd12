#include "geo/geos_handle.hpp"

#include <fmt/format.h>

#include <cmath>

#include "geo/crs.hpp"

namespace anxin {

Geos::Geos() : context_(GEOS_init_r(), GEOS_finish_r) {
  GEOSContext_setErrorMessageHandler_r(
      context_.get(), [](const char* text, void* self) { static_cast<Geos*>(self)->message_ = text; }, this);
}

Geos::Geometry Geos::own(GEOSGeometry* g) const {
  return {g, [context = context_.get()](GEOSGeometry* it) { GEOSGeom_destroy_r(context, it); }};
}

Geos::Geometry Geos::ring(const Ring& r, bool plane) {
  if (r.size() < 4) {
    message_ = fmt::format("Ring with {} points, at least 4 are needed", r.size());
    return own(nullptr);
  }
  if (r.front() != r.back()) {
    message_ = fmt::format("Ring not closed at {} {}", r.front().lon(), r.front().lat());
    return own(nullptr);
  }
  std::vector<double> xy;
  xy.reserve(r.size() * 2);
  for (const LonLat p : r) {
    if (!p.is_valid()) {
      message_ = fmt::format("Not a position in degrees: {} {}", p.lon(), p.lat());
      return own(nullptr);
    }
    const MapXY m = plane ? to_map(p) : MapXY::of_metres(p.lon(), p.lat());
    xy.push_back(m.x());
    xy.push_back(m.y());
  }
  GEOSCoordSequence* sequence =
      GEOSCoordSeq_copyFromBuffer_r(handle(), xy.data(), static_cast<unsigned>(r.size()), 0, 0);
  return own(sequence ? GEOSGeom_createLinearRing_r(handle(), sequence) : nullptr);
}

Geos::Geometry Geos::from(const MultiPolygon& area, bool plane) {
  std::vector<Geometry> parts;
  for (const Polygon& polygon : area) {
    Geometry shell = ring(polygon.outer, plane);
    if (!shell) return shell;
    std::vector<Geometry> holes;
    for (const Ring& hole : polygon.holes) {
      holes.push_back(ring(hole, plane));
      if (!holes.back()) return own(nullptr);
    }
    std::vector<GEOSGeometry*> given;
    given.reserve(holes.size());
    for (Geometry& hole : holes) given.push_back(hole.release());
    parts.push_back(own(GEOSGeom_createPolygon_r(handle(), shell.release(), given.data(),
                                                 static_cast<unsigned>(given.size()))));
    if (!parts.back()) return own(nullptr);
  }
  std::vector<GEOSGeometry*> given;
  given.reserve(parts.size());
  for (Geometry& part : parts) given.push_back(part.release());
  return own(GEOSGeom_createCollection_r(handle(), GEOS_MULTIPOLYGON, given.data(),
                                         static_cast<unsigned>(given.size())));
}

Ring Geos::ring_of(const GEOSGeometry* g, bool plane) const {
  const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(handle(), g);
  unsigned n = 0;
  GEOSCoordSeq_getSize_r(handle(), sequence, &n);
  Ring out;
  out.reserve(n);
  for (unsigned i = 0; i < n; ++i) {
    double x = 0, y = 0;
    GEOSCoordSeq_getXY_r(handle(), sequence, i, &x, &y);
    out.push_back(plane ? from_map(MapXY::of_metres(x, y)) : LonLat::of_degrees(x, y));
  }
  return out;
}

MultiPolygon Geos::to(const GEOSGeometry* g, bool plane) const {
  MultiPolygon out;
  const int n = GEOSGetNumGeometries_r(handle(), g);
  for (int i = 0; i < n; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(handle(), g, i);
    if (GEOSGeomTypeId_r(handle(), part) != GEOS_POLYGON || GEOSisEmpty_r(handle(), part)) continue;
    Polygon polygon{ring_of(GEOSGetExteriorRing_r(handle(), part), plane), {}};
    const int holes = GEOSGetNumInteriorRings_r(handle(), part);
    for (int h = 0; h < holes; ++h)
      polygon.holes.push_back(ring_of(GEOSGetInteriorRingN_r(handle(), part, h), plane));
    out.push_back(std::move(polygon));
  }
  return out;
}

}  // namespace anxin
