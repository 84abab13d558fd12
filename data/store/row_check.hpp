// The tables against the journal: the digest of each batch computed anew from the rows that it wrote, current
// or replaced since. One pass over each table for all batches at once. Private to this folder.
#pragma once
#include <vector>

#include "data/store/spatialite_store.hpp"

namespace anxin {

// A sentence for each batch whose rows are not what the journal says.
[[nodiscard]] Result<std::vector<StoreNotice>> row_faults(SpatialiteStore& store);

}  // namespace anxin
