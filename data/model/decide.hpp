// From a wish to facts, and from facts to the next Operations: decide may refuse, evolve may not. Both pure;
// no clock, no I/O; any thread. The one place in which the rules of dispatch stand. Neither plans routes
// (route) nor chooses units (recommend.hpp).
//
// What decide refuses, always with the reason: an incident, unit or assignment that is not there; an illegal
// step (incident_states.hpp); a second claim without a reason; a unit that is off duty, out of service,
// engaged elsewhere or without the function; a unit twice in one incident; a lower level without a reason; a
// close without conclusion, or with what is outstanding and no follow-up; a draw beyond the fund's balance;
// free text with a person's number in it; an exercise in a store that is not one, and the other way round.
// Setting the level: changing persons, employers, extreme act or modifiers finds the level anew; more persons
// never lower it. Once it is set (confirmed, or by hand) it only rises by itself; a level that a hand set
// gives way only to a finding that is graver than the one it overruled. Under another level the plan follows:
// IncidentConfirmed again, which then sets the plan alone.
// AdvanceClocks with nothing due gives no facts: nothing is to be committed then. Confirming an incident that
// nobody has claimed claims it.
#pragma once
#include <functional>
#include <span>

#include "data/model/dispatch_policy.hpp"
#include "data/model/operation_change.hpp"
#include "data/model/operation_command.hpp"

namespace anxin {

// What a project's row gives to an incident at it.
struct ProjectPlace {
  std::string name, township, supervising_unit;
  Sector sector{};
  LonLat at;
};

// Who is responsible for a point: of the pack (data/packs/pack.hpp), without its types.
struct Responsible {
  std::string supervising_unit, rule;  // rule as Jurisdiction::rule
  std::vector<std::string> candidates;
};

struct DecideContext {
  const DispatchPolicy* policy = nullptr;
  Instant now{};
  std::string seat;
  bool exercise_store = false;
  std::function<std::optional<ProjectPlace>(const std::string& project)> project;
  std::function<Responsible(LonLat)> responsible;
};

[[nodiscard]] Result<std::vector<OperationChange>> decide(const Operations& operations,
                                                          const DecideContext& context,
                                                          const OperationCommand& command);
// Exercises belong into exercise stores and nothing else does: asked by decide, and again by a store before
// it keeps an incident.
[[nodiscard]] Status exercise_belongs(bool exercise, bool exercise_store);
// `at`, `seat` and `revision` of the record are those of the journal.
[[nodiscard]] Operations evolve(const Operations& operations, const OperationRecord& record);
// Many records, in order: the same as one after another, each table copied once.
[[nodiscard]] Operations evolve(const Operations& operations, std::span<const OperationRecord> records);
// The same for operations that are given away: tables that nobody else holds are changed where they stand, so
// that playing a journal back costs what its records say and not a table a record.
[[nodiscard]] Operations evolve(Operations&& operations, const OperationRecord& record);

}  // namespace anxin
