// Inside the limited process: a road network to rows.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/ingest/child_work.hpp"
#include "data/ingest/roads.hpp"
#include "geo/io/vector_in.hpp"

namespace anxin {
namespace {

Result<RoadsRead> roads_from_layer(std::string_view work, const std::filesystem::path& name,
                                   std::string bytes, const std::string& wanted,
                                   const std::optional<Crs>& crs) {
  if (work == "roads-geojson") {
    const auto layer = read_vector(name);
    return layer ? roads_of_layer(*layer, crs) : Result<RoadsRead>(std::unexpected(layer.error()));
  }
  LayerChoice choice{wanted, [](std::span<const std::string> fields) { return road_columns(fields); }};
  const auto layer = read_layer_of(work.substr(std::string_view("roads-").size()), name.filename().string(),
                                   std::move(bytes), choice);
  return layer ? roads_of_layer(*layer, crs) : Result<RoadsRead>(std::unexpected(layer.error()));
}

Result<RoadsRead> roads_from(std::string_view work, const std::filesystem::path& name, std::string bytes,
                             const std::string& wanted, std::string_view crs_word) {
  if (work == "roads-pbf") return read_osm_roads(bytes, OsmFormat::Pbf);
  if (work == "roads-xml") return read_osm_roads(bytes, OsmFormat::Xml);
  std::optional<Crs> crs;
  if (!crs_word.empty()) {
    const auto parsed = parse_crs(crs_word);
    if (!parsed) return std::unexpected(parsed.error());
    crs = *parsed;
  }
  return roads_from_layer(work, name, std::move(bytes), wanted, crs);
}

void write_line(const std::vector<LonLat>& line, std::string& out) {
  out.clear();
  for (const LonLat at : line)
    fmt::format_to(std::back_inserter(out), "{}{} {}", out.empty() ? "" : " ", std::llround(at.lon() * 1e7),
                   std::llround(at.lat() * 1e7));
}

// Longer roads go as several, which meet where they were cut: a cell has a bound.
constexpr std::size_t kVerticesARow = 2'000;

bool write_road(const RoadSegment& road, std::uint32_t number, std::string& text, SheetWriter& out) {
  const std::string kind = fmt::format("{}", static_cast<int>(road.road_class));
  std::vector<LonLat> part;
  for (std::size_t begin = 0; begin + 1 < road.line.size(); begin += kVerticesARow - 1) {
    const std::size_t end = std::min(road.line.size(), begin + kVerticesARow);
    part.assign(road.line.begin() + static_cast<std::ptrdiff_t>(begin),
                road.line.begin() + static_cast<std::ptrdiff_t>(end));
    write_line(part, text);
    std::string_view name = road.name;
    if (name.size() > kMaxCellBytes) name = {};
    const std::array<std::string_view, 5> cells{kind, road.forward ? "1" : "0", road.backward ? "1" : "0",
                                                name, text};
    if (!out.row(number, RowShape::Whole, cells)) return false;
  }
  return true;
}

}  // namespace

Status write_roads_sheet(std::string_view work, const std::filesystem::path& name, std::string bytes,
                         const std::string& layer, std::string_view crs, SheetWriter& out) {
  const auto read = roads_from(work, name, std::move(bytes), layer, crs);
  if (!read) {
    out.error(read.error());
    return std::unexpected(read.error());
  }
  SheetHead head;
  head.columns = {"class", "forward", "backward", "name", "line"};
  const std::string closed = fmt::format("{}", read->closed), broken = fmt::format("{}", read->broken);
  const std::array<std::string_view, 5> left_out{"left_out", closed, broken, "", ""};
  bool ok = out.head(head) && out.row(1, RowShape::Whole, left_out);
  std::uint32_t number = 1;
  std::string text;
  for (const RoadSegment& road : read->roads) {
    ok = ok && write_road(road, ++number, text, out);
    if (number % 20'000 == 0) ok = ok && out.progress(number, read->roads.size());
  }
  if (!ok || !out.finish()) return fail(ErrorCode::Internal, "父进程已退出。", "The parent has gone.");
  return {};
}

}  // namespace anxin
