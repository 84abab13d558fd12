#include "console/desk/operator.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "data/model/registry.hpp"

namespace anxin {
namespace {

// How often another seat may be first before the operator is told that the store is too busy.
constexpr int kTries = 8;

Responsible responsible_for(const Pack& pack, LonLat at) {
  Jurisdiction j = locate(pack, at);
  return {std::move(j.supervising_unit), std::move(j.rule), std::move(j.candidates)};
}

std::optional<ProjectPlace> place_of_project(const Registry& registry, const std::string& id) {
  const Index i = registry.find_project(id);
  if (i == kNone) return std::nullopt;
  ProjectPlace place;
  place.name = registry.name[i];
  place.township = registry.township[i];
  if (registry.unit[i] < registry.unit_code.size())
    place.supervising_unit = registry.unit_code[registry.unit[i]];
  place.sector = registry.sector[i];
  place.at = registry.at[i];
  return place;
}

}  // namespace

Operator::Operator(Store& store, std::shared_ptr<const Pack> pack)
    : store_(&store), pack_(std::move(pack)), operations_(std::make_shared<const Operations>()) {}

Result<Operator> Operator::open(Store& store, std::shared_ptr<const Pack> pack) {
  Operator made(store, std::move(pack));
  if (Result<bool> read = made.catch_up(); !read) return std::unexpected(read.error());
  return made;
}

Result<bool> Operator::catch_up() {
  Result<std::vector<OperationRecord>> records = store_->operation_records(operations_->revision);
  if (!records) return std::unexpected(records.error());
  if (records->empty()) return false;
  operations_ = std::make_shared<const Operations>(evolve(*operations_, *records));
  std::ranges::move(*records, std::back_inserter(records_));
  return true;
}

Result<std::shared_ptr<const Registry>> Operator::registry() {
  if (registry_) return registry_;
  Result<std::shared_ptr<Registry>> loaded = store_->load_registry();
  if (!loaded) return std::unexpected(loaded.error());
  registry_ = std::move(*loaded);
  return registry_;
}

Result<OperationRecord> Operator::carry_out(const OperationCommand& command, const Who& who) {
  if (!who.command_id.empty()) {
    Result<std::optional<OperationRecord>> answer = store_->operation_answer(who.command_id);
    if (!answer) return std::unexpected(answer.error());
    if (*answer) {
      if (Result<bool> read = catch_up(); !read) return std::unexpected(read.error());
      return std::move(**answer);
    }
  }
  Result<OperationRecord> done = carry_out_once(command, who);
  for (int i = 1; i < kTries && !done && done.error().code == ErrorCode::Stale; ++i) {
    done = carry_out_once(command, who);
  }
  return done;
}

bool Operator::exercise() const { return store_->info().exercise; }

Operator::Facts Operator::weigh(const OperationCommand& command, const Who& who) {
  DecideContext context;
  context.policy = &pack_->dispatch;
  context.now = who.now;
  context.seat = who.seat;
  context.exercise_store = exercise();
  context.responsible = [this](LonLat at) { return responsible_for(*pack_, at); };
  std::optional<Error> unread;
  context.project = [&](const std::string& id) -> std::optional<ProjectPlace> {
    const Result<std::shared_ptr<const Registry>> known = registry();
    if (known) return place_of_project(**known, id);
    unread = known.error();
    return std::nullopt;
  };
  Facts changes = decide(*operations_, context, command);
  if (unread) return std::unexpected(*unread);
  return changes;
}

Result<OperationRecord> Operator::carry_out_once(const OperationCommand& command, const Who& who) {
  // The head is read before the journal: whatever comes in between makes the commit stale, and never unseen.
  const Revision head = store_->revision();
  if (Result<bool> read = catch_up(); !read) return std::unexpected(read.error());
  const Facts changes = weigh(command, who);
  if (!changes) return std::unexpected(changes.error());
  if (changes->empty()) return OperationRecord{operations_->revision, who.now, who.seat, who.command_id, {}};

  Result<OperationRecord> record = store_->commit_operations(
      head, *changes, {who.now, who.seat, who.command_id, "operations", who.source});
  if (!record) return record;
  operations_ = std::make_shared<const Operations>(evolve(*operations_, *record));
  records_.push_back(*record);
  return record;
}

Result<Operations> operations_at(Store& store, Instant until) {
  const Result<std::vector<OperationRecord>> records = store.operation_records(0, until);
  if (!records) return std::unexpected(records.error());
  return evolve(Operations(), *records);
}

}  // namespace anxin
