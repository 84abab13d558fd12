// A polygon from a GeoJSON file that the operator names: Polygon, MultiPolygon, Feature or a
// FeatureCollection of them, in degrees of CGCS2000 / WGS-84 (RFC 7946). Not for imports: those go through
// the limited child process of data/ingest.
#pragma once
#include <filesystem>

#include "geo/error.hpp"
#include "geo/polygon.hpp"

namespace anxin {

// Refuses (BadInput) what is no such file, larger than 32 MiB, or no valid polygon.
[[nodiscard]] Result<MultiPolygon> read_area(const std::filesystem::path& file);

}  // namespace anxin
