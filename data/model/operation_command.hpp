// Wishes about operations, from a person, a file or the clock. Each may be refused, with a reason
// (decide.hpp). Free text goes through the scrubber (personal.hpp): what looks like a person's number refuses
// the command.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "data/model/operations.hpp"

namespace anxin {

struct EnrollUnit {
  ResponseUnit unit;  // without a supervising unit: that of its base
};
// Many at once, from a file: all or none. A unit that is as the file says it gives no fact.
struct EnrollUnits {
  std::vector<ResponseUnit> units;
};
struct RetireUnit {
  std::string unit, reason;
};
struct SetUnitState {
  std::string unit;
  UnitReadiness state{};
  std::string reason;  // needed for OutOfService
};
struct ReportPosition {
  std::string unit;
  LonLat at;
};

// Intake. With a project, place, position, sector and supervising unit come from it unless given.
struct ReportIncident {
  std::optional<std::string> project, place, supervising_unit;
  std::optional<LonLat> at;
  std::optional<Sector> sector;
  std::optional<Instant> began, reported;  // reported: absent is now
  SourceReport source;                     // `at` is set to `reported`
  std::int32_t persons = 0;
  std::int32_t employers = 1;
  std::optional<Fen> claimed_fen;
  ExtremeAct extreme = ExtremeAct::None;
  std::uint8_t modifiers = 0;  // those a person can tick; NearSpringFestival and RepeatAtSite follow
  bool exercise = false;
};
// Many at once, from a file, each as if reported after the one before: all or none.
struct ReportIncidents {
  std::vector<ReportIncident> reports;
};
struct ClaimIncident {
  std::string incident;
  std::string reason;  // needed to take it over from another seat
};
struct AddSource {
  std::string incident;
  SourceReport report;
};
struct UpdateIncident {
  std::string incident;
  std::optional<std::int32_t> persons, employers;
  std::optional<Fen> claimed_fen;
  std::optional<ExtremeAct> extreme;
  std::optional<std::uint8_t> modifiers;
  std::optional<std::string> project, place;
};
struct SetLevel {
  std::string incident;
  IncidentLevel level{};
  std::string reason;  // needed
};
struct ConfirmIncident {
  std::string incident;
};
struct RequestReinforcement {
  std::string incident;
  FunctionCounts more{};
  std::string reason;
};
struct ResolveIncident {
  std::string incident, text;
};
struct CloseIncident {
  std::string incident;
  Conclusion conclusion{};
  std::vector<Recovered> recovered;
  std::string follow_up;
};
struct CancelIncident {
  std::string incident, reason;
};
struct MergeIncident {
  std::string incident, into, reason;
};
struct UnmergeIncident {
  std::string incident, reason;
};
struct DenyDuplicate {
  std::string incident, other, reason;
};
struct DisputeJurisdiction {
  std::string incident;
  std::vector<std::string> candidates;
  std::string reason;
};
struct SettleJurisdiction {
  std::string incident, supervising_unit, reason;
};

struct DispatchUnits {
  std::string incident;
  struct Part {
    std::string unit;
    Function function{};
    std::int64_t expected_s = 0;
    double distance_m = 0;
  };
  std::vector<Part> parts;
};
struct StepAssignment {  // accept, go, arrive, release, decline, recall
  std::string assignment;
  AssignmentState to{};
  AckChannel channel = AckChannel::Console;
  std::string words, reason;  // words: needed on behalf (channel not Page); reason: needed to decline, recall
};
struct RecallOffered {  // every unit of the incident that has not accepted yet
  std::string incident, reason;
};
struct AdvanceClocks {};  // whatever is due now, once: escalations, breaches, roll-call retries and misses
struct AcknowledgeAlarm {
  std::string incident;
};
struct StartRollCall {
  std::string incident;
};
struct AnswerRollCall {
  std::string assignment, words;
};
struct ReportSituation {
  std::string incident, by;  // by "": the seat
  std::int32_t persons = 0;
  std::string text;
};
struct AppendLog {
  std::string incident, text;
};

struct DrawClosure {
  MultiPolygon area;  // or
  std::string road;   // with
  std::optional<LonLat> road_at;
  std::string reason;
  std::optional<Instant> from;  // absent: now
  Instant until{};
};
struct LiftClosure {
  std::string closure, reason;
};
struct MoveFund {
  std::string supervising_unit;
  FundMove move{};
  Fen fen = 0;
  std::string incident, reason;
};

using OperationCommand =
    std::variant<EnrollUnit, RetireUnit, SetUnitState, ReportPosition, ReportIncident, ClaimIncident,
                 AddSource, UpdateIncident, SetLevel, ConfirmIncident, RequestReinforcement, ResolveIncident,
                 CloseIncident, CancelIncident, MergeIncident, UnmergeIncident, DenyDuplicate,
                 DisputeJurisdiction, SettleJurisdiction, DispatchUnits, StepAssignment, RecallOffered,
                 AdvanceClocks, AcknowledgeAlarm, StartRollCall, AnswerRollCall, ReportSituation, AppendLog,
                 DrawClosure, LiftClosure, MoveFund, EnrollUnits, ReportIncidents>;

}  // namespace anxin
