#include <fmt/format.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <cassert>
#include <cmath>
#include <optional>
#include <utility>

#include "geo/io/gdal_scope.hpp"
#include "geo/io/ogr_geometry.hpp"
#include "geo/io/writers.hpp"

namespace anxin {
namespace {

OGRFieldType type_of(OutField::Type type) {
  if (type == OutField::Type::Integer) return OFTInteger64;
  return type == OutField::Type::Real ? OFTReal : OFTString;
}

class GeoPackageWriter final : public VectorWriter {
 public:
  GeoPackageWriter(PendingFile file, const OutLayer& layer) : file_(std::move(file)), shape_(layer) {}

  ~GeoPackageWriter() override {
    if (!dataset_) return;
    const GdalScope gdal;
    GDALClose(dataset_);
  }

  Status begin() {
    const GdalScope gdal;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (!driver) return unwritable(file_, "this GDAL cannot write GeoPackage");
    dataset_ = driver->Create(file_.path().c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    if (!dataset_) return unwritable(file_, gdal.fault());
    auto reference = reference_of(shape_.crs);
    const bool named = shape_.crs.kind != Crs::Kind::Gcj02 && shape_.crs.kind != Crs::Kind::Bd09;
    if (named && !reference) return unwritable(file_, "the coordinate system is not known");
    char** options = CSLSetNameValue(nullptr, "GEOMETRY_NAME", "geom");
    layer_ = dataset_->CreateLayer(shape_.name.c_str(), reference ? &*reference : nullptr,
                                   shape_.geometry == OutGeometry::None    ? wkbNone
                                   : shape_.geometry == OutGeometry::Point ? wkbPoint
                                                                           : wkbMultiPolygon,
                                   options);
    CSLDestroy(options);
    if (!layer_) return unwritable(file_, gdal.fault());
    for (const OutField& field : shape_.fields) {
      OGRFieldDefn defn(field.name.c_str(), type_of(field.type));
      if (layer_->CreateField(&defn) != OGRERR_NONE) return unwritable(file_, gdal.fault());
    }
    for (const auto& [key, value] : shape_.notes) dataset_->SetMetadataItem(key.c_str(), value.c_str());
    if (dataset_->StartTransaction() != OGRERR_NONE) return unwritable(file_, gdal.fault());
    return {};
  }

  Status add(std::span<const OutValue> values, LonLat at) override {
    assert(shape_.geometry == OutGeometry::Point);
    const auto p = from_cgcs2000(at, shape_.crs);
    if (!p) return std::unexpected(p.error());
    const OGRPoint point(p->x, p->y);
    return write(values, &point);
  }

  Status add(std::span<const OutValue> values, const MultiPolygon& area) override {
    assert(shape_.geometry == OutGeometry::Area);
    const auto shape = to_ogr(area, shape_.crs);
    if (!shape) return std::unexpected(shape.error());
    return write(values, &*shape);
  }

  Status add(std::span<const OutValue> values) override { return write(values, nullptr); }

  Status finish() override {
    {
      const GdalScope gdal;
      if (dataset_->CommitTransaction() != OGRERR_NONE) return unwritable(file_, gdal.fault());
      GDALClose(std::exchange(dataset_, nullptr));
      if (!gdal.fault().empty()) return unwritable(file_, gdal.fault());
    }
    return file_.publish();
  }

 private:
  Status write(std::span<const OutValue> values, const OGRGeometry* geometry) {
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
    if (geometry != nullptr) feature.SetGeometry(geometry);
    if (layer_->CreateFeature(&feature) != OGRERR_NONE || !gdal.fault().empty())
      return unwritable(file_, gdal.fault());
    return {};
  }

  PendingFile file_;
  OutLayer shape_;
  GDALDataset* dataset_ = nullptr;
  OGRLayer* layer_ = nullptr;  // of dataset_
};

}  // namespace

Result<std::unique_ptr<VectorWriter>> make_geopackage_writer(PendingFile file, const OutLayer& layer) {
  auto writer = std::make_unique<GeoPackageWriter>(std::move(file), layer);
  if (const Status begun = writer->begin(); !begun) return std::unexpected(begun.error());
  return writer;
}

}  // namespace anxin
