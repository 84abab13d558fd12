#include "geo/io/ogr_geometry.hpp"

namespace anxin {
namespace {

Result<OGRLinearRing> ring_to(const Ring& ring, const Crs& to) {
  OGRLinearRing out;
  out.setNumPoints(static_cast<int>(ring.size()), FALSE);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto p = from_cgcs2000(ring[i], to);
    if (!p) return std::unexpected(p.error());
    out.setPoint(static_cast<int>(i), p->x, p->y);
  }
  return out;
}

Result<Ring> ring_from(const OGRLinearRing& ring, const Crs& from) {
  Ring out;
  const int n = ring.getNumPoints();
  if (n < 4 || ring.getX(0) != ring.getX(n - 1) || ring.getY(0) != ring.getY(n - 1))
    return fail(ErrorCode::BadInput, "多边形的环没有闭合。", "A ring of a polygon is not closed.");
  out.reserve(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    const auto p = to_cgcs2000({ring.getX(i), ring.getY(i)}, from);
    if (!p) return std::unexpected(p.error());
    out.push_back(*p);
  }
  return out;
}

Status append(const OGRPolygon& polygon, const Crs& from, MultiPolygon& into) {
  if (polygon.IsEmpty()) return {};
  Polygon made;
  bool first = true;
  for (const OGRLinearRing* ring : polygon) {
    auto points = ring_from(*ring, from);
    if (!points) return std::unexpected(points.error());
    if (first)
      made.outer = std::move(*points);
    else
      made.holes.push_back(std::move(*points));
    first = false;
  }
  into.push_back(std::move(made));
  return {};
}

}  // namespace

std::optional<OGRSpatialReference> reference_of(const Crs& crs) {
  OGRSpatialReference reference;
  if (crs.kind == Crs::Kind::Gcj02 || crs.kind == Crs::Kind::Bd09) return {};
  if (reference.importFromEPSG(crs.epsg) != OGRERR_NONE) return {};
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

Result<OGRMultiPolygon> to_ogr(const MultiPolygon& area, const Crs& to) {
  OGRMultiPolygon out;
  for (const Polygon& polygon : area) {
    OGRPolygon made;
    auto outer = ring_to(polygon.outer, to);
    if (!outer) return std::unexpected(outer.error());
    made.addRing(&*outer);
    for (const Ring& hole : polygon.holes) {
      auto inner = ring_to(hole, to);
      if (!inner) return std::unexpected(inner.error());
      made.addRing(&*inner);
    }
    out.addGeometry(&made);
  }
  return out;
}

Result<MultiPolygon> from_ogr(const OGRGeometry& geometry, const Crs& from) {
  MultiPolygon out;
  const auto type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon) {
    if (const Status done = append(*geometry.toPolygon(), from, out); !done)
      return std::unexpected(done.error());
    return out;
  }
  if (type != wkbMultiPolygon)
    return fail(ErrorCode::BadInput, "图形不是多边形。", "The geometry is not a polygon.");
  for (const OGRPolygon* polygon : *geometry.toMultiPolygon())
    if (const Status done = append(*polygon, from, out); !done) return std::unexpected(done.error());
  return out;
}

}  // namespace anxin
