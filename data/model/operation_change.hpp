// Facts about operations: never refused, never edited; the journal is a list of them. One command gives one
// or more, which stand in one journal record with its moment and seat. Plain values; `fields` names each for
// the one JSON form that the journal keeps (operation_json.hpp): changing a name breaks every store.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "data/model/operations.hpp"

namespace anxin {

struct UnitEnrolled {  // new, or replaced whole
  ResponseUnit unit;
};
struct UnitRetired {
  std::string unit, reason;
};
struct UnitStateSet {
  std::string unit;
  UnitReadiness state{};
  std::string reason;
};
struct UnitPositionReported {
  std::string unit;
  LonLat at;
  Instant reported{};
};

struct IncidentReported {
  Incident incident;  // as it stands then: state Reported
};
struct IncidentClaimed {
  std::string incident, seat, taken_from, reason;  // taken_from "": nobody had it
};
struct SourceAdded {
  std::string incident;
  SourceReport report;
};
// What is known of it now: each absent value stays.
struct IncidentUpdated {
  std::string incident;
  std::optional<std::int32_t> persons, employers;
  std::optional<Fen> claimed_fen;
  std::optional<ExtremeAct> extreme;
  std::optional<std::uint8_t> modifiers;
  std::optional<std::string> project, place;
};
struct IncidentLevelSet {
  std::string incident;
  LevelFinding level;
};
struct IncidentConfirmed {  // again later, when the level has changed: the plan alone
  std::string incident, plan_id;
  FunctionCounts plan{};
};
struct ReinforcementRequested {  // on top of the plan
  std::string incident;
  FunctionCounts more{};
  std::string reason;
};
struct IncidentResolved {  // a text becomes a line of the log
  std::string incident, text;
};
struct IncidentClosed {
  std::string incident;
  Conclusion conclusion{};
  std::vector<Recovered> recovered;
  std::string follow_up;
};
struct IncidentCancelled {
  std::string incident, reason;
};
struct IncidentMerged {
  std::string incident, into, reason;
};
struct IncidentUnmerged {
  std::string incident, reason;
};
struct NotADuplicate {  // holds for both
  std::string incident, other, reason;
};
struct JurisdictionDisputed {
  std::string incident;
  JurisdictionDispute dispute;
};
struct JurisdictionSettled {
  std::string incident, supervising_unit, reason;
};

struct UnitsDispatched {
  std::string order, incident;
  std::vector<Assignment> assignments;  // state Offered
};
struct AssignmentStepped {
  std::string assignment;
  AssignmentState to{};
  AckChannel channel{};
  std::string words, reason;
};
struct OfferEscalated {
  std::string assignment;
  std::int32_t step = 0;  // 1 notified again, 2 deputy, 3 next level
  std::string told;       // whom: post and its telephone
};
struct ClockBreached {
  std::string incident, clock;  // clock: its key (clocks.hpp)
};
struct AlarmAcknowledged {
  std::string incident;
};
struct RollCallStarted {
  std::string incident;
};
struct RollCallAnswered {
  std::string incident, assignment, words;
};
struct RollCallRetried {
  std::string incident;
};
struct RollCallMissed {
  std::string incident, assignment;
};
struct SituationReported {
  std::string incident;
  SituationReport report;
};
struct LogAppended {
  std::string incident, text;
};

struct ClosureDrawn {
  Closure closure;
};
struct ClosureLifted {
  std::string closure, reason;
};
struct FundMoved {
  FundEntry entry;
};

using OperationChange =
    std::variant<UnitEnrolled, UnitRetired, UnitStateSet, UnitPositionReported, IncidentReported,
                 IncidentClaimed, SourceAdded, IncidentUpdated, IncidentLevelSet, IncidentConfirmed,
                 ReinforcementRequested, IncidentResolved, IncidentClosed, IncidentCancelled, IncidentMerged,
                 IncidentUnmerged, NotADuplicate, JurisdictionDisputed, JurisdictionSettled, UnitsDispatched,
                 AssignmentStepped, OfferEscalated, ClockBreached, AlarmAcknowledged, RollCallStarted,
                 RollCallAnswered, RollCallRetried, RollCallMissed, SituationReported, LogAppended,
                 ClosureDrawn, ClosureLifted, FundMoved>;

// One journal record of operations: what one command came to.
struct OperationRecord {
  std::uint64_t revision = 0;
  Instant at{};
  std::string seat, command_id;
  std::vector<OperationChange> changes;
};

}  // namespace anxin
