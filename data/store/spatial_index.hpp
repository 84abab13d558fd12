// The R*Tree of the layer `project` against the table it stands for: a damaged one gives silently wrong
// answers while integrity_check says all is well. Reads the tree's nodes directly (format:
// sqlite.org/rtree.html), 200 k entries in some 50 ms.
#pragma once
#include <optional>

#include "data/db/database.hpp"
#include "data/store/store.hpp"

namespace anxin {

// What is wrong, or nothing: every leaf entry must hold its project's position, every parent its children,
// one entry a project.
[[nodiscard]] Result<std::optional<StoreNotice>> index_fault(Database& database);
// Drops and recreates it (RecoverSpatialIndex fails on a damaged node). Inside a transaction of its own.
[[nodiscard]] Status rebuild_index(Database& database);

}  // namespace anxin
