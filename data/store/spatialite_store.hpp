// The Store on one SpatiaLite file. Private to this folder and its tests; everybody else includes store.hpp.
// One object, one connection, one thread. Its parts stand in files of their own: open, commit, undo,
// operations, load, questions, verify.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/db/database.hpp"
#include "data/store/canonical.hpp"
#include "data/store/head_file.hpp"
#include "data/store/store.hpp"

namespace anxin {

inline constexpr std::int64_t kApplicationId = 1095661902;  // "ANXN"
inline constexpr std::int64_t kSchemaVersion = 3;

struct StoreSettings {
  OpenMode mode = OpenMode::ReadWrite;
  std::string vfs;                  // empty: the platform's
  bool synchronous_normal = false;  // tests only: the planted fault that power cuts must find
  int busy_timeout_ms = 5000;
};

// Record 0 of a store made with this: its digest binds marks (simulated, drill), districts and units.
[[nodiscard]] Change creation_of(const StoreInfo& info);

class SpatialiteStore final : public Store {
 public:
  SpatialiteStore(Database database, StoreSettings settings);
  ~SpatialiteStore() override;

  Revision revision() override;
  const StoreInfo& info() const override { return info_; }
  const std::vector<StoreNotice>& notices() const override { return notices_; }
  std::uint64_t foreign_changes() override;
  Result<BatchResult> commit(std::optional<Revision> expected, const Batch& batch, const Origin& origin,
                             const Progress& progress) override;
  Result<BatchResult> preview(const Batch& batch) override;
  Result<BatchResult> undo(std::int64_t batch, const Origin& origin) override;
  Result<std::vector<BatchInfo>> batches() override;
  Result<OperationRecord> commit_operations(Revision expected, const std::vector<OperationChange>& changes,
                                            const Origin& origin) override;
  Result<std::vector<OperationRecord>> operation_records(Revision after,
                                                         std::optional<Instant> until) override;
  Result<std::optional<OperationRecord>> operation_answer(const std::string& command_id) override;
  Result<std::shared_ptr<Registry>> load_registry(std::optional<Instant> known,
                                                  const Progress& progress) override;
  Result<History> load_history(const Registry& registry, std::optional<Instant> known,
                               const Progress& progress) override;
  Result<std::optional<RiskTable>> load_risk(const Registry& registry, Day as_of,
                                             const std::string& rules_digest) override;
  Status save_risk(const Registry& registry, const RiskTable& table) override;
  Result<std::vector<Near>> near_radius(LonLat at, Metres radius) override;
  Result<std::vector<Near>> near_k(LonLat at, std::size_t k) override;
  Result<std::vector<std::string>> within(const MultiPolygon& area) override;
  Result<std::vector<std::string>> within_unit(const std::string& unit_code) override;
  Result<std::vector<std::string>> districts_at(LonLat at) override;
  Result<std::vector<HistoryEntry>> history(const std::string& project, std::size_t at_most) override;
  Result<VerifyReport> verify() override;
  Status backup(const std::filesystem::path& to) override;

  // Settings, layout and areas; the cheap checks. For create_store and open_store.
  [[nodiscard]] Status make_schema(const StoreInfo& info);
  [[nodiscard]] Status read_info();
  [[nodiscard]] Status check_index_and_head();

  // The statement of that name in the .sql files, prepared once, reset; owned here.
  [[nodiscard]] Result<Statement*> statement(std::string_view name);
  [[nodiscard]] Database& database() { return database_; }
  [[nodiscard]] const StoreSettings& settings() const { return settings_; }

  struct Record {
    Revision revision = 0;
    Digest digest{};
  };
  [[nodiscard]] Result<Record> head();
  // The answer kept for a command, if any.
  [[nodiscard]] Result<std::optional<BatchResult>> answer_to(const std::string& command_id);
  // Batch row, journal record and answer of one change, inside the open transaction. Gives the new head.
  [[nodiscard]] Result<Record> append(const Change& change, const BatchResult& result,
                                      const Record& previous);
  [[nodiscard]] Status keep_answer(const std::string& command_id, const BatchResult& result);
  // origin.at, or the latest recorded time when that is later: known time never goes back.
  [[nodiscard]] Result<Instant> record_time(const Origin& origin);
  void publish_head(const Record& record);
  // `operations` with the record.
  static void take_record(Operations& operations, const OperationRecord& record);

 private:
  [[nodiscard]] static std::unexpected<Error> stale(Revision expected, Revision head);
  // The id was used by a command of the other kind.
  [[nodiscard]] static std::unexpected<Error> used_otherwise(const std::string& command_id);
  [[nodiscard]] Result<Record> append_to_journal(const Change& change, const Record& previous);
  [[nodiscard]] Result<Record> append_operations(const OperationRecord& record, std::string json,
                                                 const Origin& origin, const Record& previous);
  [[nodiscard]] Result<std::optional<Revision>> operation_of(const std::string& command_id);
  // operations_ as the journal stands, with what others have written.
  [[nodiscard]] Status bring_operations_on();
  // Positions by project number, kept while nobody writes: the exact step of a nearness question without a
  // lookup per candidate.
  struct Positions {
    std::uint64_t data_version = 0;
    bool fresh = false;
    std::vector<LonLat> at;   // by pkid
    Strings id;               // in the order of `slot`
    std::vector<Index> slot;  // by pkid
  };
  Status refresh_positions();
  struct Candidate {
    double distance_m;
    Index slot;  // into Positions::id
  };
  Result<std::vector<Candidate>> near_in_window(LonLat at, double reach_m);
  [[nodiscard]] std::vector<Near> nearest_first(std::vector<Candidate>& found, std::size_t k) const;
  Positions positions_;
  Operations operations_;  // of the record that its revision names
  Database database_;
  StoreSettings settings_;
  StoreInfo info_;
  std::vector<StoreNotice> notices_;
  std::map<std::string_view, Statement> statements_;
};

// The record that canonical bytes of an OperationsChanged hold.
[[nodiscard]] Result<OperationRecord> operation_record(std::string_view canonical_bytes);

[[nodiscard]] Result<std::unique_ptr<SpatialiteStore>> create_spatialite(const std::filesystem::path& file,
                                                                         const StoreInfo& info,
                                                                         const StoreSettings& settings);
[[nodiscard]] Result<std::unique_ptr<SpatialiteStore>> open_spatialite(const std::filesystem::path& file,
                                                                       const StoreSettings& settings);

}  // namespace anxin
