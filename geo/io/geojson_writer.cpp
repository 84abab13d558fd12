// GeoJSON line by line: one feature a line. Not GDAL's driver, which on a full disk leaves a file cut in the
// middle and reports nothing.
#include <fmt/format.h>
#include <ogr_geometry.h>

#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

#include "geo/io/ogr_geometry.hpp"
#include "geo/io/writers.hpp"

namespace anxin {
namespace {

std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The member "crs" of GeoJSON 2008 where RFC 7946 does not say it all: null where no authority names the
// system.
std::string crs_member(const Crs& crs) {
  if (crs.kind == Crs::Kind::Wgs84 || crs.kind == Crs::Kind::Cgcs2000) return "";
  if (crs.kind != Crs::Kind::Epsg) return "\"crs\":null,\n";
  return fmt::format(
      "\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"urn:ogc:def:crs:EPSG::{}\"}}}},\n", crs.epsg);
}

class GeoJsonWriter final : public VectorWriter {
 public:
  GeoJsonWriter(PendingFile file, const OutLayer& layer)
      : out_(std::move(file)), layer_(layer), digits_(is_geographic(layer.crs) ? 9 : 4) {}

  Status begin() {
    std::string head =
        fmt::format("{{\"type\":\"FeatureCollection\",\n\"name\":{},\n", json_text(layer_.name));
    head += crs_member(layer_.crs) + "\"anxin\":{";
    bool first = true;
    for (const auto& [key, value] : layer_.notes) {
      head += fmt::format("{}{}:{}", first ? "" : ",", json_text(key), json_text(value));
      first = false;
    }
    return out_.put(head + "},\n\"features\":[");
  }

  Status add(std::span<const OutValue> values, LonLat at) override {
    const auto p = from_cgcs2000(at, layer_.crs);
    if (!p) return std::unexpected(p.error());
    std::string shape = "{\"type\":\"Point\",\"coordinates\":";
    append(shape, p->x, p->y);
    return write(values, shape + '}');
  }

  Status add(std::span<const OutValue> values, const MultiPolygon& area) override {
    auto shape = to_ogr(area, layer_.crs);
    if (!shape) return std::unexpected(shape.error());
    std::string text = "{\"type\":\"MultiPolygon\",\"coordinates\":[";
    bool first = true;
    for (OGRPolygon* polygon : *shape) {
      text += first ? "[" : ",[";
      append(text, *polygon);
      text += ']';
      first = false;
    }
    return write(values, text + "]}");
  }

  Status add(std::span<const OutValue>) override {
    return fail(ErrorCode::Internal, "GeoJSON 的每一行都须有位置。", "Every row of a GeoJSON has a place.");
  }

  Status finish() override {
    if (const Status done = out_.put("\n]}\n"); !done) return done;
    return out_.publish();
  }

 private:
  void append(std::string& text, double x, double y) const {
    fmt::format_to(std::back_inserter(text), "[{:.{}f},{:.{}f}]", x, digits_, y, digits_);
  }

  // RFC 7946, 3.1.6: the outer ring counterclockwise, holes clockwise.
  void append(std::string& text, OGRPolygon& polygon) const {
    bool outer = true;
    for (OGRLinearRing* ring : polygon) {
      if (static_cast<bool>(ring->isClockwise()) == outer) ring->reverseWindingOrder();
      text += outer ? "[" : ",[";
      for (int i = 0; i < ring->getNumPoints(); ++i) {
        if (i > 0) text += ',';
        append(text, ring->getX(i), ring->getY(i));
      }
      text += ']';
      outer = false;
    }
  }

  Status write(std::span<const OutValue> values, std::string_view geometry) {
    assert(values.size() == layer_.fields.size());
    std::string line =
        first_ ? "\n{\"type\":\"Feature\",\"properties\":{" : ",\n{\"type\":\"Feature\",\"properties\":{";
    first_ = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
      line += (i > 0 ? "," : "") + json_text(layer_.fields[i].name) + ':';
      if (const auto* text = std::get_if<std::string>(&values[i]))
        line += json_text(*text);
      else if (const auto* whole = std::get_if<std::int64_t>(&values[i]))
        line += fmt::format("{}", *whole);
      else if (const auto* real = std::get_if<double>(&values[i]); real && std::isfinite(*real))
        line += fmt::format("{}", *real);
      else
        line += "null";
    }
    line += "},\"geometry\":";
    line += geometry;
    return out_.put(line + '}');
  }

  CheckedText out_;
  OutLayer layer_;
  int digits_;
  bool first_ = true;
};

}  // namespace

Result<std::unique_ptr<VectorWriter>> make_geojson_writer(PendingFile file, const OutLayer& layer) {
  auto writer = std::make_unique<GeoJsonWriter>(std::move(file), layer);
  if (const Status begun = writer->begin(); !begun) return std::unexpected(begun.error());
  return writer;
}

}  // namespace anxin
