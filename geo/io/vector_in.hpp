// Vector files of other people's making, read by GDAL into plain values: named fields as text, geometry as
// WKB or a point, and the CRS that the file states. Only formats of the allow-list are tried, and only on an
// ordinary file: names with /vsi or ://, directories, devices, sidecar files and formats in disguise (a VRT
// named .geojson) are refused. Memory is bounded by VectorLimits and, against what GDAL itself takes, by the
// child process that data/ingest runs this in. Not for CSV (our own reader in data/ingest) and not for
// SpatiaLite stores (data/store). Any thread, one dataset a call. Errors: BadInput with one sentence;
// NotFound when there is no such file. GDAL prints nothing.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/error.hpp"
#include "geo/polygon.hpp"

namespace anxin {

// The allow-list. GeoJson is read by name (read_vector), the others from memory (read_vector_files).
enum class VectorFormat : std::uint8_t { GeoJson, GeoPackage, Shapefile, FileGdb, Kml };

struct VectorLimits {
  std::uintmax_t file_bytes = 512u << 20;
  std::size_t features = 2'000'000;
  std::size_t vertices = 5'000'000;  // of the whole file
  std::size_t fields = 500;
};

struct VectorFeature {
  std::size_t number = 0;                          // 1 for the first feature of the file
  std::vector<std::optional<std::string>> values;  // in the order of fields; empty where null or left out
  std::optional<RawXY> point;  // a Point, in the file's CRS; may be out of range: the reader judges
  std::string wkb;             // any other geometry, two-dimensional; empty when there is none
};

struct VectorLayer {
  std::string name;
  // Absent when the file says "crs": null before its features, or names no EPSG code. A GeoJSON that says
  // nothing is Wgs84 by RFC 7946, which in China proves little: data/ingest weighs it.
  std::optional<Crs> crs;
  std::string unnumbered_crs;  // the name of a system that the file states without an EPSG code; else empty
  std::vector<std::string> fields;
  std::vector<VectorFeature> features;
};

// The first layer of the file, whole or not at all.
[[nodiscard]] Result<VectorLayer> read_vector(const std::filesystem::path& file,
                                              VectorFormat format = VectorFormat::GeoJson,
                                              const VectorLimits& limits = {});

// A file and its companions as bytes; of the names only the endings count (.shp .shx .dbf .prj .cpg .gpkg
// .kml; for a geodatabase the file names of its folder).
struct MemoryFile {
  std::string name, bytes;
};
struct LayerChoice {
  std::string wanted;  // empty: the layer whose fields score highest, the first of equals
  std::function<std::size_t(std::span<const std::string> fields)> score;
  std::function<void(std::span<const std::string> names)> offered =
      {};  // told all of them before one is read
};
// One layer of the files, which GDAL sees in memory only, under names of ours. Refused besides: half a
// Shapefile, a KML with a DOCTYPE, a GeoPackage layer whose geometries state several reference systems. Texts
// of a Shapefile are of the encoding in its .cpg, else strictly UTF-8, else strictly GB18030.
[[nodiscard]] Result<VectorLayer> read_vector_files(std::vector<MemoryFile> files, VectorFormat format,
                                                    const LayerChoice& choice,
                                                    const VectorLimits& limits = {});

// All polygons of a file as one area in CGCS2000: what `within --polygon FILE` asks for. BadInput when there
// is none, when it is not valid, or when the file states no CRS and `crs` is absent.
[[nodiscard]] Result<MultiPolygon> read_area(const std::filesystem::path& file, std::optional<Crs> crs = {});

// The name may be handed to GDAL at all: an error with a sentence when it holds /vsi, :// or a NUL.
[[nodiscard]] Status check_name(const std::filesystem::path& file);

}  // namespace anxin
