// The fields of operation changes by name, once for writing and reading. Private to operation_json.cpp. A
// visitor is called as v("name", member), members in the order of the structs; what a member looks like in
// JSON is the visitor's affair. A name here is a name in every journal: never change one.
#pragma once
#include <concepts>
#include <type_traits>

#include "data/model/operation_change.hpp"

namespace anxin::operation_fields {

template <class T, class Of>
concept Is = std::same_as<std::remove_const_t<T>, Of>;

template <Is<DutyShift> T>
void fields(T& x, auto&& v) {
  v("weekdays", x.weekdays), v("from_minute", x.from_minute), v("to_minute", x.to_minute);
}
template <Is<ResponseUnit> T>
void fields(T& x, auto&& v) {
  v("id", x.id), v("name", x.name), v("short_name", x.short_name), v("member_unit", x.member_unit);
  v("supervising_unit", x.supervising_unit), v("functions", x.functions), v("sectors", x.sectors);
  v("base", x.base), v("people", x.people), v("vehicle", x.vehicle), v("post_phone", x.post_phone);
  v("deputy_post", x.deputy_post), v("deputy_phone", x.deputy_phone), v("shifts", x.shifts);
  v("state", x.state), v("state_reason", x.state_reason);
  v("position", x.position), v("position_at", x.position_at);
}
template <Is<SourceReport> T>
void fields(T& x, auto&& v) {
  v("source", x.source), v("case_number", x.case_number), v("at", x.at);
}
template <Is<LevelFinding> T>
void fields(T& x, auto&& v) {
  v("by_heads", x.by_heads), v("level", x.level), v("second", x.second), v("modifiers", x.modifiers);
  v("profile", x.profile), v("second_profile", x.second_profile);
  v("by_hand", x.by_hand), v("reason", x.reason);
}
template <Is<SituationReport> T>
void fields(T& x, auto&& v) {
  v("number", x.number), v("at", x.at), v("by", x.by), v("persons", x.persons), v("text", x.text);
}
template <Is<LogEntry> T>
void fields(T& x, auto&& v) {
  v("at", x.at), v("by", x.by), v("text", x.text);
}
template <Is<Recovered> T>
void fields(T& x, auto&& v) {
  v("source", x.source), v("fen", x.fen);
}
template <Is<JurisdictionDispute> T>
void fields(T& x, auto&& v) {
  v("candidates", x.candidates), v("reason", x.reason);
  v("opened", x.opened), v("due", x.due), v("settled", x.settled);
}
template <Is<RollCall> T>
void fields(T& x, auto&& v) {
  v("started", x.started), v("retried", x.retried), v("answered", x.answered), v("missed", x.missed);
}
template <Is<std::pair<std::string, Instant>> T>
void fields(T& x, auto&& v) {
  v("clock", x.first), v("at", x.second);
}
template <Is<Incident> T>
void fields(T& x, auto&& v) {
  v("id", x.id), v("project", x.project), v("place", x.place), v("at", x.at);
  v("supervising_unit", x.supervising_unit), v("jurisdiction_rule", x.jurisdiction_rule);
  v("sector", x.sector), v("began", x.began), v("reported", x.reported), v("sources", x.sources);
  v("persons", x.persons), v("employers", x.employers), v("claimed_fen", x.claimed_fen);
  v("extreme", x.extreme), v("modifiers", x.modifiers), v("level", x.level), v("plan", x.plan);
  v("plan_id", x.plan_id), v("state", x.state), v("claimed_by", x.claimed_by), v("exercise", x.exercise);
  v("claimed", x.claimed), v("level_set", x.level_set), v("confirmed", x.confirmed);
  v("dispatched", x.dispatched), v("first_on_scene", x.first_on_scene), v("all_on_scene", x.all_on_scene);
  v("resolved", x.resolved), v("ended", x.ended), v("reports", x.reports), v("log", x.log);
  v("dispute", x.dispute), v("roll_call", x.roll_call), v("breached", x.breached);
  v("alarm_open", x.alarm_open), v("not_duplicates", x.not_duplicates), v("merged_into", x.merged_into);
  v("state_before_merge", x.state_before_merge), v("conclusion", x.conclusion);
  v("recovered", x.recovered), v("follow_up", x.follow_up), v("end_reason", x.end_reason);
}
template <Is<Assignment> T>
void fields(T& x, auto&& v) {
  v("id", x.id), v("incident", x.incident), v("unit", x.unit), v("order", x.order);
  v("function", x.function), v("state", x.state), v("offered", x.offered), v("accepted", x.accepted);
  v("en_route", x.en_route), v("on_scene", x.on_scene), v("ended", x.ended);
  v("expected_s", x.expected_s), v("distance_m", x.distance_m), v("escalation", x.escalation);
  v("channel", x.channel), v("words", x.words), v("reason", x.reason);
}
template <Is<Closure> T>
void fields(T& x, auto&& v) {
  v("id", x.id), v("area", x.area), v("road", x.road), v("road_at", x.road_at), v("reason", x.reason);
  v("from", x.from), v("until", x.until), v("lifted", x.lifted);
}
template <Is<FundEntry> T>
void fields(T& x, auto&& v) {
  v("supervising_unit", x.supervising_unit), v("move", x.move), v("fen", x.fen);
  v("incident", x.incident), v("at", x.at), v("reason", x.reason);
}

template <Is<UnitEnrolled> T>
void fields(T& x, auto&& v) {
  v("unit", x.unit);
}
template <Is<UnitRetired> T>
void fields(T& x, auto&& v) {
  v("unit", x.unit), v("reason", x.reason);
}
template <Is<UnitStateSet> T>
void fields(T& x, auto&& v) {
  v("unit", x.unit), v("state", x.state), v("reason", x.reason);
}
template <Is<UnitPositionReported> T>
void fields(T& x, auto&& v) {
  v("unit", x.unit), v("at", x.at), v("reported", x.reported);
}
template <Is<IncidentReported> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident);
}
template <Is<IncidentClaimed> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("seat", x.seat), v("taken_from", x.taken_from), v("reason", x.reason);
}
template <Is<SourceAdded> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("report", x.report);
}
template <Is<IncidentUpdated> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("persons", x.persons), v("employers", x.employers);
  v("claimed_fen", x.claimed_fen), v("extreme", x.extreme), v("modifiers", x.modifiers);
  v("project", x.project), v("place", x.place);
}
template <Is<IncidentLevelSet> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("level", x.level);
}
template <Is<IncidentConfirmed> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("plan_id", x.plan_id), v("plan", x.plan);
}
template <Is<ReinforcementRequested> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("more", x.more), v("reason", x.reason);
}
template <Is<IncidentResolved> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("text", x.text);
}
template <Is<IncidentClosed> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("conclusion", x.conclusion), v("recovered", x.recovered);
  v("follow_up", x.follow_up);
}
template <Is<IncidentCancelled> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("reason", x.reason);
}
template <Is<IncidentMerged> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("into", x.into), v("reason", x.reason);
}
template <Is<IncidentUnmerged> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("reason", x.reason);
}
template <Is<NotADuplicate> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("other", x.other), v("reason", x.reason);
}
template <Is<JurisdictionDisputed> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("dispute", x.dispute);
}
template <Is<JurisdictionSettled> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("supervising_unit", x.supervising_unit), v("reason", x.reason);
}
template <Is<UnitsDispatched> T>
void fields(T& x, auto&& v) {
  v("order", x.order), v("incident", x.incident), v("assignments", x.assignments);
}
template <Is<AssignmentStepped> T>
void fields(T& x, auto&& v) {
  v("assignment", x.assignment), v("to", x.to), v("channel", x.channel);
  v("words", x.words), v("reason", x.reason);
}
template <Is<OfferEscalated> T>
void fields(T& x, auto&& v) {
  v("assignment", x.assignment), v("step", x.step), v("told", x.told);
}
template <Is<ClockBreached> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("clock", x.clock);
}
template <class T>
concept NamesAnIncidentOnly = Is<T, AlarmAcknowledged> || Is<T, RollCallStarted> || Is<T, RollCallRetried>;
template <NamesAnIncidentOnly T>
void fields(T& x, auto&& v) {
  v("incident", x.incident);
}
template <Is<RollCallAnswered> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("assignment", x.assignment), v("words", x.words);
}
template <Is<RollCallMissed> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("assignment", x.assignment);
}
template <Is<SituationReported> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("report", x.report);
}
template <Is<LogAppended> T>
void fields(T& x, auto&& v) {
  v("incident", x.incident), v("text", x.text);
}
template <Is<ClosureDrawn> T>
void fields(T& x, auto&& v) {
  v("closure", x.closure);
}
template <Is<ClosureLifted> T>
void fields(T& x, auto&& v) {
  v("closure", x.closure), v("reason", x.reason);
}
template <Is<FundMoved> T>
void fields(T& x, auto&& v) {
  v("entry", x.entry);
}

}  // namespace anxin::operation_fields
