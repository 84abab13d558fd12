// The tables of operations against the journal: its records played back, every row made anew and compared,
// the layers' spatial indexes asked. Private to this folder.
#pragma once
#include <vector>

#include "data/store/spatialite_store.hpp"

namespace anxin {

// A sentence for each row that is not what the journal amounts to. The chain must be sound.
[[nodiscard]] Result<std::vector<StoreNotice>> operation_faults(SpatialiteStore& store);
// A sentence for each layer of operations whose index disagrees with its table.
[[nodiscard]] Result<std::vector<StoreNotice>> operation_index_faults(Database& database);

}  // namespace anxin
