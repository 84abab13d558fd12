// Outside the limited process: which work a file is, and the sheet that came back as roads.
#include "data/ingest/roads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace anxin {
namespace {

std::unexpected<Error> malformed() {
  return fail(ErrorCode::BadInput, "读取路网的子进程回答有误；没有导入任何内容。",
              "The process that reads the roads gave a malformed answer; nothing was imported.");
}

Result<std::string> work_of(const std::filesystem::path& file) {
  std::string name = file.filename().string();
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (name.ends_with(".pbf")) return "roads-pbf";
  if (name.ends_with(".osm") || name.ends_with(".xml")) return "roads-xml";
  if (name.ends_with(".bz2") || name.ends_with(".gz"))
    return fail(ErrorCode::BadInput, "不读取压缩的 OSM XML；请解压，或改用 .osm.pbf。",
                "Compressed OSM XML is not read; unpack it or use .osm.pbf.");
  const auto format = format_of(file);
  if (!format || *format == FileFormat::Csv || *format == FileFormat::Xlsx || *format == FileFormat::Ods)
    return fail(ErrorCode::BadInput,
                "不认识的路网文件类型；接受 .osm.pbf、.osm、.geojson、.gpkg、.shp（或其 .zip）、.gdb（或其 "
                ".zip）、.kml。",
                "The file type is not known for roads; .osm.pbf, .osm, .geojson, .gpkg, .shp (or its .zip), "
                ".gdb (or its "
                ".zip) and .kml are accepted.");
  return "roads-" + std::string(code(*format));
}

// The next whole number of a text "1164000000 399000000 ..."; false at a fault.
bool next_number(std::string_view& text, std::int64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return true;
}

bool read_line(std::string_view text, std::vector<LonLat>& line) {
  std::int64_t lon = 0, lat = 0;
  while (!text.empty()) {
    if (!next_number(text, lon) || !next_number(text, lat)) return false;
    const LonLat at = LonLat::of_degrees(static_cast<double>(lon) * 1e-7, static_cast<double>(lat) * 1e-7);
    if (!at.is_valid()) return false;
    line.push_back(at);
  }
  return line.size() >= 2;
}

bool read_count(std::string_view text, std::size_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

bool is_road_work(std::string_view work) {
  constexpr std::array<std::string_view, 6> kWorks{"roads-pbf",  "roads-xml", "roads-geojson",
                                                   "roads-gpkg", "roads-kml", "roads-files"};
  return std::ranges::find(kWorks, work) != kWorks.end();
}

bool needs_threads(std::string_view work) { return work == "roads-pbf" || work == "roads-xml"; }

Result<RoadsRead> roads_of_sheet(const Sheet& sheet) {
  RoadsRead out;
  std::vector<std::string_view> cells;
  if (sheet.rows() == 0 || sheet.head.columns.size() != 5) return malformed();
  sheet.row(0, cells);  // the first row counts what was left out
  if (cells[0] != "left_out" || !read_count(cells[1], out.closed) || !read_count(cells[2], out.broken))
    return malformed();
  out.roads.reserve(sheet.rows() - 1);
  for (std::size_t i = 1; i < sheet.rows(); ++i) {
    sheet.row(i, cells);
    RoadSegment& road = out.roads.emplace_back();
    std::size_t kind = 0;
    if (!read_count(cells[0], kind) || kind >= kRoadKinds || cells[1].size() != 1 || cells[2].size() != 1 ||
        !read_line(cells[4], road.line))
      return malformed();
    road.road_class = static_cast<RoadKind>(kind);
    road.forward = cells[1] == "1";
    road.backward = cells[2] == "1";
    road.name = cells[3];
  }
  return out;
}

Result<RoadsRead> read_roads(const std::filesystem::path& file, const RoadIntakeOptions& options,
                             const ByteProgress& progress) {
  const auto work = work_of(file);
  if (!work) return std::unexpected(work.error());
  ChildRequest request;
  request.file = file;
  request.work = *work;
  request.program = options.program;
  request.limits = options.limits;
  request.hints = {std::string(kAnyKind), options.layer,
                   options.crs ? to_string(*options.crs) : std::string{}};
  const auto sheet = read_in_child(request, progress);
  if (!sheet) return std::unexpected(sheet.error());
  auto roads = roads_of_sheet(*sheet);
  if (roads && roads->roads.empty())
    return fail(ErrorCode::BadInput, "文件里没有可以行车的道路。",
                "The file holds no road that cars may use.");
  return roads;
}

}  // namespace anxin
