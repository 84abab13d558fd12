// Roads and areas that are closed, as the map shows them and as the pointer finds them: what a closure
// closes, which road lies under a pointer, which closure. Pure; any thread. Not the search's set of closed
// arcs (geo/route/closures.hpp): that one closes the same stretches, by the same distance.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/scene/dispatch.hpp"

namespace anxin {

// Closures that hold at `now`, by id; a road's is every stretch of its name within kRoadClosedWithinM of its
// point, nearest first, and is absent without a network or where none is so near.
[[nodiscard]] std::vector<ClosureMark> closures_of(const Operations& operations, Instant now,
                                                   const RoadNet* net, MapXY origin);
// The stretches of that name within kRoadClosedWithinM of `at`, the nearest first.
[[nodiscard]] std::vector<std::vector<MapXY>> stretches_near(const RoadNet& net, std::string_view name,
                                                             MapXY at);

struct RoadNear {
  std::string name;
  MapXY at = MapXY::of_metres(0, 0);  // the road's nearest point
  double away_m = 0;
};
// Of the roads with a name that are drawn in this band the nearest to `at`, if it is within `within_m`.
[[nodiscard]] std::optional<RoadNear> road_near(const RoadLines& lines, const RoadNet& net, MapXY origin,
                                                ScaleBand band, MapXY at, double within_m);
// By name, as people type it (folded, a part will do; the whole name goes first), the one nearest to `at`.
[[nodiscard]] std::optional<RoadNear> road_named(const RoadNet& net, std::string_view typed, MapXY at);

// The closure under the pointer: within its area, else within 8 px of its road; "" none.
[[nodiscard]] std::string pick_closure(const DispatchScene& scene, const Camera& camera, MapXY origin,
                                       Pixel at);

}  // namespace anxin
