// The road network as the map draws it, and how far a vehicle gets on it: plain geometry of the map plane,
// made by jobs of console/desk from geo/route and drawn by console/scene, which know nothing of each other.
// Immutable once published; any thread. Not for routing: it has no directions and no junctions.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "geo/position.hpp"

namespace anxin {

// One polyline a stretch, both directions together.
struct RoadNet {
  std::vector<MapXY> points;
  struct Stretch {
    std::uint32_t first = 0, count = 0;  // into points
    std::uint8_t road_class = 0;         // as geo/route orders them, motorway 0
    std::uint32_t name = 0;              // into names; 0: none
  };
  std::vector<Stretch> stretches;
  std::vector<std::string> names{""};
};

// Travel time from the selected incident's nearest units' side: how long a vehicle needs along each stretch
// to reach the place; parallel to RoadNet::stretches, the larger of its ends, seconds; -1: not within.
struct ReachBands {
  std::uint64_t revision = 0;
  std::string incident;
  std::vector<std::int32_t> limits_s;   // ascending: 300, 600, 900
  std::vector<std::int32_t> stretch_s;  // parallel to RoadNet::stretches
};

}  // namespace anxin
