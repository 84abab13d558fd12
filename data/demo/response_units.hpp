// The simulated city's response units and emergency funds: every supervising unit of the pack has each of the
// seven functions at least once, more where it has more sites. Names are of posts and teams that nobody has;
// telephones begin with 010-5550 and 010-5551 and belong to nobody. Deterministic from pack and seed. Not the
// incidents of the day: response_day.hpp.
#pragma once
#include <cstdint>
#include <vector>

#include "data/model/operation_change.hpp"
#include "data/packs/pack.hpp"

namespace anxin {

// UnitEnrolled for every unit, ids ascending within a supervising unit, then FundMoved for the opening fund
// of every supervising unit, in the order of the pack. Bases lie inside the district's polygon (a unit
// without a boundary: inside a district in which it may lie).
[[nodiscard]] std::vector<OperationChange> demo_operations(const Pack& pack, std::uint64_t seed,
                                                           Instant anchor);

}  // namespace anxin
