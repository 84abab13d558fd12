#include "geo/io/layer_in.hpp"

#include <fmt/format.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <cmath>

#include "geo/text.hpp"

namespace anxin {
namespace {

std::unexpected<Error> too_many(const std::string& file, std::string_view zh, std::string_view en,
                                std::size_t limit) {
  return fail(ErrorCode::BadInput, fmt::format("文件“{}”的{}超过上限 {}。", file, zh, limit),
              fmt::format("The file \"{}\" has more {} than the limit of {}.", file, en, limit));
}

std::optional<Crs> crs_of(const OGRSpatialReference* reference) {
  if (!reference) return {};
  const char* authority = reference->GetAuthorityName(nullptr);
  const char* code = reference->GetAuthorityCode(nullptr);
  if (!authority || !code) return {};
  if (std::string_view(authority) == "OGC" && std::string_view(code) == "CRS84")
    return Crs{Crs::Kind::Wgs84, 4326};
  const auto crs = parse_crs(fmt::format("{}:{}", authority, code));
  return crs ? std::optional(*crs) : std::nullopt;
}

// A name for what is stated and has no EPSG code; empty when nothing is stated.
std::string unnumbered_crs(const OGRSpatialReference* reference) {
  if (!reference || crs_of(reference)) return {};
  const char* name = reference->GetName();
  const std::string_view text = name ? name : "?";
  return text.starts_with("Undefined") ? std::string{} : std::string(text.substr(0, 100));
}

// Vertices of a geometry, counted without copying; stops early above the limit.
std::size_t vertices_of(const OGRGeometry& geometry, std::size_t limit) {
  const auto type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPoint) return 1;
  if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
    std::size_t n = 0;
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
      if (part != nullptr) n += 1 + vertices_of(*part, limit);
      if (n > limit) break;
    }
    return n;
  }
  if (OGR_GT_IsSubClassOf(type, wkbCurvePolygon)) {
    std::size_t n = 0;
    for (const OGRCurve* ring : *geometry.toCurvePolygon())
      n += static_cast<std::size_t>(ring->getNumPoints());
    return n;
  }
  if (OGR_GT_IsCurve(type)) return static_cast<std::size_t>(geometry.toCurve()->getNumPoints());
  return 0;
}

void take_geometry(OGRGeometry& geometry, VectorFeature& into) {
  if (wkbFlatten(geometry.getGeometryType()) == wkbPoint && !geometry.IsEmpty()) {
    const OGRPoint* p = geometry.toPoint();
    into.point = RawXY{p->getX(), p->getY()};
    return;
  }
  geometry.flattenTo2D();
  into.wkb.resize(geometry.WkbSize());
  if (geometry.exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(into.wkb.data()), wkbVariantIso) !=
      OGRERR_NONE)
    into.wkb.clear();
}

constexpr double kExactWhole = 1e15;  // beyond, a real number no longer holds a code

std::optional<std::string> value_of(OGRFeature& feature, int field) {
  if (!feature.IsFieldSetAndNotNull(field)) return {};
  const OGRFieldDefn* defn = feature.GetFieldDefnRef(field);
  const OGRFieldType type = defn->GetType();
  if (type == OFTInteger && defn->GetSubType() == OFSTBoolean)
    return feature.GetFieldAsInteger(field) ? "true" : "false";
  if (type == OFTReal && std::abs(feature.GetFieldAsDouble(field)) >= kExactWhole)
    return fmt::format("{:.15G}", feature.GetFieldAsDouble(field));
  if (type == OFTDate || type == OFTDateTime) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
    std::string out = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    if (hour != 0 || minute != 0 || second >= 1)
      out += fmt::format(" {:02}:{:02}:{:02}", hour, minute, static_cast<int>(second));
    return out;
  }
  return feature.GetFieldAsString(field);
}

}  // namespace

std::unexpected<Error> unreadable(const std::string& file, std::string_view format, std::string_view why) {
  return fail(ErrorCode::BadInput, fmt::format("文件“{}”不是可读的 {}：{}。", file, format, why),
              fmt::format("The file \"{}\" cannot be read as {}: {}.", file, format, why));
}

Result<VectorLayer> read_layer(OGRLayer& layer, const LayerReading& reading, const GdalScope& gdal) {
  VectorLayer out;
  out.name = layer.GetName();
  out.crs = crs_of(layer.GetSpatialRef());
  out.unnumbered_crs = unnumbered_crs(layer.GetSpatialRef());
  const VectorLimits& limits = reading.limits;
  OGRFeatureDefn* defn = layer.GetLayerDefn();
  const int fields = defn->GetFieldCount();
  if (static_cast<std::size_t>(fields) > limits.fields)
    return too_many(reading.file, "字段数", "fields", limits.fields);
  for (int i = 0; i < fields; ++i) out.fields.emplace_back(defn->GetFieldDefn(i)->GetNameRef());
  std::size_t vertices = 0;
  layer.ResetReading();
  while (const auto feature = OGRFeatureUniquePtr(layer.GetNextFeature())) {
    if (out.features.size() == limits.features)
      return too_many(reading.file, "要素数", "features", limits.features);
    VectorFeature& row = out.features.emplace_back();
    row.number = out.features.size();
    row.values.reserve(out.fields.size());
    for (int i = 0; i < fields; ++i) {
      row.values.push_back(value_of(*feature, i));
      if (reading.is_utf8 && row.values.back() && !is_valid_utf8(*row.values.back()))
        return unreadable(reading.file, reading.format, "text is not UTF-8");
    }
    if (OGRGeometry* geometry = feature->GetGeometryRef()) {
      vertices += vertices_of(*geometry, limits.vertices);
      if (vertices > limits.vertices) return too_many(reading.file, "顶点数", "vertices", limits.vertices);
      take_geometry(*geometry, row);
    }
  }
  if (!gdal.fault().empty()) return unreadable(reading.file, reading.format, gdal.fault());
  return out;
}

}  // namespace anxin
