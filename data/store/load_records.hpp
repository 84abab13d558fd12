// The record tables as columns of the registry. Private to this folder: the last step of load_history.
#pragma once
#include <optional>
#include <vector>

#include "data/store/spatialite_store.hpp"

namespace anxin {

// The records of `registry` into `out`. `project_of` gives the registry's index of a project number (kNone:
// not there); `batch` as known at that batch, empty now. Rows of projects that are not there are left out.
[[nodiscard]] Status load_records(SpatialiteStore& store, const Registry& registry,
                                  const std::vector<Index>& project_of,
                                  const std::optional<std::int64_t>& batch, Records& out);

}  // namespace anxin
