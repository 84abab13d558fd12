// The store: one SpatiaLite file that keeps the journal and the tables in one transaction and answers
// spatial, historical and as-of questions in SQL. The abstract interface, so that PostgreSQL (and an
// in-memory twin in tests) can stand behind it. Thread: one Store object belongs to one thread; open another
// for another thread (WAL: readers never block the writer). Errors: ErrorCode::Store with a sentence for a
// missing, foreign, newer, damaged, busy, full or read-only store; Stale when the expected revision is not
// the head. What was acknowledged by commit() survives kill -9 and power loss (WAL, synchronous=FULL).
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/model/assess.hpp"
#include "data/model/operation_change.hpp"
#include "data/model/registry.hpp"
#include "data/model/rows.hpp"
#include "geo/error.hpp"
#include "geo/polygon.hpp"

namespace anxin {

using Revision = std::uint64_t;

// The areas a new store is made with; rows of the layers `district` and `supervising_unit`.
struct AreaRow {
  std::string code, name, name_en;
  MultiPolygon shape;
  std::optional<std::string> district;
};
struct StoreInfo {
  bool simulated = false;
  bool exercise = false;  // 演练: made for drills, takes nothing but drills, and stays so
  std::optional<Instant> anchor;
  std::string pack;                        // city and version
  std::vector<AreaRow> districts;          // with shapes
  std::vector<AreaRow> supervising_units;  // shape empty for BDA
};

// Where a commit came from; kept in the journal record.
struct Origin {
  Instant at{};            // known time (recorded_at) of every row of the batch
  std::string seat;        // duty post, never a person
  std::string command_id;  // client-made; the same id twice has one effect and the same answer
  std::string kind;        // "projects", "enterprises", "project_months", "simulated_city", "operations"
  std::string source;      // file name without path, or "demo"
};

struct BatchResult {
  Revision revision = 0;
  std::int64_t batch = 0;  // number for undo; 0 when nothing changed (nothing is journalled then)
  std::size_t added = 0, changed = 0, unchanged = 0;
  std::string digest;  // SM3 of the canonical rows, hex
};

struct Near {
  std::string id;
  double distance_m;
};

struct VerifyReport {
  bool ok = true;
  std::vector<std::string> faults_zh, faults_en;  // what is wrong, each names the record or table
  std::uint64_t records = 0;
  std::string head;  // hex SM3 of the last record
};

struct HistoryEntry {
  Instant at;
  std::string kind, summary_zh, summary_en;
  std::int64_t batch = 0;
};

// What the store had to do at open that a person should know: a spatial index rebuilt, a head file missing.
struct StoreNotice {
  std::string zh, en;
};

using Progress = std::function<void(std::size_t done, std::size_t total)>;

class Store {
 public:
  virtual ~Store() = default;

  virtual Revision revision() = 0;
  virtual const StoreInfo& info() const = 0;  // areas included
  virtual const std::vector<StoreNotice>& notices() const = 0;
  virtual std::uint64_t
  foreign_changes() = 0;  // PRAGMA data_version: moves when another connection committed

  // Of two rows with one key in a batch the later counts, the earlier counts as unchanged. The digest covers
  // the rows added and changed. BadInput names a month or safeguard whose project or enterprise is unknown,
  // or a value out of range. One import or one generated city: tables, spatial index, journal record, in one
  // transaction. Rows equal to what is stored count as unchanged. `expected` empty skips the stale check.
  // Progress may throw nothing and is called on this thread.
  virtual Result<BatchResult> commit(std::optional<Revision> expected, const Batch& batch,
                                     const Origin& origin, const Progress& progress = {}) = 0;
  // What commit would do, without doing it.
  virtual Result<BatchResult> preview(const Batch& batch) = 0;
  // Takes a batch back: rows it added go, rows it changed return. Refused when a later batch touched the same
  // rows.
  virtual Result<BatchResult> undo(std::int64_t batch, const Origin& origin) = 0;
  struct BatchInfo {
    std::int64_t batch;
    Instant at;
    std::string kind, source;
    std::size_t rows;
    bool undone;
    std::string digest;
  };
  virtual Result<std::vector<BatchInfo>> batches() = 0;

  // Operations (data/model/operations.hpp). One command's changes: tables, journal record and answer in one
  // transaction, durable when it returns. Stale when `expected` is not the head; the same command_id twice
  // has one effect and the same answer. Gives the record as it stands in the journal. No changes: nothing is
  // journalled, and the record carries the head's revision. BadInput names a change and field that cannot be
  // kept; Refused: an exercise in a store that is not made for them, and the other way round.
  virtual Result<OperationRecord> commit_operations(Revision expected,
                                                    const std::vector<OperationChange>& changes,
                                                    const Origin& origin) = 0;
  // The records after `after`, in order: what other seats did. `until`: known at that moment.
  virtual Result<std::vector<OperationRecord>> operation_records(Revision after = 0,
                                                                 std::optional<Instant> until = {}) = 0;
  // The record that a command came to; empty when it was never carried out.
  virtual Result<std::optional<OperationRecord>> operation_answer(const std::string& command_id) = 0;

  // What the map's first frame needs (as known at `known`, else now): units, enterprises, projects. Then, for
  // that registry, what rules and coverage need.
  virtual Result<std::shared_ptr<Registry>> load_registry(std::optional<Instant> known = {},
                                                          const Progress& = {}) = 0;
  virtual Result<History> load_history(const Registry&, std::optional<Instant> known = {},
                                       const Progress& = {}) = 0;

  // The last assessment kept beside the data (derived, outside the journal): empty when none fits this
  // revision, day and rules.
  virtual Result<std::optional<RiskTable>> load_risk(const Registry&, Day as_of,
                                                     const std::string& rules_digest) = 0;
  virtual Status save_risk(const Registry&, const RiskTable&) = 0;

  // Questions in space, in SQL. Distances are ellipsoidal. Ascending by distance, ties by id.
  virtual Result<std::vector<Near>> near_radius(LonLat at, Metres radius) = 0;
  virtual Result<std::vector<Near>> near_k(LonLat at, std::size_t k) = 0;
  virtual Result<std::vector<std::string>> within(const MultiPolygon& area) = 0;  // ids ascending
  virtual Result<std::vector<std::string>> within_unit(
      const std::string& unit_code) = 0;                                 // declared supervising unit
  virtual Result<std::vector<std::string>> districts_at(LonLat at) = 0;  // codes; empty outside

  virtual Result<std::vector<HistoryEntry>> history(const std::string& project, std::size_t at_most) = 0;
  virtual Result<VerifyReport> verify() = 0;
  virtual Status backup(
      const std::filesystem::path& to) = 0;  // VACUUM INTO, opened and verified before it gets its name
};

enum class OpenMode { ReadWrite, ReadOnly };
[[nodiscard]] Result<std::unique_ptr<Store>> create_store(const std::filesystem::path& file,
                                                          const StoreInfo& info);
[[nodiscard]] Result<std::unique_ptr<Store>> open_store(const std::filesystem::path& file,
                                                        OpenMode mode = OpenMode::ReadWrite);

}  // namespace anxin
