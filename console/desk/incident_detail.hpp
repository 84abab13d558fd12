// What inspector and strip show of one incident, worked out from the tables, the journal and the projects'
// rows. Pure; the same for the present and for a moment of the past. Any thread.
#pragma once
#include <span>

#include "console/desk/dispatch_state.hpp"
#include "data/model/operation_change.hpp"
#include "data/packs/pack.hpp"

namespace anxin {

class Registry;

// `journal`: the records that `operations` came from. `registry` null: money is unknown.
[[nodiscard]] IncidentDetail detail_of(const Pack& pack, const Registry* registry,
                                       const Operations& operations, std::span<const OperationRecord> journal,
                                       const Incident& incident, Instant now);

}  // namespace anxin
