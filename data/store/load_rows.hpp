// What the files that load the registry share: one consistent view, rows one by one, numbers of the tables to
// indices of the registry. Private to this folder.
#pragma once
#include <cstring>
#include <string_view>
#include <vector>

#include "data/store/spatialite_store.hpp"

namespace anxin {

inline constexpr std::size_t kProgressStep = 1 << 16;

// One consistent view of several SELECTs; nothing is written.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database), began_(database.run("BEGIN").has_value()) {}
  ~Snapshot() {
    if (began_) (void)database_.run("COMMIT");
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database& database_;
  bool began_;
};

// Codes to indices of a column of them: open addressing over the column's own bytes, no allocation a code.
// Holds a reference: the column must outlive it. A code added to the column is entered with insert().
class CodeTable {
 public:
  explicit CodeTable(const Strings& codes) : codes_(codes) {
    for (Index i = 0; i < codes.size(); ++i) insert(i);
  }
  [[nodiscard]] Index find(std::string_view code) const {
    for (std::size_t at = hash(code); !slots_.empty(); ++at) {
      const Index index = slots_[at & (slots_.size() - 1)];
      if (index == kNone || codes_[index] == code) return index;
    }
    return kNone;
  }
  void insert(Index index) {
    if (++used_ * 2 > slots_.size()) grow();
    place(index);
  }

 private:
  static std::size_t hash(std::string_view code) { return std::hash<std::string_view>()(code); }
  void place(Index index) {
    std::size_t at = hash(codes_[index]);
    while (slots_[at & (slots_.size() - 1)] != kNone) ++at;
    slots_[at & (slots_.size() - 1)] = index;
  }
  void grow() {
    const std::vector<Index> before = std::move(slots_);
    slots_.assign(std::max<std::size_t>(64, before.size() * 2), kNone);
    for (const Index index : before)
      if (index != kNone) place(index);
  }
  const Strings& codes_;
  std::vector<Index> slots_;
  std::size_t used_ = 0;
};

inline void set_at(std::vector<Index>& table, std::int64_t pkid, Index index) {
  if (static_cast<std::size_t>(pkid) >= table.size()) {
    table.resize(std::max(static_cast<std::size_t>(pkid) + 1, table.size() * 2), kNone);
  }
  table[static_cast<std::size_t>(pkid)] = index;
}

inline Index index_at(const std::vector<Index>& table, std::int64_t pkid) {
  return pkid >= 0 && static_cast<std::size_t>(pkid) < table.size() ? table[static_cast<std::size_t>(pkid)]
                                                                    : kNone;
}

// Runs `take` for each row.
template <class Take>
Status each(Statement& rows, Take take) {
  while (true) {
    const Result<bool> row = rows.next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    if (!take(rows)) {
      rows.reset();
      return {};
    }
  }
}

// The batch up to which everything was known at `known`.
inline Result<std::int64_t> batch_known(SpatialiteStore& store, Instant known) {
  const Result<Statement*> rows = store.statement("known_batch");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row = (*rows)->bind(1, known.time_since_epoch().count()).next();
  if (!row) return std::unexpected(row.error());
  const std::int64_t batch = (*rows)->integer(0);
  (*rows)->reset();
  return batch;
}

// The statement for now, or its twin "_known" with the batch bound.
inline Result<Statement*> now_or_known(SpatialiteStore& store, std::string_view now, std::string_view at,
                                       const std::optional<std::int64_t>& batch) {
  Result<Statement*> rows = store.statement(batch ? at : now);
  if (rows && batch) (*rows)->bind(1, *batch);
  return rows;
}

}  // namespace anxin
