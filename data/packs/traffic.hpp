// What the pack says of travel by road, in the words of geo/route. Thread: any.
#pragma once
#include "data/packs/pack.hpp"
#include "geo/route/graph.hpp"

namespace anxin {

[[nodiscard]] SpeedTable speed_table(const Pack& pack);
// Peak on workdays (the calendar's, else Monday to Friday) within its hours, Night within its hours, else
// Free.
[[nodiscard]] TrafficProfile traffic_at(const Pack& pack, Instant when);

}  // namespace anxin
