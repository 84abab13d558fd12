// The R*Tree of the layer `project` against the table it stands for: a damaged one gives silently wrong
// answers while integrity_check says all is well. Reads the tree's nodes directly (format:
// sqlite.org/rtree.html), 200 k entries in some 50 ms.
#pragma once
#include <optional>
#include <string>

#include "data/db/database.hpp"
#include "data/store/store.hpp"

namespace anxin {

// What is wrong, or nothing: every leaf entry must hold its project's position, every parent its children,
// one entry a project.
[[nodiscard]] Result<std::optional<StoreNotice>> index_fault(Database& database);
// Drops and recreates it (RecoverSpatialIndex fails on a damaged node). Inside a transaction of its own.
[[nodiscard]] Status rebuild_index(Database& database);

// Around a large batch, inside its transaction: between the two the table's triggers are off; the second
// packs a new tree from the table (Hilbert order, full nodes written into the tree's own tables: 100 k
// projects in some 0.1 s where inserting one by one takes 1 s) and puts the triggers, which the first gave as
// a script, back.
[[nodiscard]] Result<std::string> begin_bulk(Database& database);
[[nodiscard]] Status end_bulk(Database& database, const std::string& triggers);

}  // namespace anxin
