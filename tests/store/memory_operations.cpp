// Operations of the twin in memory: a list of records.
#include <algorithm>

#include "data/model/operation_json.hpp"
#include "tests/store/memory_store.hpp"

namespace anxin::test {

Instant MemoryStore::not_before(Instant at) const {
  if (!batches_.empty()) at = std::max(at, batches_.back().at);
  if (!operations_.empty()) at = std::max(at, operations_.back().at);
  return at;
}

Result<OperationRecord> MemoryStore::commit_operations(Revision expected,
                                                       const std::vector<OperationChange>& changes,
                                                       const Origin& origin) {
  if (const auto readable = changes_from_json(to_json(changes)); !readable)
    return std::unexpected(readable.error());
  for (const OperationChange& change : changes) {
    const auto* reported = std::get_if<IncidentReported>(&change);
    if (reported != nullptr && reported->incident.exercise != info_.exercise)
      return fail(ErrorCode::Refused, "不是演练库。", "Not of this kind of store.");
  }
  if (const auto answer = *operation_answer(origin.command_id)) return *answer;
  if (answers_.contains(origin.command_id)) return fail(ErrorCode::Refused, "另一种。", "Another kind.");
  if (expected != revision_) return fail(ErrorCode::Stale, "过期。", "Stale.");
  OperationRecord record{revision_, not_before(origin.at), origin.seat, origin.command_id, changes};
  if (changes.empty()) return record;
  record.revision = ++revision_;
  operations_.push_back(record);
  return record;
}

Result<std::vector<OperationRecord>> MemoryStore::operation_records(Revision after,
                                                                    std::optional<Instant> until) {
  std::vector<OperationRecord> out;
  for (const OperationRecord& record : operations_) {
    if (record.revision > after && (!until || record.at <= *until)) out.push_back(record);
  }
  return out;
}

Result<std::optional<OperationRecord>> MemoryStore::operation_answer(const std::string& command_id) {
  for (const OperationRecord& record : operations_) {
    if (!command_id.empty() && record.command_id == command_id) return std::optional(record);
  }
  return std::optional<OperationRecord>();
}

}  // namespace anxin::test
