#include "geo/io/vector_out.hpp"

#include <fmt/format.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "geo/io/csv_out.hpp"
#include "geo/io/gdal_scope.hpp"
#include "geo/io/ogr_geometry.hpp"
#include "geo/io/pending_file.hpp"

namespace anxin {
namespace {

std::unexpected<Error> unwritable(const PendingFile& file, std::string_view why) {
  const std::string name = file.target().filename().string();
  return fail(ErrorCode::BadInput, fmt::format("无法写出文件“{}”：{}。", name, why),
              fmt::format("The file \"{}\" cannot be written: {}.", name, why));
}

// ---- CSV ----

class CsvWriter final : public VectorWriter {
 public:
  CsvWriter(PendingFile file, const OutLayer& layer) : file_(std::move(file)), layer_(layer) {
    out_.open(file_.path(), std::ios::binary);
    line_ = kCsvBom;
    for (const OutField& field : layer.fields) cell(defused(field.name));
    if (layer.geometry == OutGeometry::Area) cell("wkt");
    end_line();
  }

  Status add(std::span<const OutValue> values, LonLat at) override {
    if (const auto p = from_cgcs2000(at, layer_.crs); !p) return std::unexpected(p.error());
    take(values);
    return end_line();
  }

  Status add(std::span<const OutValue> values, const MultiPolygon& area) override {
    const auto shape = to_ogr(area, layer_.crs);
    if (!shape) return std::unexpected(shape.error());
    take(values);
    OGRWktOptions options;
    options.precision = 15;
    cell(shape->exportToWkt(options));
    return end_line();
  }

  Status finish() override {
    out_.close();
    if (!out_) return unwritable(file_, "disk full or not writable");
    return file_.publish();
  }

 private:
  void cell(std::string_view text) {
    if (!empty_) line_ += ',';
    empty_ = false;
    append_csv_cell(line_, text);
  }

  void take(std::span<const OutValue> values) {
    assert(values.size() == layer_.fields.size());
    for (const OutValue& value : values) {
      if (const auto* text = std::get_if<std::string>(&value))
        cell(defused(*text));
      else if (const auto* whole = std::get_if<std::int64_t>(&value))
        cell(fmt::format("{}", *whole));
      else if (const auto* real = std::get_if<double>(&value); real && std::isfinite(*real))
        cell(fmt::format("{}", *real));
      else
        cell("");
    }
  }

  Status end_line() {
    line_ += "\r\n";
    out_ << line_;
    line_.clear();
    empty_ = true;
    if (!out_) return unwritable(file_, "disk full or not writable");
    return {};
  }

  PendingFile file_;
  OutLayer layer_;
  std::ofstream out_;
  std::string line_;
  bool empty_ = true;
};

// ---- GDAL ----

struct Options {
  char** list = nullptr;
  void set(const char* key, const std::string& value) { list = CSLSetNameValue(list, key, value.c_str()); }
  Options() = default;
  ~Options() { CSLDestroy(list); }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;
};

// Null for GCJ-02 and BD-09, which no authority names.
std::optional<OGRSpatialReference> reference_of(const Crs& crs, bool geojson) {
  OGRSpatialReference reference;
  int code = crs.epsg;
  if (crs.kind == Crs::Kind::Gcj02 || crs.kind == Crs::Kind::Bd09) return {};
  if (crs.kind == Crs::Kind::Wgs84 || (geojson && crs.kind == Crs::Kind::Cgcs2000)) code = 4326;
  if (reference.importFromEPSG(code) != OGRERR_NONE) return {};
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

class GdalWriter final : public VectorWriter {
 public:
  GdalWriter(PendingFile file, const OutLayer& layer, bool geojson)
      : file_(std::move(file)), shape_(layer), geojson_(geojson) {}

  ~GdalWriter() override {
    if (!dataset_) return;
    const GdalScope gdal;
    GDALClose(dataset_);
  }

  Status open() {
    const GdalScope gdal;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(geojson_ ? "GeoJSON" : "GPKG");
    if (!driver) return unwritable(file_, "this GDAL has no such driver");
    dataset_ = driver->Create(file_.path().c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    if (!dataset_) return unwritable(file_, gdal.fault());
    Options options;
    layer_options(options);
    auto reference = reference_of(shape_.crs, geojson_);
    const bool named = shape_.crs.kind != Crs::Kind::Gcj02 && shape_.crs.kind != Crs::Kind::Bd09;
    if (named && !reference) return unwritable(file_, "the coordinate system is not known");
    layer_ = dataset_->CreateLayer(shape_.name.c_str(), reference ? &*reference : nullptr,
                                   shape_.geometry == OutGeometry::Point ? wkbPoint : wkbMultiPolygon,
                                   options.list);
    if (!layer_) return unwritable(file_, gdal.fault());
    for (const OutField& field : shape_.fields) {
      const OGRFieldType type = field.type == OutField::Type::Text      ? OFTString
                                : field.type == OutField::Type::Integer ? OFTInteger64
                                                                        : OFTReal;
      OGRFieldDefn defn(field.name.c_str(), type);
      if (layer_->CreateField(&defn) != OGRERR_NONE) return unwritable(file_, gdal.fault());
    }
    if (!geojson_) {
      for (const auto& [key, value] : shape_.notes) dataset_->SetMetadataItem(key.c_str(), value.c_str());
      if (dataset_->StartTransaction() != OGRERR_NONE) return unwritable(file_, gdal.fault());
    }
    return {};
  }

  Status add(std::span<const OutValue> values, LonLat at) override {
    assert(shape_.geometry == OutGeometry::Point);
    const auto p = from_cgcs2000(at, shape_.crs);
    if (!p) return std::unexpected(p.error());
    const OGRPoint point(p->x, p->y);
    return write(values, point);
  }

  Status add(std::span<const OutValue> values, const MultiPolygon& area) override {
    assert(shape_.geometry == OutGeometry::Area);
    const auto shape = to_ogr(area, shape_.crs);
    if (!shape) return std::unexpected(shape.error());
    return write(values, *shape);
  }

  Status finish() override {
    {
      const GdalScope gdal;
      if (!geojson_ && dataset_->CommitTransaction() != OGRERR_NONE) return unwritable(file_, gdal.fault());
      GDALClose(std::exchange(dataset_, nullptr));
      if (!gdal.fault().empty()) return unwritable(file_, gdal.fault());
    }
    return file_.publish();
  }

 private:
  void layer_options(Options& options) const {
    if (!geojson_) {
      options.set("GEOMETRY_NAME", "geom");
      options.set("FID", "fid");
      return;
    }
    const bool rfc7946 = shape_.crs.kind == Crs::Kind::Wgs84 || shape_.crs.kind == Crs::Kind::Cgcs2000;
    options.set("RFC7946", rfc7946 ? "YES" : "NO");
    options.set("COORDINATE_PRECISION", is_geographic(shape_.crs) ? "9" : "4");
    options.set("SIGNIFICANT_FIGURES", "17");
    nlohmann::json notes = nlohmann::json::object();
    for (const auto& [key, value] : shape_.notes) notes[key] = value;
    options.set("NATIVE_DATA", nlohmann::json{{"type", "FeatureCollection"}, {"anxin", notes}}.dump());
    options.set("NATIVE_MEDIA_TYPE", "application/vnd.geo+json");
  }

  Status write(std::span<const OutValue> values, const OGRGeometry& geometry) {
    assert(values.size() == shape_.fields.size());
    const GdalScope gdal;
    OGRFeature feature(layer_->GetLayerDefn());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int at = static_cast<int>(i);
      if (const auto* text = std::get_if<std::string>(&values[i]))
        feature.SetField(at, text->c_str());
      else if (const auto* whole = std::get_if<std::int64_t>(&values[i]))
        feature.SetField(at, static_cast<GIntBig>(*whole));
      else if (const auto* real = std::get_if<double>(&values[i]); real && std::isfinite(*real))
        feature.SetField(at, *real);
      else
        feature.SetFieldNull(at);
    }
    feature.SetGeometry(&geometry);
    if (layer_->CreateFeature(&feature) != OGRERR_NONE || !gdal.fault().empty())
      return unwritable(file_, gdal.fault());
    return {};
  }

  PendingFile file_;
  OutLayer shape_;
  bool geojson_;
  GDALDataset* dataset_ = nullptr;
  OGRLayer* layer_ = nullptr;  // of dataset_
};

}  // namespace

Result<std::unique_ptr<VectorWriter>> VectorWriter::create(const std::filesystem::path& file,
                                                           const OutLayer& layer) {
  const std::string extension = file.extension().string();
  if (extension != ".csv" && extension != ".gpkg" && extension != ".geojson")
    return fail(ErrorCode::Usage, fmt::format("不支持导出为“{}”，可用 .gpkg、.geojson、.csv。", extension),
                fmt::format("Cannot export to \"{}\"; use .gpkg, .geojson or .csv.", extension));
  auto pending = PendingFile::beside(file);
  if (!pending) return std::unexpected(pending.error());
  if (extension == ".csv") return std::make_unique<CsvWriter>(std::move(*pending), layer);
  auto writer = std::make_unique<GdalWriter>(std::move(*pending), layer, extension == ".geojson");
  if (const Status opened = writer->open(); !opened) return std::unexpected(opened.error());
  return writer;
}

}  // namespace anxin
