// Operations in the store: one command's changes as one journal record, with the tables that are projected
// from them, in one transaction. What holds is the journal; the state it amounts to is kept beside the
// connection and brought on by evolve when others have written.
#include <fmt/format.h>

#include <limits>
#include <utility>

#include "data/model/decide.hpp"
#include "data/model/operation_json.hpp"
#include "data/store/operation_rows.hpp"
#include "data/store/spatialite_store.hpp"

namespace anxin {
namespace {

void bind(Statement& s, int at, const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    s.bind(at, *number);
  } else if (const auto* real = std::get_if<double>(&cell)) {
    s.bind(at, *real);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    s.bind(at, std::string_view(*text));
  } else if (const auto* blob = std::get_if<Blob>(&cell)) {
    s.bind_blob(at, blob->bytes);
  } else {
    s.bind_null(at);
  }
}

Status run_each(SpatialiteStore& store, std::string_view name, const Cells& cells) {
  const Result<Statement*> row = store.statement(name);
  if (!row) return std::unexpected(row.error());
  for (std::size_t i = 0; i < cells.size(); ++i) bind(**row, static_cast<int>(i) + 1, cells[i]);
  return (*row)->run();
}

Status write_rows(SpatialiteStore& store, const RowChanges& changes) {
  for (std::size_t table = 0; table < kProjectedTables.size(); ++table) {
    for (const Cells& key : changes.drop[table]) {
      if (Status done = run_each(store, kProjectedTables[table].drop, key); !done) return done;
    }
    for (const auto& [key, row] : changes.put[table]) {
      if (Status done = run_each(store, kProjectedTables[table].put, row); !done) return done;
    }
  }
  return {};
}

}  // namespace

Result<OperationRecord> operation_record(std::string_view canonical_bytes) {
  Result<Change> change = change_from_canonical(canonical_bytes);
  if (!change) return std::unexpected(change.error());
  Result<std::vector<OperationChange>> changes = changes_from_json(change->changes);
  if (!changes) return std::unexpected(changes.error());
  return OperationRecord{change->revision, change->at, std::move(change->seat), std::move(change->command_id),
                         std::move(*changes)};
}

Result<std::vector<OperationRecord>> SpatialiteStore::operation_records(Revision after,
                                                                        std::optional<Instant> until) {
  const Result<Statement*> rows = statement("operation_records");
  if (!rows) return std::unexpected(rows.error());
  (*rows)->bind(1, after).bind(
      2, until ? until->time_since_epoch().count() : std::numeric_limits<std::int64_t>::max());
  std::vector<OperationRecord> records;
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return records;
    Result<OperationRecord> record = operation_record((*rows)->blob(0));
    if (!record) {
      (*rows)->reset();
      return std::unexpected(record.error());
    }
    records.push_back(std::move(*record));
  }
}

Result<std::optional<OperationRecord>> SpatialiteStore::operation_answer(const std::string& command_id) {
  const Result<std::optional<Revision>> revision = operation_of(command_id);
  if (!revision) return std::unexpected(revision.error());
  if (!*revision) return std::optional<OperationRecord>();
  const Result<Statement*> rows = statement("operation_at");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row = (*rows)->bind(1, **revision).next();
  if (!row) return std::unexpected(row.error());
  Result<OperationRecord> record = operation_record(*row ? (*rows)->blob(0) : std::string_view());
  (*rows)->reset();
  if (!record) return std::unexpected(record.error());
  return std::move(*record);
}

Result<std::optional<Revision>> SpatialiteStore::operation_of(const std::string& command_id) {
  const Result<Statement*> rows = statement("operation_of_command");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row = (*rows)->bind(1, command_id).next();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::optional<Revision>();
  const auto revision = static_cast<Revision>((*rows)->integer(0));
  (*rows)->reset();
  return revision;
}

Status SpatialiteStore::bring_operations_on() {
  const Result<Statement*> latest = statement("operation_latest");
  if (!latest) return std::unexpected(latest.error());
  const Result<bool> row = (*latest)->next();
  if (!row) return std::unexpected(row.error());
  const auto last = static_cast<Revision>((*latest)->integer(0));
  (*latest)->reset();
  if (last == operations_.revision) return {};
  const Result<std::vector<OperationRecord>> missed = operation_records(operations_.revision, {});
  if (!missed) return std::unexpected(missed.error());
  for (const OperationRecord& record : *missed) take_record(operations_, record);
  return {};
}

void SpatialiteStore::take_record(Operations& operations, const OperationRecord& record) {
  operations = evolve(std::move(operations), record);
  operations.revision = record.revision;
}

Result<SpatialiteStore::Record> SpatialiteStore::append_operations(const OperationRecord& record,
                                                                   std::string json, const Origin& origin,
                                                                   const Record& previous) {
  Change change;
  change.kind = Change::Kind::OperationsChanged;
  change.revision = record.revision;
  change.at = record.at;
  change.seat = record.seat;
  change.command_id = record.command_id;
  change.what = "operations";
  change.source = origin.source;
  change.rows = record.changes.size();
  change.changes = std::move(json);
  const Result<Record> appended = append_to_journal(change, previous);
  if (!appended) return appended;
  const Result<Statement*> row = statement("operation_append");
  if (!row) return std::unexpected(row.error());
  (*row)->bind(1, record.revision).bind(2, record.at.time_since_epoch().count()).bind(3, record.seat);
  if (Status added = (*row)->bind(4, record.command_id).bind(5, record.changes.size()).run(); !added) {
    return std::unexpected(added.error());
  }
  return appended;
}

Result<OperationRecord> SpatialiteStore::commit_operations(Revision expected,
                                                           const std::vector<OperationChange>& changes,
                                                           const Origin& origin) {
  std::string json = to_json(changes);
  Result<std::vector<OperationChange>> kept = changes_from_json(json);  // as the journal will say it
  if (!kept) return std::unexpected(kept.error());
  for (const OperationChange& change : *kept) {
    const auto* reported = std::get_if<IncidentReported>(&change);
    if (reported == nullptr) continue;
    if (Status belongs = exercise_belongs(reported->incident.exercise, info_.exercise); !belongs)
      return std::unexpected(belongs.error());
  }
  Result<Transaction> transaction = Transaction::begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  Result<std::optional<OperationRecord>> answer = operation_answer(origin.command_id);
  if (!answer) return std::unexpected(answer.error());
  if (*answer) return std::move(**answer);
  const Result<std::optional<BatchResult>> other = answer_to(origin.command_id);
  if (!other) return std::unexpected(other.error());
  if (*other) return used_otherwise(origin.command_id);
  const Result<Record> previous = head();
  if (!previous) return std::unexpected(previous.error());
  if (expected != previous->revision) return stale(expected, previous->revision);
  const Result<Instant> at = record_time(origin);
  if (!at) return std::unexpected(at.error());
  OperationRecord record{previous->revision, *at, origin.seat, origin.command_id, std::move(*kept)};
  if (record.changes.empty()) return record;
  record.revision = previous->revision + 1;

  if (Status done = bring_operations_on(); !done) return std::unexpected(done.error());
  const Result<Record> appended = append_operations(record, std::move(json), origin, *previous);
  if (!appended) return std::unexpected(appended.error());
  Operations next = operations_;
  take_record(next, record);
  RowChanges rows = changes_between(operations_, next);
  add_messages(rows.put, record, next);
  if (Status written = write_rows(*this, rows); !written) return std::unexpected(written.error());
  if (Status committed = transaction->commit(); !committed) return std::unexpected(committed.error());
  operations_ = std::move(next);
  publish_head(*appended);
  return record;
}

}  // namespace anxin
