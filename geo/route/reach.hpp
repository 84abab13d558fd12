// Where one can be (or come from) within so many minutes, as polygons: the reached roads and what can be
// walked from them within kRoadside, the time of the walk counted. A block whose streets are all reached is
// filled; a hole stays only around a road that is not reached in time. On a raster of kReachCell or coarser:
// the outline is true to about one cell. More minutes contain fewer. Not for ranking: ask RouteSearch.
#pragma once
#include <span>
#include <vector>

#include "geo/route/search.hpp"

namespace anxin {

inline constexpr Metres kRoadside = Metres::of(200);
inline constexpr Metres kReachCell = Metres::of(100);
inline constexpr int kMostMinutes = 240;

// One area a value of `minutes`, in that order; no polygon where not even the nearest road is reached. Valid
// by GEOS. BadInput when minutes are not 1 to kMostMinutes.
[[nodiscard]] Result<std::vector<MultiPolygon>> reach_polygons(RouteSearch& search, const Snap& place,
                                                               ReachDirection direction,
                                                               std::span<const int> minutes,
                                                               TrafficProfile profile,
                                                               const Closures* closures = nullptr);

}  // namespace anxin
