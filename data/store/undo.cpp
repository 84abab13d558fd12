// One batch back: its rows go to the versions, what they had replaced returns, and a record of its own says
// so.
#include <fmt/format.h>

#include "data/store/spatial_index.hpp"
#include "data/store/spatialite_store.hpp"
#include "data/store/sql.hpp"

namespace anxin {
namespace {

constexpr std::size_t kBulkRows = 2000;

// What a batch wrote becomes versions and goes, what it had replaced returns.
constexpr std::string_view kSteps[] = {"undo_keep_safeguards",
                                       "undo_keep_months",
                                       "undo_keep_projects",
                                       "undo_keep_enterprises",
                                       "undo_keep_complaint",
                                       "undo_keep_rectification_order",
                                       "undo_keep_blacklist",
                                       "undo_keep_incident",
                                       "undo_keep_feed",
                                       "undo_keep_feed_arrival",
                                       "undo_keep_project_feed",
                                       "undo_drop_safeguards",
                                       "undo_drop_months",
                                       "undo_drop_projects",
                                       "undo_drop_enterprises",
                                       "undo_drop_complaint",
                                       "undo_drop_rectification_order",
                                       "undo_drop_blacklist",
                                       "undo_drop_incident",
                                       "undo_drop_feed",
                                       "undo_drop_feed_arrival",
                                       "undo_drop_project_feed",
                                       "undo_restore_safeguards",
                                       "undo_restore_months",
                                       "undo_restore_projects",
                                       "undo_restore_enterprises",
                                       "undo_restore_complaint",
                                       "undo_restore_rectification_order",
                                       "undo_restore_blacklist",
                                       "undo_restore_incident",
                                       "undo_restore_feed",
                                       "undo_restore_feed_arrival",
                                       "undo_restore_project_feed"};

std::unexpected<Error> refused(std::string zh, std::string en) {
  return fail(ErrorCode::Refused, std::move(zh), std::move(en));
}

}  // namespace

Result<BatchResult> SpatialiteStore::undo(std::int64_t batch, const Origin& origin) {
  Result<Transaction> transaction = Transaction::begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  Result<std::optional<BatchResult>> answer = answer_to(origin.command_id);
  if (!answer) return std::unexpected(answer.error());
  if (*answer) return **answer;
  const Result<Record> previous = head();
  if (!previous) return std::unexpected(previous.error());
  const Result<Instant> at = record_time(origin);
  if (!at) return std::unexpected(at.error());

  const Result<Statement*> facts = statement("undo_facts");
  if (!facts) return std::unexpected(facts.error());
  const Result<bool> known = (*facts)->bind(1, batch).next();
  if (!known) return std::unexpected(known.error());
  if (!*known) {
    return fail(ErrorCode::NotFound, fmt::format("没有第 {} 批数据。", batch),
                fmt::format("There is no batch {}.", batch));
  }
  if ((*facts)->integer(2) != 0) {
    return refused(fmt::format("第 {} 批本身是一次撤销，不能再撤销。", batch),
                   fmt::format("Batch {} is itself an undo and cannot be undone.", batch));
  }
  if ((*facts)->integer(3) != 0) {
    return refused(fmt::format("第 {} 批已经撤销过。", batch),
                   fmt::format("Batch {} has been undone already.", batch));
  }
  BatchResult result;
  result.revision = previous->revision + 1;
  result.batch = static_cast<std::int64_t>(result.revision);
  result.changed = static_cast<std::size_t>((*facts)->integer(0));
  result.digest = (*facts)->text(1);
  (*facts)->reset();

  for (const char* name : {"undo_touched", "undo_touched_records"}) {
    const Result<Statement*> touched = statement(name);
    if (!touched) return std::unexpected(touched.error());
    const Result<bool> row = (*touched)->bind(1, batch).next();
    if (!row) return std::unexpected(row.error());
    const bool later = (*touched)->integer(0) != 0;
    (*touched)->reset();
    if (!later) continue;
    return refused(
        fmt::format("第 {} 批的数据已被后来的批次改动，请先撤销后来的批次。", batch),
        fmt::format("Rows of batch {} were touched by a later batch; undo that one first.", batch));
  }
  const bool bulk = result.changed >= kBulkRows;
  std::string triggers;
  if (bulk) {
    Result<std::string> begun = begin_bulk(database_);
    if (!begun) return std::unexpected(begun.error());
    triggers = std::move(*begun);
  }
  for (const std::string_view name : kSteps) {
    const Result<Statement*> step = statement(name);
    if (!step) return std::unexpected(step.error());
    (*step)->bind(1, batch);
    if (name.find("drop") == std::string_view::npos) (*step)->bind(2, result.batch);
    if (Status done = (*step)->run(); !done) return std::unexpected(done.error());
  }
  if (bulk) {
    if (Status done = end_bulk(database_, triggers); !done) return std::unexpected(done.error());
  }

  Change change;
  change.kind = Change::Kind::BatchUndone;
  change.revision = result.revision;
  change.at = *at;
  change.seat = origin.seat;
  change.command_id = origin.command_id;
  change.what = "undo";
  change.source = origin.source;
  change.rows = result.changed;
  change.digest = result.digest;
  change.undoes = batch;
  const Result<Record> record = append(change, result, *previous);
  if (!record) return std::unexpected(record.error());
  if (Status committed = transaction->commit(); !committed) return std::unexpected(committed.error());
  positions_.fresh = false;
  publish_head(*record);
  return result;
}

Result<std::vector<Store::BatchInfo>> SpatialiteStore::batches() {
  const Result<Statement*> rows = statement("batches");
  if (!rows) return std::unexpected(rows.error());
  std::vector<BatchInfo> out;
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    const Statement& s = **rows;
    out.push_back({s.integer(0), Instant{std::chrono::seconds{s.integer(1)}}, std::string(s.text(2)),
                   std::string(s.text(3)), static_cast<std::size_t>(s.integer(4)), s.integer(6) != 0,
                   std::string(s.text(5))});
  }
}

}  // namespace anxin
