// A Shapefile with its companions: .shp, .shx, .dbf (UTF-8, said in .cpg), .prj, and a .txt with the notes,
// the long names of the columns and what had to be cut. A column's name has ten bytes in a DBF and a text
// 254.
#include <fmt/format.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <cassert>
#include <cmath>
#include <set>
#include <utility>

#include "geo/io/csv_out.hpp"
#include "geo/io/gdal_scope.hpp"
#include "geo/io/ogr_geometry.hpp"
#include "geo/io/writers.hpp"

namespace anxin {
namespace {

constexpr std::size_t kNameBytes = 10, kTextBytes = 254;

// At most `bytes` of it, no character torn.
std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

// One short name a field, all different: its own, or the beginning of the long one.
std::vector<std::string> short_names(const std::vector<OutField>& fields) {
  std::vector<std::string> out;
  std::set<std::string> taken;
  for (const OutField& field : fields) {
    std::string name(field.short_name.empty() ? cut(field.name, kNameBytes)
                                              : cut(field.short_name, kNameBytes));
    for (int n = 2; !taken.insert(name).second; ++n)
      name = fmt::format("{}_{}", cut(field.name, kNameBytes - 2), n);
    out.push_back(std::move(name));
  }
  return out;
}

class ShapefileWriter final : public VectorWriter {
 public:
  ShapefileWriter(PendingFile file, const OutLayer& layer)
      : file_(std::move(file)), shape_(layer), names_(short_names(layer.fields)) {}

  ~ShapefileWriter() override {
    if (!dataset_) return;
    const GdalScope gdal;
    GDALClose(dataset_);
  }

  Status begin() {
    const GdalScope gdal;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
    if (!driver) return unwritable(file_, "this GDAL cannot write Shapefiles");
    dataset_ = driver->Create(file_.path().c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    if (!dataset_) return unwritable(file_, gdal.fault());
    auto reference = reference_of(shape_.crs);
    char** options = CSLSetNameValue(nullptr, "ENCODING", "UTF-8");
    layer_ = dataset_->CreateLayer(file_.path().stem().c_str(), reference ? &*reference : nullptr,
                                   shape_.geometry == OutGeometry::Point ? wkbPoint : wkbPolygon, options);
    CSLDestroy(options);
    if (!layer_) return unwritable(file_, gdal.fault());
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto type = shape_.fields[i].type;
      OGRFieldDefn defn(names_[i].c_str(), type == OutField::Type::Integer ? OFTInteger64
                                           : type == OutField::Type::Real  ? OFTReal
                                                                           : OFTString);
      if (type == OutField::Type::Integer) defn.SetWidth(18);
      if (type == OutField::Type::Real) defn.SetWidth(24), defn.SetPrecision(9);
      if (layer_->CreateField(&defn) != OGRERR_NONE) return unwritable(file_, gdal.fault());
    }
    return {};
  }

  Status add(std::span<const OutValue> values, LonLat at) override {
    const auto p = from_cgcs2000(at, shape_.crs);
    if (!p) return std::unexpected(p.error());
    return write(values, OGRPoint(p->x, p->y));
  }

  Status add(std::span<const OutValue> values, const MultiPolygon& area) override {
    const auto shape = to_ogr(area, shape_.crs);
    if (!shape) return std::unexpected(shape.error());
    return write(values, *shape);
  }

  Status add(std::span<const OutValue>) override {
    return fail(ErrorCode::Internal, "形状文件的每一行都须有位置。", "Every row of a Shapefile has a place.");
  }

  Status finish() override {
    {
      const GdalScope gdal;
      GDALClose(std::exchange(dataset_, nullptr));
      if (!gdal.fault().empty()) return unwritable(file_, gdal.fault());
    }
    if (Status noted = write_notes(); !noted) return noted;
    return file_.publish_with({".shx", ".dbf", ".cpg", ".prj", ".txt"});
  }

 private:
  Status write(std::span<const OutValue> values, const OGRGeometry& geometry) {
    assert(values.size() == names_.size());
    const GdalScope gdal;
    OGRFeature feature(layer_->GetLayerDefn());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int at = static_cast<int>(i);
      if (const auto* text = std::get_if<std::string>(&values[i])) {
        const std::string whole = defused(*text);
        const std::string_view kept = cut(whole, kTextBytes);
        if (kept.size() < whole.size()) ++texts_cut_;
        feature.SetField(at, std::string(kept).c_str());
      } else if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
        feature.SetField(at, static_cast<GIntBig>(*number));
      } else if (const auto* real = std::get_if<double>(&values[i]); real && std::isfinite(*real)) {
        feature.SetField(at, *real);
      } else {
        feature.SetFieldNull(at);
      }
    }
    feature.SetGeometry(&geometry);
    if (layer_->CreateFeature(&feature) != OGRERR_NONE || !gdal.fault().empty())
      return unwritable(file_, gdal.fault());
    return {};
  }

  Status write_notes() {
    std::ofstream out(std::filesystem::path(file_.path()).replace_extension(".txt"), std::ios::binary);
    out << kCsvBom;
    for (const auto& [key, value] : shape_.notes) out << key << ": " << value << "\r\n";
    out << "\r\n";
    for (std::size_t i = 0; i < names_.size(); ++i)
      out << names_[i] << " = " << shape_.fields[i].name << "\r\n";
    if (texts_cut_ > 0) out << "\r\n" << texts_cut_ << " 处文字超过 254 字节，已截短。\r\n";
    out.close();
    if (!out) return unwritable(file_, "disk full or not writable");
    return {};
  }

  PendingFile file_;
  OutLayer shape_;
  std::vector<std::string> names_;
  GDALDataset* dataset_ = nullptr;
  OGRLayer* layer_ = nullptr;  // of dataset_
  std::size_t texts_cut_ = 0;
};

}  // namespace

Result<std::unique_ptr<VectorWriter>> make_shapefile_writer(PendingFile file, const OutLayer& layer) {
  auto writer = std::make_unique<ShapefileWriter>(std::move(file), layer);
  if (const Status begun = writer->begin(); !begun) return std::unexpected(begun.error());
  return writer;
}

}  // namespace anxin
