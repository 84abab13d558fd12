// One batch in: rows compared with what is stored, written, digested and journalled in one transaction.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "data/store/batch_writer.hpp"
#include "data/store/spatialite_store.hpp"

namespace anxin {

std::unexpected<Error> SpatialiteStore::stale(Revision expected, Revision head) {
  return fail(ErrorCode::Stale,
              fmt::format("数据已更新到第 {} 版，您看到的是第 {} 版，请刷新后再试。", head, expected),
              fmt::format("The data have moved on to revision {}, you saw {}; refresh and try again.", head,
                          expected));
}

std::unexpected<Error> SpatialiteStore::used_otherwise(const std::string& command_id) {
  return fail(ErrorCode::Refused, fmt::format("命令号 {} 已用于另一种操作。", command_id),
              fmt::format("The command id {} was used for a command of another kind.", command_id));
}

Result<SpatialiteStore::Record> SpatialiteStore::head() {
  const Result<Statement*> rows = statement("head");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row = (*rows)->next();
  if (!row) return std::unexpected(row.error());
  if (!*row || (*rows)->blob(1).size() != sizeof(Digest)) {
    return fail(ErrorCode::Store, "存储的流水为空或已损坏，请运行 anxin verify。",
                "The store's journal is empty or damaged; run anxin verify.");
  }
  Record record;
  record.revision = static_cast<Revision>((*rows)->integer(0));
  std::ranges::copy((*rows)->blob(1), record.digest.begin());
  (*rows)->reset();
  return record;
}

Revision SpatialiteStore::revision() {
  const Result<Record> record = head();
  return record ? record->revision : 0;
}

std::uint64_t SpatialiteStore::foreign_changes() {
  const Result<Statement*> rows = statement("data_version");
  if (!rows || !(*rows)->next().value_or(false)) return 0;
  const auto version = static_cast<std::uint64_t>((*rows)->integer(0));
  (*rows)->reset();
  return version;
}

Result<std::optional<BatchResult>> SpatialiteStore::answer_to(const std::string& command_id) {
  if (command_id.empty()) return std::optional<BatchResult>();
  const Result<Statement*> rows = statement("answer");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row = (*rows)->bind(1, command_id).next();
  if (!row) return std::unexpected(row.error());
  if (!*row) {
    const Result<std::optional<Revision>> other = operation_of(command_id);
    if (!other) return std::unexpected(other.error());
    if (*other) return used_otherwise(command_id);
    return std::optional<BatchResult>();
  }
  const Statement& s = **rows;
  BatchResult result;
  result.revision = static_cast<Revision>(s.integer(0));
  result.batch = s.integer(1);
  result.added = static_cast<std::size_t>(s.integer(2));
  result.changed = static_cast<std::size_t>(s.integer(3));
  result.unchanged = static_cast<std::size_t>(s.integer(4));
  result.digest = s.text(5);
  (*rows)->reset();
  return result;
}

Status SpatialiteStore::keep_answer(const std::string& command_id, const BatchResult& result) {
  if (command_id.empty()) return {};
  const Result<Statement*> keep = statement("keep_answer");
  if (!keep) return std::unexpected(keep.error());
  return (*keep)
      ->bind(1, command_id)
      .bind(2, result.revision)
      .bind(3, result.batch)
      .bind(4, result.added)
      .bind(5, result.changed)
      .bind(6, result.unchanged)
      .bind(7, result.digest)
      .run();
}

Result<Instant> SpatialiteStore::record_time(const Origin& origin) {
  const Result<Statement*> rows = statement("latest_time");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row = (*rows)->next();
  if (!row) return std::unexpected(row.error());
  const std::int64_t latest = (*rows)->integer(0);
  (*rows)->reset();
  return Instant{std::chrono::seconds{std::max<std::int64_t>(latest, origin.at.time_since_epoch().count())}};
}

Result<SpatialiteStore::Record> SpatialiteStore::append(const Change& change, const BatchResult& result,
                                                        const Record& previous) {
  const Result<Statement*> batch = statement("append_batch");
  if (!batch) return std::unexpected(batch.error());
  (*batch)->bind(1, change.revision).bind(2, change.at.time_since_epoch().count()).bind(3, change.what);
  (*batch)->bind(4, change.seat).bind(5, change.command_id).bind(6, change.source);
  (*batch)->bind(7, result.added).bind(8, result.changed).bind(9, result.unchanged).bind(10, result.digest);
  if (change.undoes != 0) {
    (*batch)->bind(11, change.undoes);
  } else {
    (*batch)->bind_null(11);
  }
  if (Status added = (*batch)->run(); !added) return std::unexpected(added.error());
  const Result<Record> record = append_to_journal(change, previous);
  if (!record) return record;
  if (Status kept = keep_answer(change.command_id, result); !kept) return std::unexpected(kept.error());
  return record;
}

Result<SpatialiteStore::Record> SpatialiteStore::append_to_journal(const Change& change,
                                                                   const Record& previous) {
  const std::string bytes = canonical(change);
  const Record record{change.revision, chain(previous.digest, bytes)};
  const Result<Statement*> journal = statement("append_record");
  if (!journal) return std::unexpected(journal.error());
  (*journal)->bind(1, record.revision).bind_blob(2, bytes).bind_blob(3, as_bytes(record.digest));
  if (Status added = (*journal)->run(); !added) return std::unexpected(added.error());
  return record;
}

void SpatialiteStore::publish_head(const Record& record) {
  // The commit stands whether or not this succeeds; a head that lags is caught up by the next commit.
  (void)write_head(database_.file(), Head{record.revision, to_hex(record.digest)});
}

Result<BatchResult> SpatialiteStore::commit(std::optional<Revision> expected, const Batch& batch,
                                            const Origin& origin, const Progress& progress) {
  Result<Transaction> transaction = Transaction::begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  Result<std::optional<BatchResult>> answer = answer_to(origin.command_id);
  if (!answer) return std::unexpected(answer.error());
  if (*answer) return **answer;
  const Result<Record> previous = head();
  if (!previous) return std::unexpected(previous.error());
  if (expected && *expected != previous->revision) return stale(*expected, previous->revision);
  const Result<Instant> at = record_time(origin);
  if (!at) return std::unexpected(at.error());

  const auto number = static_cast<std::int64_t>(previous->revision + 1);
  BatchWriter writer(*this, number, false, progress);
  Result<BatchResult> result = writer.write(batch);
  if (!result) return result;
  Record record = *previous;
  if (result->added + result->changed == 0) {
    result->revision = previous->revision;
    if (Status kept = keep_answer(origin.command_id, *result); !kept) return std::unexpected(kept.error());
  } else {
    result->revision = previous->revision + 1;
    result->batch = number;
    Change change;
    change.revision = result->revision;
    change.at = *at;
    change.seat = origin.seat;
    change.command_id = origin.command_id;
    change.what = origin.kind;
    change.source = origin.source;
    change.rows = result->added + result->changed;
    change.digest = result->digest;
    const Result<Record> appended = append(change, *result, *previous);
    if (!appended) return std::unexpected(appended.error());
    record = *appended;
  }
  if (Status committed = transaction->commit(); !committed) return std::unexpected(committed.error());
  positions_.fresh = false;
  if (result->batch != 0) publish_head(record);
  return result;
}

Result<BatchResult> SpatialiteStore::preview(const Batch& batch) {
  const Result<Record> previous = head();
  if (!previous) return std::unexpected(previous.error());
  BatchWriter writer(*this, 0, true, {});
  Result<BatchResult> result = writer.write(batch);
  if (result) result->revision = previous->revision;
  return result;
}

}  // namespace anxin
