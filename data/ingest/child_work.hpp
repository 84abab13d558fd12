// What the intake child does with a file: decode, parse, and write the cells out. Runs inside the limited
// process (child.hpp) and, for fuzzing only, without one. Thread: one.
#pragma once
#include <filesystem>
#include <string>

#include "data/ingest/sheet.hpp"
#include "data/ingest/table_writer.hpp"
#include "geo/io/vector_in.hpp"

namespace anxin {

// Bytes of a CSV file of any encoding that geo/text.hpp reads. An Error is written as a frame as well as
// returned.
Status write_csv_sheet(std::string bytes, SheetWriter& out);
// A GeoJSON file: properties as columns, and the point as the columns kGeometryX and kGeometryY (blank where
// there is none, "not a point" where the geometry is another). `line` is the number of the feature.
Status write_geojson_sheet(const std::filesystem::path& file, SheetWriter& out);

// Any format by its word (code of FileFormat) but geojson; `name` is only shown.
[[nodiscard]] bool is_work(std::string_view work);
Status write_sheet(std::string_view work, const std::filesystem::path& name, std::string bytes,
                   const SheetHints& hints, SheetWriter& out);

// One layer of a format that is an archive, a database or several files: gpkg, kml, files.
[[nodiscard]] Result<VectorLayer> read_layer_of(std::string_view work, const std::string& name,
                                                std::string bytes, const LayerChoice& choice);

// A layer's fields as columns and, where it has geometry (or `always_geometry`), the two of its position.
Status write_layer(const VectorLayer& layer, std::string declared_crs, bool always_geometry,
                   SheetWriter& out);

inline constexpr std::string_view kNotAPoint = "not a point";

}  // namespace anxin
