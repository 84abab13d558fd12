// A layer of lines as roads.
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <memory>

#include "geo/io/roads_in.hpp"

namespace anxin {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 5> kKind{"highway", "fclass", "class", "road_class", "道路等级"};
constexpr std::array<std::string_view, 3> kOneway{"oneway", "one_way", "单行"};
constexpr std::array<std::string_view, 2> kName{"name", "名称"};
constexpr std::array<std::string_view, 1> kJunction{"junction"}, kAccess{"access"};

std::optional<std::size_t> column(std::span<const std::string> fields, Names names) {
  for (const std::string_view name : names) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      std::string lower = fields[i];
      for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      if (lower == name) return i;
    }
  }
  return std::nullopt;
}

std::string_view cell(const VectorFeature& feature, std::optional<std::size_t> index) {
  return index && feature.values[*index] ? std::string_view(*feature.values[*index]) : std::string_view{};
}

Result<std::vector<LonLat>> line_of(const OGRLineString& line, const Crs& crs) {
  std::vector<LonLat> out;
  for (int i = 0; i < line.getNumPoints(); ++i) {
    auto at = to_cgcs2000({line.getX(i), line.getY(i)}, crs);
    if (!at) return std::unexpected(at.error());
    out.push_back(*at);
  }
  return out;
}

// The lines of a feature; false when it is none.
bool lines_of(const OGRGeometry& geometry, std::vector<const OGRLineString*>& out) {
  const auto type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbLineString) {
    out.push_back(geometry.toLineString());
    return true;
  }
  if (type != wkbMultiLineString) return false;
  for (const OGRLineString* line : *geometry.toMultiLineString()) out.push_back(line);
  return true;
}

struct Columns {
  std::optional<std::size_t> kind, oneway, name, junction, access;
};

Status take_feature(const VectorFeature& feature, const Columns& at, const Crs& crs, const RoadLimits& limits,
                    std::size_t& vertices, RoadsRead& out) {
  RoadTags tags;
  tags.highway = cell(feature, at.kind);
  tags.oneway = cell(feature, at.oneway);
  tags.junction = cell(feature, at.junction);
  tags.access = cell(feature, at.access);
  RoadUse use;
  const RoadVerdict verdict = judge_road(tags, use);
  out.closed += verdict == RoadVerdict::Closed ? 1 : 0;
  if (verdict != RoadVerdict::Open || feature.wkb.empty()) return {};
  OGRGeometry* parsed = nullptr;
  OGRGeometryFactory::createFromWkb(feature.wkb.data(), nullptr, &parsed, feature.wkb.size());
  const std::unique_ptr<OGRGeometry> geometry(parsed);
  std::vector<const OGRLineString*> lines;
  if (!geometry || !lines_of(*geometry, lines)) {
    ++out.broken;
    return {};
  }
  for (const OGRLineString* one : lines) {
    auto line = line_of(*one, crs);
    if (!line) return std::unexpected(line.error());
    vertices += line->size();
    if (out.roads.size() >= limits.roads || vertices > limits.vertices)
      return fail(ErrorCode::BadInput, "道路超过上限，请裁剪到所需的城市再导入。",
                  "There are more roads than allowed; cut the file to the city that is needed.");
    if (line->size() < 2) {
      ++out.broken;
      continue;
    }
    out.roads.push_back(
        {std::move(*line), use.kind, use.forward, use.backward, std::string(cell(feature, at.name))});
  }
  return {};
}

}  // namespace

std::size_t road_columns(std::span<const std::string> fields) {
  return (column(fields, kKind) ? 4U : 0U) + (column(fields, kOneway) ? 2U : 0U) +
         (column(fields, kName) ? 1U : 0U);
}

Result<RoadsRead> roads_of_layer(const VectorLayer& layer, const std::optional<Crs>& crs,
                                 const RoadLimits& limits) {
  const Columns at{column(layer.fields, kKind), column(layer.fields, kOneway), column(layer.fields, kName),
                   column(layer.fields, kJunction), column(layer.fields, kAccess)};
  if (!at.kind)
    return fail(ErrorCode::BadInput, "图层没有道路等级列（highway、fclass、class、road_class 或 道路等级）。",
                "The layer has no column of road classes (highway, fclass, class, road_class or 道路等级).");
  const std::optional<Crs> from = crs ? crs : layer.crs;
  if (!from)
    return fail(ErrorCode::BadInput, "图层没有说明坐标系，请用 --crs 指定。",
                "The layer states no coordinate system; name one with --crs.");
  RoadsRead out;
  std::size_t vertices = 0;
  for (const VectorFeature& feature : layer.features)
    if (auto taken = take_feature(feature, at, *from, limits, vertices, out); !taken)
      return std::unexpected(taken.error());
  return out;
}

}  // namespace anxin
