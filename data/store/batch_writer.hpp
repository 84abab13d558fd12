// Writes the rows of one batch inside an open transaction, or only counts them (preview). Private to this
// folder. Rows go in the canonical order; each is compared with the current row of its key; what is added or
// changed enters the digest.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "data/store/canonical.hpp"
#include "data/store/spatialite_store.hpp"

namespace anxin {

class BatchWriter {
 public:
  // `dry` writes nothing. The store outlives the writer.
  BatchWriter(SpatialiteStore& store, std::int64_t batch, bool dry, Progress progress)
      : store_(store), batch_(batch), dry_(dry), progress_(std::move(progress)) {}

  // Counts and digest; revision and batch are left to the caller.
  [[nodiscard]] Result<BatchResult> write(const Batch& batch);

 private:
  Status write_enterprises(const std::vector<EnterpriseRow>& rows);
  Status write_enterprise(const EnterpriseRow& row);
  Status write_projects(const std::vector<ProjectRow>& rows);
  Status write_project(const ProjectRow& row, bool compare);
  Status write_months(const std::vector<ProjectMonthRow>& rows);
  Status write_month(const ProjectMonthRow& row, std::int64_t project, bool compare);
  Status write_safeguards(const std::vector<SafeguardRow>& rows);
  Status write_safeguard(const SafeguardRow& row, std::int64_t subject, bool compare);
  // Of record_writer.cpp.
  Status write_records(const Batch& batch);
  template <class Row>
  Status write_rows(const std::vector<Row>& rows);
  template <class Row>
  Status write_record(const Row& row, std::int64_t project, std::int64_t feed);
  Result<std::int64_t> feed_number(const std::string& id);
  // Number of a project or enterprise; 0 for one that only this dry batch would add.
  Result<std::int64_t> project_number(const std::string& id);
  Result<std::int64_t> enterprise_number(const std::string& uscc);
  Status keep_and_run(std::string_view keep, std::int64_t key, Statement& change);
  Result<Statement*> statement(std::string_view name) { return store_.statement(name); }
  void advance();

  SpatialiteStore& store_;
  std::int64_t batch_;
  bool dry_;
  Progress progress_;
  std::size_t done_ = 0, total_ = 0;
  std::int64_t next_enterprise_ = 0, next_project_ = 0;
  std::unordered_map<std::string, std::int64_t> new_enterprises_, new_projects_;  // of a dry batch
  std::unordered_set<std::string> new_feeds_;
  RowDigest digest_;
  BatchResult result_;
};

}  // namespace anxin
