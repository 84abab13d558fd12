// Road networks of other people's making as stretches of road: OpenStreetMap files (PBF, XML) through
// libosmium, and line layers with a class and a one-way column. What a tag means stands in road_tags.cpp.
// Read only inside the child process of data/ingest; libosmium starts threads of its own, which that process
// allows for this work alone. Thread: any, one file a call. Errors: BadInput with one sentence. Nothing is
// printed.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/io/vector_in.hpp"
#include "geo/route/graph.hpp"

namespace anxin {

struct RoadLimits {
  std::size_t roads = 4'000'000;
  std::size_t vertices = 40'000'000;
};

struct RoadsRead {
  std::vector<RoadSegment> roads;  // in the order of the file, CGCS2000
  std::size_t closed = 0;          // roads that cars may not use
  std::size_t broken = 0;          // roads with fewer than two known positions
};

enum class OsmFormat : std::uint8_t { Pbf, Xml };
[[nodiscard]] Result<RoadsRead> read_osm_roads(std::string_view bytes, OsmFormat format,
                                               const RoadLimits& limits = {});

// Lines and multi-lines of a layer. The class is the column highway, fclass, class, road_class or 道路等级,
// the one-way column oneway, one_way or 单行, the name name or 名称; `crs` where the layer states none.
// Refused without a class column.
[[nodiscard]] Result<RoadsRead> roads_of_layer(const VectorLayer& layer, const std::optional<Crs>& crs,
                                               const RoadLimits& limits = {});

// How many of the columns above are among these names: which layer of a file is the roads.
[[nodiscard]] std::size_t road_columns(std::span<const std::string> fields);

// What a road's words say; empty values where a word is absent.
struct RoadTags {
  std::string_view highway, oneway, junction, access, vehicle, motor_vehicle, motorcar, area;
};
struct RoadUse {
  RoadKind kind = RoadKind::Other;
  bool forward = true, backward = true;
};
enum class RoadVerdict : std::uint8_t { NoRoad, Closed, Open };
// OSM's own words (wiki.openstreetmap.org: Key:highway, Key:oneway, Key:access), and F/T/B of layers made
// from them.
RoadVerdict judge_road(const RoadTags& tags, RoadUse& use);

}  // namespace anxin
