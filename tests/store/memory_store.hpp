// The store's twin in memory: plain containers, every answer by looking at everything. Slow, obvious, the
// oracle of the contract suite. Keeps no file: verify finds nothing wrong, backup is refused.
#pragma once
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "data/store/store.hpp"

namespace anxin::test {

class MemoryStore final : public Store {
 public:
  explicit MemoryStore(StoreInfo info) : info_(std::move(info)) {}

  Revision revision() override { return revision_; }
  const StoreInfo& info() const override { return info_; }
  const std::vector<StoreNotice>& notices() const override { return notices_; }
  std::uint64_t foreign_changes() override { return 1; }
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

 private:
  // Of each key, every content in the order in which it was stored, with the batch that brought it; absent:
  // taken back.
  template <class Row>
  struct Written {
    std::int64_t batch;
    std::optional<Row> row;
    std::int64_t origin;
  };
  template <class Key, class Row>
  using Table = std::map<Key, std::vector<Written<Row>>>;
  struct Tables {
    Table<std::string, EnterpriseRow> enterprises;
    Table<std::string, ProjectRow> projects;
    Table<std::tuple<std::string, Month, Day>, ProjectMonthRow> months;
    Table<std::tuple<bool, std::string, Safeguard, Day>, SafeguardRow> safeguards;
    Table<std::string, ComplaintRow> complaints;
    Table<std::string, OrderRow> orders;
    Table<std::tuple<std::string, Day>, BlacklistRow> blacklist;
    Table<std::string, IncidentRow> incidents;
    Table<std::string, FeedRow> feeds;
    Table<std::tuple<std::string, Instant>, FeedArrivalRow> arrivals;
    Table<std::tuple<std::string, std::string, Day>, ProjectFeedRow> project_feeds;
  };
  template <class Key, class Row>
  static const Row* current(const std::vector<Written<Row>>& history, std::int64_t batch);
  static const ProjectRow* find(const Tables& tables, const std::string& id);
  Result<BatchResult> apply(Tables& tables, const Batch& batch, std::int64_t number) const;
  // Rows of a table as they stood after `batch`, in the order of the keys.
  template <class Key, class Row>
  static std::vector<Row> rows_at(const Table<Key, Row>& table, std::int64_t batch);
  [[nodiscard]] Records records_at(const Registry& registry, std::int64_t batch) const;
  [[nodiscard]] std::vector<const ProjectRow*> projects_at(std::int64_t batch) const;
  [[nodiscard]] std::int64_t batch_known(std::optional<Instant> known) const;
  [[nodiscard]] Instant not_before(Instant at) const;  // known time never goes back

  StoreInfo info_;
  std::vector<StoreNotice> notices_;
  Tables tables_;
  Revision revision_ = 0;
  std::vector<BatchInfo> batches_;
  std::vector<std::int64_t> undoes_;  // beside batches_; 0: an import
  std::map<std::string, BatchResult> answers_;
  std::vector<OperationRecord> operations_;
  std::optional<RiskTable> risk_;
};

// The content of a key as it stood after `batch`; null when there was none.
template <class Key, class Row>
const Row* MemoryStore::current(const std::vector<Written<Row>>& history, std::int64_t batch) {
  const Row* row = nullptr;
  for (const Written<Row>& w : history) {
    if (w.batch <= batch) row = w.row ? &*w.row : nullptr;
  }
  return row;
}

template <class Key, class Row>
std::vector<Row> MemoryStore::rows_at(const Table<Key, Row>& table, std::int64_t batch) {
  std::vector<Row> rows;
  for (const auto& [key, history] : table) {
    if (const Row* row = current<Key, Row>(history, batch)) rows.push_back(*row);
  }
  return rows;
}

}  // namespace anxin::test
