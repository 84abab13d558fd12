// The pack's districts, roads and label anchors as the map draws them. Slow (triangulation, union): a job,
// once.
#pragma once
#include "data/model/base_map.hpp"
#include "data/packs/pack.hpp"

namespace anxin {

// Fails when a district cannot be triangulated (a pack that load_pack accepted can).
[[nodiscard]] Result<BaseMap> base_map_of(const Pack& pack);

}  // namespace anxin
