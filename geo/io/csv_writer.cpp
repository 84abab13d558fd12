#include <fmt/format.h>
#include <ogr_geometry.h>

#include <cassert>
#include <cmath>

#include "geo/io/csv_out.hpp"
#include "geo/io/ogr_geometry.hpp"
#include "geo/io/writers.hpp"

namespace anxin {
namespace {

class CsvWriter final : public VectorWriter {
 public:
  CsvWriter(PendingFile file, const OutLayer& layer) : out_(std::move(file)), layer_(layer) {}

  Status begin() {
    line_ = kCsvBom;
    for (const OutField& field : layer_.fields) cell(defused(field.name));
    if (layer_.geometry == OutGeometry::Area) cell("wkt");
    return end_line();
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

  Status add(std::span<const OutValue> values) override {
    take(values);
    return end_line();
  }

  Status finish() override { return out_.publish(); }

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
    Status done = out_.put(line_);
    line_.clear();
    empty_ = true;
    return done;
  }

  CheckedText out_;
  OutLayer layer_;
  std::string line_;
  bool empty_ = true;
};

}  // namespace

Result<std::unique_ptr<VectorWriter>> make_csv_writer(PendingFile file, const OutLayer& layer) {
  auto writer = std::make_unique<CsvWriter>(std::move(file), layer);
  if (const Status begun = writer->begin(); !begun) return std::unexpected(begun.error());
  return writer;
}

}  // namespace anxin
