#include "console/cli/area_file.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace anxin {
namespace {

using nlohmann::json;
constexpr std::uintmax_t kMostBytes = 32u << 20;

std::unexpected<Error> bad(const std::filesystem::path& file, const std::string& zh, const std::string& en) {
  const std::string name = file.filename().string();
  return fail(ErrorCode::BadInput, "文件“" + name + "”" + zh + "。", "File '" + name + "' " + en + ".");
}

bool read_ring(const json& positions, Ring& ring) {
  if (!positions.is_array()) return false;
  for (const json& p : positions) {
    if (!p.is_array() || p.size() < 2 || !p[0].is_number() || !p[1].is_number()) return false;
    const LonLat at = LonLat::of_degrees(p[0].get<double>(), p[1].get<double>());
    if (!at.is_valid()) return false;
    ring.push_back(at);
  }
  return ring.size() >= 4 && ring.front() == ring.back();
}

bool read_polygon(const json& rings, MultiPolygon& area) {
  if (!rings.is_array() || rings.empty()) return false;
  Polygon polygon;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    Ring ring;
    if (!read_ring(rings[i], ring)) return false;
    if (i == 0) {
      polygon.outer = std::move(ring);
    } else {
      polygon.holes.push_back(std::move(ring));
    }
  }
  area.push_back(std::move(polygon));
  return true;
}

bool read_object(const json& object, MultiPolygon& area, int depth) {
  if (!object.is_object() || depth > 4 || !object.contains("type") || !object["type"].is_string())
    return false;
  const auto type = object["type"].get<std::string>();
  const auto all = [&](const char* key, const auto& each) {
    if (!object.contains(key) || !object[key].is_array()) return false;
    return std::ranges::all_of(object[key], each);
  };
  if (type == "Polygon") return object.contains("coordinates") && read_polygon(object["coordinates"], area);
  if (type == "MultiPolygon") return all("coordinates", [&](const json& p) { return read_polygon(p, area); });
  if (type == "Feature")
    return object.contains("geometry") && read_object(object["geometry"], area, depth + 1);
  if (type == "FeatureCollection")
    return all("features", [&](const json& f) { return read_object(f, area, depth + 1); });
  return false;
}

}  // namespace

Result<MultiPolygon> read_area(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    return bad(file, "不存在或不是文件", "is not there or is no file");
  if (std::filesystem::file_size(file, error) > kMostBytes)
    return bad(file, "超过 32 MiB", "is larger than 32 MiB");
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const json root = json::parse(bytes.str(), nullptr, false);
  MultiPolygon area;
  if (root.is_discarded() || !read_object(root, area, 0) || area.empty()) {
    return bad(file, "不是以经纬度表示面的 GeoJSON", "is no GeoJSON of polygons in degrees");
  }
  if (const std::string fault = validity_fault(area); !fault.empty()) {
    return bad(file, "中的面无效：" + fault, "holds an invalid polygon: " + fault);
  }
  return area;
}

}  // namespace anxin
