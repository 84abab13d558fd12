// The road network ready to be drawn: stretches by class and neighbourhood, in runs with a box each, so that
// a rectangle looks only at what crosses it; widths and colours of UX 1.5. Made once a network, 40 ms for 190
// k stretches; immutable, any thread.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "console/scene/scene.hpp"
#include "data/model/road_net.hpp"

namespace anxin {

// Classes as geo/route orders them: motorway, trunk, primary, secondary, tertiary, ramp, other.
inline constexpr int kRoadClasses = 7;
inline constexpr int kTimeBands = 3;

struct RoadLines {
  struct Stretch {
    std::uint32_t first = 0, count = 0;  // into points
    std::uint32_t row = 0;               // of RoadNet::stretches
  };
  struct Run {
    std::uint8_t road_class = 0;
    std::uint32_t first = 0, count = 0;  // into stretches
    SceneXY lower, upper;
  };
  std::vector<SceneXY> points;
  std::vector<Stretch> stretches;
  std::vector<Run> runs;  // smallest class first, as they are drawn
};

[[nodiscard]] RoadLines build_roads(const RoadNet& net, MapXY origin);
// The network's roads as place_labels takes them: stretches of one class and name joined end to end, largest
// class first; down to secondary, Chinese names only.
[[nodiscard]] std::vector<BaseMap::Road> named_roads(const RoadNet& net);
// Of each stretch of the network: 0 outside every band, 1 the nearest. Empty without bands, or for bands of
// another network.
[[nodiscard]] std::vector<std::uint8_t> bands_of(const ReachBands& reach, std::size_t stretches);

// Width on the screen at 1x; 0: not drawn at this scale (UX 1.5).
[[nodiscard]] float road_width(ScaleBand band, std::uint8_t road_class);
[[nodiscard]] Colour32 road_colour(const Style& style, std::uint8_t road_class);
// Width of a coloured stretch: 1 is <= 5 min. The smallest roads are coloured only where they could be seen.
[[nodiscard]] float time_band_width(ScaleBand band, std::uint8_t road_class, int time_band);

}  // namespace anxin
