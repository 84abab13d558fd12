// The ground the map is drawn on, as plain geometry of the map plane: district areas in triangles and rings,
// the city's outline, ring roads and radials, label anchors. Made once from a pack by console/desk (so that
// console/scene need not know packs); immutable, any thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "geo/position.hpp"

namespace anxin {

enum class LineKind : std::uint8_t { Primary, Trunk, Motorway, DistrictLine, CityLine };  // in drawing order

struct BaseMap {
  struct Area {
    std::string code, name;
    std::vector<MapXY> triangles;
    std::vector<std::vector<MapXY>> rings;
  };
  struct Road {
    LineKind kind;
    std::string name;
    std::vector<MapXY> line;
  };
  struct Anchor {
    std::string unit_code, name;
    MapXY at;
  };
  std::vector<Area> areas;               // 16 districts
  std::vector<std::vector<MapXY>> city;  // outline of the whole
  std::vector<Road> roads;
  std::vector<Anchor> anchors;  // 17 supervising units
  MapXY lower, upper;
};

}  // namespace anxin
