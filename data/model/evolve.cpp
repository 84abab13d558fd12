#include <algorithm>

#include "data/model/decide.hpp"
#include "data/model/incident_states.hpp"

namespace anxin {
namespace {

// The next Operations while records are applied: a table is copied when the first fact touches it.
class Draft {
 public:
  explicit Draft(Operations before) : next_(std::move(before)) {}
  void apply(const OperationRecord& record) {
    record_ = &record;
    next_.revision = record.revision;
    for (const OperationChange& change : record.changes)
      std::visit([&](const auto& fact) { apply(fact); }, change);
  }
  [[nodiscard]] Operations take() && { return std::move(next_); }

  void apply(const UnitEnrolled& c) { mutable_units()[c.unit.id] = c.unit; }
  void apply(const UnitRetired& c) {
    if (next_.unit(c.unit) != nullptr) mutable_units().erase(c.unit);
  }
  void apply(const UnitStateSet& c);
  void apply(const UnitPositionReported& c);
  void apply(const IncidentReported& c) { mutable_incidents()[c.incident.id] = c.incident; }
  void apply(const IncidentClaimed& c);
  void apply(const SourceAdded& c);
  void apply(const IncidentUpdated& c);
  void apply(const IncidentLevelSet& c);
  void apply(const IncidentConfirmed& c);
  void apply(const ReinforcementRequested& c);
  void apply(const IncidentResolved& c);
  void apply(const IncidentClosed& c);
  void apply(const IncidentCancelled& c);
  void apply(const IncidentMerged& c);
  void apply(const IncidentUnmerged& c);
  void apply(const NotADuplicate& c);
  void apply(const JurisdictionDisputed& c);
  void apply(const JurisdictionSettled& c);
  void apply(const UnitsDispatched& c);
  void apply(const AssignmentStepped& c);
  void apply(const OfferEscalated& c);
  void apply(const ClockBreached& c);
  void apply(const AlarmAcknowledged& c);
  void apply(const RollCallStarted& c);
  void apply(const RollCallAnswered& c);
  void apply(const RollCallRetried& c);
  void apply(const RollCallMissed& c);
  void apply(const SituationReported& c);
  void apply(const LogAppended& c);
  void apply(const ClosureDrawn& c) { mutable_closures()[c.closure.id] = c.closure; }
  void apply(const ClosureLifted& c);
  void apply(const FundMoved& c);

 private:
  template <class Table>
  static Table& open(std::shared_ptr<const Table>& table, Table*& copy) {
    if (copy == nullptr && table.use_count() == 1) {
      // Nobody else can see it: the operations were given away. Every table is made mutable, here or by
      // Operations' constructor.
      copy = std::const_pointer_cast<Table>(table).get();
    } else if (copy == nullptr) {
      auto fresh = std::make_shared<Table>(*table);
      copy = fresh.get();
      table = std::move(fresh);
    }
    return *copy;
  }
  std::map<std::string, ResponseUnit>& mutable_units() { return open(next_.units, units_); }
  std::map<std::string, Incident>& mutable_incidents() { return open(next_.incidents, incidents_); }
  std::map<std::string, Assignment>& mutable_assignments() { return open(next_.assignments, assignments_); }
  std::map<std::string, Closure>& mutable_closures() { return open(next_.closures, closures_); }

  // What a fact is about, to be changed; null when it is not there, and the fact is ignored.
  Incident* incident(const std::string& id) {
    return next_.incident(id) == nullptr ? nullptr : &mutable_incidents()[id];
  }
  // ... and only when the table of states has the step; the state is then the next one.
  Incident* stepped(const std::string& id, IncidentStep by);
  void note_arrival(const Assignment& assignment);
  void note_all_on_scene(Incident& incident) const;

  Operations next_;
  const OperationRecord* record_ = nullptr;
  std::vector<FundEntry>* fund_ = nullptr;
  std::map<std::string, ResponseUnit>* units_ = nullptr;
  std::map<std::string, Incident>* incidents_ = nullptr;
  std::map<std::string, Assignment>* assignments_ = nullptr;
  std::map<std::string, Closure>* closures_ = nullptr;
};

Incident* Draft::stepped(const std::string& id, IncidentStep by) {
  const Incident* found = next_.incident(id);
  if (found == nullptr) return nullptr;
  const auto to = step(found->state, by, found->state_before_merge);
  if (!to) return nullptr;
  Incident* changed = incident(id);
  changed->state = *to;
  return changed;
}

void Draft::apply(const UnitStateSet& c) {
  if (next_.unit(c.unit) == nullptr) return;
  ResponseUnit& unit = mutable_units()[c.unit];
  unit.state = c.state;
  unit.state_reason = c.reason;
}

void Draft::apply(const UnitPositionReported& c) {
  if (next_.unit(c.unit) == nullptr) return;
  ResponseUnit& unit = mutable_units()[c.unit];
  unit.position = c.at;
  unit.position_at = c.reported;
}

void Draft::apply(const IncidentClaimed& c) {
  Incident* changed = incident(c.incident);
  if (changed == nullptr) return;
  changed->claimed_by = c.seat;
  if (!changed->claimed) changed->claimed = record_->at;  // the first claim stops the clock
}

void Draft::apply(const SourceAdded& c) {
  if (Incident* changed = incident(c.incident)) changed->sources.push_back(c.report);
}

void Draft::apply(const IncidentUpdated& c) {
  Incident* changed = incident(c.incident);
  if (changed == nullptr) return;
  if (c.persons) changed->persons = *c.persons;
  if (c.employers) changed->employers = *c.employers;
  if (c.claimed_fen) changed->claimed_fen = c.claimed_fen;
  if (c.extreme) changed->extreme = *c.extreme;
  if (c.modifiers) changed->modifiers = *c.modifiers;
  if (c.project) changed->project = *c.project;
  if (c.place) changed->place = *c.place;
}

void Draft::apply(const IncidentLevelSet& c) {
  Incident* changed = incident(c.incident);
  if (changed == nullptr) return;
  changed->level = c.level;
  // A finding that follows new figures of an unconfirmed report sets no level yet: a person has to.
  const bool set = c.level.by_hand || changed->state != IncidentState::Reported;
  if (set && !changed->level_set) changed->level_set = record_->at;
}

void Draft::apply(const IncidentConfirmed& c) {
  const Incident* found = next_.incident(c.incident);
  if (found == nullptr || !found->open()) return;
  Incident& changed = *incident(c.incident);
  changed.plan_id = c.plan_id;
  changed.plan = c.plan;
  if (changed.state != IncidentState::Reported) {  // the plan follows a new level
    note_all_on_scene(changed);
    return;
  }
  changed.state = IncidentState::Confirmed;
  changed.confirmed = record_->at;
  if (!changed.level_set) changed.level_set = record_->at;
}

void Draft::apply(const ReinforcementRequested& c) {
  Incident* changed = incident(c.incident);
  if (changed == nullptr) return;
  for (std::size_t f = 0; f < changed->plan.size(); ++f)
    changed->plan[f] = static_cast<std::uint8_t>(std::min(255, changed->plan[f] + c.more[f]));
}

void Draft::apply(const IncidentResolved& c) {
  Incident* changed = stepped(c.incident, IncidentStep::Resolve);
  if (changed == nullptr) return;
  changed->resolved = record_->at;
  if (!c.text.empty()) changed->log.push_back({record_->at, record_->seat, c.text});
}

void Draft::apply(const IncidentClosed& c) {
  Incident* changed = stepped(c.incident, IncidentStep::Close);
  if (changed == nullptr) return;
  changed->ended = record_->at;
  changed->alarm_open = false;
  changed->conclusion = c.conclusion;
  changed->recovered = c.recovered;
  changed->follow_up = c.follow_up;
}

void Draft::apply(const IncidentCancelled& c) {
  Incident* changed = stepped(c.incident, IncidentStep::Cancel);
  if (changed == nullptr) return;
  changed->ended = record_->at;
  changed->alarm_open = false;
  changed->end_reason = c.reason;
}

void Draft::apply(const IncidentMerged& c) {
  const Incident* found = next_.incident(c.incident);
  if (found == nullptr) return;
  const IncidentState before = found->state;
  Incident* changed = stepped(c.incident, IncidentStep::Merge);
  if (changed == nullptr) return;
  changed->state_before_merge = before;
  changed->merged_into = c.into;
  changed->ended = record_->at;
  changed->alarm_open = false;
  changed->end_reason = c.reason;
}

void Draft::apply(const IncidentUnmerged& c) {
  Incident* changed = stepped(c.incident, IncidentStep::Unmerge);
  if (changed == nullptr) return;
  changed->state_before_merge = IncidentState::Reported;
  changed->merged_into.clear();
  changed->ended.reset();
  changed->end_reason.clear();
}

void Draft::apply(const NotADuplicate& c) {
  const auto add = [&](const std::string& id, const std::string& other) {
    Incident* changed = incident(id);
    if (changed != nullptr &&
        std::ranges::find(changed->not_duplicates, other) == changed->not_duplicates.end())
      changed->not_duplicates.push_back(other);
  };
  add(c.incident, c.other);
  add(c.other, c.incident);
}

void Draft::apply(const JurisdictionDisputed& c) {
  if (Incident* changed = incident(c.incident)) changed->dispute = c.dispute;
}

void Draft::apply(const JurisdictionSettled& c) {
  Incident* changed = incident(c.incident);
  if (changed == nullptr) return;
  changed->supervising_unit = c.supervising_unit;
  changed->jurisdiction_rule = "settled";
  if (changed->dispute) changed->dispute->settled = record_->at;
}

void Draft::apply(const UnitsDispatched& c) {
  Incident* changed = stepped(c.incident, IncidentStep::Dispatch);
  if (changed == nullptr) return;
  if (!changed->dispatched) changed->dispatched = record_->at;
  changed->resolved.reset();  // sent again after it had calmed down
  for (const Assignment& assignment : c.assignments) mutable_assignments()[assignment.id] = assignment;
}

void Draft::apply(const AssignmentStepped& c) {
  const Assignment* found = next_.assignment(c.assignment);
  if (found == nullptr || !step(found->state, c.to)) return;
  Assignment& changed = mutable_assignments()[c.assignment];
  changed.state = c.to;
  if (!c.reason.empty()) changed.reason = c.reason;
  if (c.channel == AckChannel::Page || !c.words.empty()) {  // the unit's own word, or what it told the seat
    changed.channel = c.channel;
    changed.words = c.words;
  }
  if (c.to == AssignmentState::Accepted) changed.accepted = record_->at;
  if (c.to == AssignmentState::EnRoute) changed.en_route = record_->at;
  if (c.to == AssignmentState::OnScene) {
    changed.on_scene = record_->at;
    note_arrival(changed);
  }
  if (!changed.live()) changed.ended = record_->at;
}

void Draft::note_arrival(const Assignment& assignment) {
  const Incident* found = next_.incident(assignment.incident);
  if (found == nullptr) return;
  Incident& changed = *incident(assignment.incident);
  if (const auto to = step(changed.state, IncidentStep::Arrive)) changed.state = *to;
  if (!changed.first_on_scene) changed.first_on_scene = record_->at;
  note_all_on_scene(changed);
}

void Draft::note_all_on_scene(Incident& changed) const {
  if (changed.all_on_scene || !changed.first_on_scene) return;
  FunctionCounts there{};
  for (const Assignment* a : next_.assignments_of(changed.id))
    if (a->state == AssignmentState::OnScene) ++there[static_cast<std::size_t>(a->function)];
  for (std::size_t f = 0; f < there.size(); ++f)
    if (there[f] < changed.plan[f]) return;
  changed.all_on_scene = record_->at;
}

void Draft::apply(const OfferEscalated& c) {
  if (next_.assignment(c.assignment) == nullptr) return;
  std::int32_t& done = mutable_assignments()[c.assignment].escalation;
  done = std::max(done, c.step);
}

void Draft::apply(const ClockBreached& c) {
  Incident* changed = incident(c.incident);
  if (changed == nullptr) return;
  const bool known =
      std::ranges::any_of(changed->breached, [&](const auto& b) { return b.first == c.clock; });
  if (known) return;
  changed->breached.emplace_back(c.clock, record_->at);
  changed->alarm_open = true;
}

void Draft::apply(const AlarmAcknowledged& c) {
  if (Incident* changed = incident(c.incident)) changed->alarm_open = false;
}

void Draft::apply(const RollCallStarted& c) {
  if (Incident* changed = incident(c.incident)) changed->roll_call = RollCall{record_->at, false, {}, {}};
}

void Draft::apply(const RollCallAnswered& c) {
  Incident* changed = incident(c.incident);
  if (changed == nullptr || !changed->roll_call) return;
  RollCall& call = *changed->roll_call;
  std::erase(call.missed, c.assignment);  // an answer that came late
  if (std::ranges::find(call.answered, c.assignment) == call.answered.end())
    call.answered.push_back(c.assignment);
}

void Draft::apply(const RollCallRetried& c) {
  Incident* changed = incident(c.incident);
  if (changed != nullptr && changed->roll_call) changed->roll_call->retried = true;
}

void Draft::apply(const RollCallMissed& c) {
  Incident* changed = incident(c.incident);
  if (changed == nullptr || !changed->roll_call) return;
  auto& missed = changed->roll_call->missed;
  if (std::ranges::find(missed, c.assignment) == missed.end()) missed.push_back(c.assignment);
  changed->alarm_open = true;
}

void Draft::apply(const SituationReported& c) {
  if (Incident* changed = incident(c.incident)) changed->reports.push_back(c.report);
}

void Draft::apply(const LogAppended& c) {
  if (Incident* changed = incident(c.incident)) changed->log.push_back({record_->at, record_->seat, c.text});
}

void Draft::apply(const ClosureLifted& c) {
  if (next_.closures->contains(c.closure)) mutable_closures()[c.closure].lifted = record_->at;
}

void Draft::apply(const FundMoved& c) { open(next_.fund, fund_).push_back(c.entry); }

}  // namespace

Operations evolve(const Operations& operations, const OperationRecord& record) {
  return evolve(operations, std::span(&record, 1));
}

Operations evolve(Operations&& operations, const OperationRecord& record) {
  Draft draft(std::move(operations));
  draft.apply(record);
  return std::move(draft).take();
}

Operations evolve(const Operations& operations, std::span<const OperationRecord> records) {
  Draft draft(operations);
  for (const OperationRecord& record : records) draft.apply(record);
  return std::move(draft).take();
}

}  // namespace anxin
