// Between our polygons and OGR's, with the change of CRS on the way. For this folder only, included in .cpp
// files.
#pragma once
#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <optional>

#include "geo/crs.hpp"
#include "geo/polygon.hpp"

namespace anxin {

// Null for GCJ-02 and BD-09, which no authority names.
[[nodiscard]] std::optional<OGRSpatialReference> reference_of(const Crs& crs);
[[nodiscard]] Result<OGRMultiPolygon> to_ogr(const MultiPolygon& area, const Crs& to);
// POLYGON and MULTIPOLYGON; BadInput for others and for positions out of range.
[[nodiscard]] Result<MultiPolygon> from_ogr(const OGRGeometry& geometry, const Crs& from);

}  // namespace anxin
