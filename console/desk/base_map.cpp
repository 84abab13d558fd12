#include "console/desk/base_map.hpp"

#include <algorithm>
#include <utility>

#include "geo/crs.hpp"

namespace anxin {
namespace {

std::vector<MapXY> projected(const std::vector<LonLat>& line) {
  std::vector<MapXY> out;
  out.reserve(line.size());
  for (const LonLat p : line) out.push_back(to_map(p));
  return out;
}

std::vector<std::vector<MapXY>> rings_of(const MultiPolygon& shape) {
  std::vector<std::vector<MapXY>> rings;
  for (const auto& polygon : shape) {
    rings.push_back(projected(polygon.outer));
    for (const auto& hole : polygon.holes) rings.push_back(projected(hole));
  }
  return rings;
}

LineKind kind_of(RoadClass c) {
  switch (c) {
    case RoadClass::Motorway:
      return LineKind::Motorway;
    case RoadClass::Trunk:
      return LineKind::Trunk;
    case RoadClass::Primary:
      return LineKind::Primary;
  }
  return LineKind::Primary;
}

}  // namespace

Result<BaseMap> base_map_of(const Pack& pack) {
  BaseMap map;
  std::vector<MultiPolygon> shapes;
  for (const auto& district : pack.districts) {
    auto triangles = triangulate(district.shape);
    if (!triangles) return std::unexpected(triangles.error());
    map.areas.push_back(
        {district.code, district.name, std::move(triangles->vertices), rings_of(district.shape)});
    shapes.push_back(district.shape);
  }
  auto outline = union_of(shapes);
  if (!outline) return std::unexpected(outline.error());
  map.city = rings_of(*outline);
  for (const auto& road : pack.roads)
    map.roads.push_back({kind_of(road.road_class), road.name, projected(road.line)});
  for (const auto& unit : pack.supervising_units)
    map.anchors.push_back({unit.code, unit.name, to_map(unit.label_at)});
  bool first = true;
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  for (const auto& ring : map.city) {
    for (const MapXY p : ring) {
      x0 = first ? p.x() : std::min(x0, p.x());
      y0 = first ? p.y() : std::min(y0, p.y());
      x1 = first ? p.x() : std::max(x1, p.x());
      y1 = first ? p.y() : std::max(y1, p.y());
      first = false;
    }
  }
  map.lower = MapXY::of_metres(x0, y0);
  map.upper = MapXY::of_metres(x1, y1);
  return map;
}

}  // namespace anxin
