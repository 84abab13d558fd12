// Rows written as GeoPackage, GeoJSON, Shapefile, CSV or XLSX (by the file's extension) in a given CRS; rows
// of a table without geometry as CSV, XLSX or GeoPackage.
// Positions come in as CGCS2000 and are transformed here. The file appears whole or not at all
// (geo/io/pending_file.hpp). GeoJSON is RFC 7946 for wgs84 and cgcs2000, else it carries the older "crs"
// member. GCJ-02 and BD-09 have no EPSG code: such files state no CRS ("crs": null) and are marked by `notes`
// (in the GeoPackage's metadata, in the GeoJSON's member "anxin"; CSV has no place for notes, so who writes
// puts them in columns too). Coordinates have 9 decimals in GeoJSON degrees (0.1 mm), 4 in metres. CSV: UTF-8
// with BOM, text defused (geo/io/csv_out.hpp), areas as WKT in a last column `wkt`, points in no column of
// their own; XLSX likewise, its notes on a second sheet. Shapefile: texts defused, cut at 254 bytes, short
// names of columns; the notes and the long names in a .txt beside it. One thread an object. Errors: BadInput
// with a sentence; positions outside the CRS's range too. GDAL prints nothing.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "geo/crs.hpp"
#include "geo/error.hpp"
#include "geo/polygon.hpp"

namespace anxin {

struct OutField {
  enum class Type : std::uint8_t { Text, Integer, Real };
  std::string name;
  Type type = Type::Text;
  std::string short_name{};  // of at most ten bytes, for a DBF; empty: the beginning of `name`
};
using OutValue =
    std::variant<std::monostate, std::string, std::int64_t, double>;  // nothing: null, an empty cell

enum class OutGeometry : std::uint8_t { Point, Area, None };

struct OutLayer {
  std::string name;
  std::vector<OutField> fields;
  OutGeometry geometry = OutGeometry::Point;
  Crs crs;
  std::map<std::string, std::string> notes;
};

class VectorWriter {
 public:
  // .gpkg, .geojson, .shp, .csv, .xlsx; Usage error for any other extension, and for a table without geometry
  // as .geojson or .shp.
  [[nodiscard]] static Result<std::unique_ptr<VectorWriter>> create(const std::filesystem::path& file,
                                                                    const OutLayer& layer);
  virtual ~VectorWriter() = default;  // without finish() no file appears

  // One value a field, of the field's type or nothing; the geometry of the layer's kind.
  [[nodiscard]] virtual Status add(std::span<const OutValue> values, LonLat at) = 0;
  [[nodiscard]] virtual Status add(std::span<const OutValue> values, const MultiPolygon& area) = 0;
  [[nodiscard]] virtual Status add(std::span<const OutValue> values) = 0;  // OutGeometry::None
  [[nodiscard]] virtual Status finish() = 0;
};

}  // namespace anxin
