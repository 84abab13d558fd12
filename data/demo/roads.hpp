// The roads of the simulated city: the pack's rings and radials, and a lattice of streets, dense in 城六区
// and around the other units' label anchors, wide elsewhere. Enough to send a unit from anywhere to anywhere
// with no download; not Beijing's streets. Deterministic: the same pack and seed give the same roads (whole
// numbers only). Thread: any.
#pragma once
#include <cstdint>
#include <vector>

#include "data/packs/pack.hpp"
#include "geo/route/graph.hpp"

namespace anxin {

[[nodiscard]] std::vector<RoadSegment> demo_roads(const Pack& pack, std::uint64_t seed);
// With the pack's speeds.
[[nodiscard]] Result<RoadGraph> make_demo_graph(const Pack& pack, std::uint64_t seed);

}  // namespace anxin
