// GEOS in the geo layer: a quiet context for one call, geometries that free themselves, and the way in and
// out of MultiPolygon. Not for other layers: include geo/polygon.hpp. One Geos object belongs to one call on
// one thread.
#pragma once
#include <geos_c.h>

#include <functional>
#include <memory>
#include <string>

#include "geo/polygon.hpp"

namespace anxin {

class Geos {
 public:
  Geos();
  using Geometry = std::unique_ptr<GEOSGeometry, std::function<void(GEOSGeometry*)>>;

  [[nodiscard]] GEOSContextHandle_t handle() const { return context_.get(); }
  [[nodiscard]] const std::string& message() const { return message_; }  // of the last failure, from GEOS
  [[nodiscard]] Geometry own(GEOSGeometry* g) const;

  // Null when a ring has fewer than four points, is not closed or is not finite (message says which). In the
  // map plane (EPSG:4548) when `plane`, else in degrees.
  Geometry from(const MultiPolygon& area, bool plane);
  // Polygons and multipolygons, others left out. `plane` as given to from().
  MultiPolygon to(const GEOSGeometry* g, bool plane) const;

 private:
  Geometry ring(const Ring& r, bool plane);
  Ring ring_of(const GEOSGeometry* g, bool plane) const;
  std::string message_;
  std::unique_ptr<GEOSContextHandle_HS, void (*)(GEOSContextHandle_t)> context_;
};

}  // namespace anxin
