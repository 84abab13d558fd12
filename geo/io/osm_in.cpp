// OpenStreetMap files through libosmium, twice: the ways that are roads, then the positions of their nodes,
// so that a file of millions of houses costs the memory of its roads.
#include <fmt/format.h>

#include <algorithm>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/way.hpp>

#include "geo/io/roads_in.hpp"

namespace anxin {
namespace {

std::unexpected<Error> unreadable(const std::string& why) {
  return fail(ErrorCode::BadInput, fmt::format("无法读取 OSM 数据：{}。", why),
              fmt::format("The OSM data cannot be read: {}.", why));
}

std::unexpected<Error> too_much() {
  return fail(ErrorCode::BadInput, "道路超过上限，请裁剪到所需的城市再导入。",
              "There are more roads than allowed; cut the file to the city that is needed.");
}

std::string_view tag(const osmium::TagList& tags, const char* key) { return tags.get_value_by_key(key, ""); }

struct Ways {
  RoadsRead read;
  std::vector<std::uint32_t> first{0};  // into refs, one more than roads
  std::vector<std::int64_t> refs;
};

// False when the bound is passed.
bool take_way(const osmium::Way& way, const RoadLimits& limits, Ways& out) {
  const osmium::TagList& tags = way.tags();
  const RoadTags words{tag(tags, "highway"),  tag(tags, "oneway"),  tag(tags, "junction"),
                       tag(tags, "access"),   tag(tags, "vehicle"), tag(tags, "motor_vehicle"),
                       tag(tags, "motorcar"), tag(tags, "area")};
  RoadUse use;
  const RoadVerdict verdict = judge_road(words, use);
  if (verdict == RoadVerdict::Closed) ++out.read.closed;
  if (verdict != RoadVerdict::Open) return true;
  if (out.read.roads.size() >= limits.roads || out.refs.size() + way.nodes().size() > limits.vertices)
    return false;
  const std::string_view name = tag(tags, "name");
  out.read.roads.push_back(
      {{}, use.kind, use.forward, use.backward, std::string(name.empty() ? tag(tags, "ref") : name)});
  for (const auto& node : way.nodes()) out.refs.push_back(node.ref());
  out.first.push_back(static_cast<std::uint32_t>(out.refs.size()));
  return true;
}

struct Position {
  std::int64_t node;
  LonLat at;
  bool known;
};

void take_node(const osmium::Node& node, std::vector<Position>& positions) {
  const auto found = std::ranges::lower_bound(positions, node.id(), {}, &Position::node);
  if (found == positions.end() || found->node != node.id() || !node.location().valid()) return;
  found->at = LonLat::of_degrees(node.location().lon_without_check(), node.location().lat_without_check());
  found->known = true;
}

std::vector<Position> distinct(const std::vector<std::int64_t>& refs) {
  std::vector<std::int64_t> ids = refs;
  std::ranges::sort(ids);
  const auto rest = std::ranges::unique(ids);
  ids.erase(rest.begin(), rest.end());
  std::vector<Position> out;
  out.reserve(ids.size());
  for (const std::int64_t id : ids) out.push_back({id, {}, false});
  return out;
}

// Roads with fewer than two known positions fall out; a gap in a road cuts it short rather than being
// bridged.
void lay_lines(Ways& ways, const std::vector<Position>& positions) {
  for (std::size_t r = 0; r < ways.read.roads.size(); ++r) {
    auto& line = ways.read.roads[r].line;
    for (std::uint32_t i = ways.first[r]; i < ways.first[r + 1]; ++i) {
      const auto found = std::ranges::lower_bound(positions, ways.refs[i], {}, &Position::node);
      if (found->known) {
        line.push_back(found->at);
      } else if (line.size() >= 2) {
        break;
      } else {
        line.clear();
      }
    }
  }
  ways.read.broken = std::erase_if(ways.read.roads, [](const RoadSegment& s) { return s.line.size() < 2; });
}

}  // namespace

Result<RoadsRead> read_osm_roads(std::string_view bytes, OsmFormat format, const RoadLimits& limits) {
  try {
    const osmium::io::File file(bytes.data(), bytes.size(), format == OsmFormat::Pbf ? "pbf" : "osm");
    Ways ways;
    osmium::io::Reader way_reader(file, osmium::osm_entity_bits::way, osmium::io::read_meta::no);
    while (const osmium::memory::Buffer buffer = way_reader.read())
      for (const auto& way : buffer.select<osmium::Way>())
        if (!take_way(way, limits, ways)) return too_much();
    way_reader.close();
    std::vector<Position> positions = distinct(ways.refs);
    osmium::io::Reader node_reader(file, osmium::osm_entity_bits::node, osmium::io::read_meta::no);
    while (const osmium::memory::Buffer buffer = node_reader.read())
      for (const auto& node : buffer.select<osmium::Node>()) take_node(node, positions);
    node_reader.close();
    lay_lines(ways, positions);
    return std::move(ways.read);
  } catch (const std::exception& e) {  // libosmium and zlib say so by many types
    return unreadable(e.what());
  }
}

}  // namespace anxin
