// From a place to the road: the nearest edge that can be driven, and where on it. The walk between the two is
// counted at kWalkKmh. A two-way edge can be left (or arrived on) in both directions, a one-way edge in one.
// Thread: any. Cost: one pass over the boxes of the graph, about 10 microseconds.
#pragma once
#include <cmath>

#include "geo/route/closures.hpp"
#include "geo/route/graph.hpp"

namespace anxin {

inline constexpr double kWalkKmh = 5.0;
inline constexpr Metres kLongestWalk = Metres::of_km(5);

struct Snap {
  ArcId arc = kNoArc;   // a direction in which the edge can be driven
  ArcId back = kNoArc;  // the other direction; kNoArc on a one-way road
  double along = 0;     // where on `arc`, as a fraction of its length from its tail
  double walk_m = 0;    // from the place to `at`, on the ellipsoid
  LonLat at;
};

[[nodiscard]] inline std::int64_t walk_ms(double metres) { return std::llround(metres * 3600.0 / kWalkKmh); }

// Arcs of `closures` (may be null) are passed over. NotFound when no road is within kLongestWalk; BadInput
// when the place is no position.
[[nodiscard]] Result<Snap> snap_to_road(const RoadGraph& graph, LonLat place,
                                        const Closures* closures = nullptr);

}  // namespace anxin
