// Private to decide*.cpp: what its parts share. A part is an overload of `decide_on` for one command; it
// checks and gives facts, in the order in which they hold. Pure.
#pragma once
#include <initializer_list>

#include "data/model/clocks.hpp"
#include "data/model/decide.hpp"
#include "data/model/incident_states.hpp"
#include "data/model/levels.hpp"

namespace anxin {

using Facts = Result<std::vector<OperationChange>>;

struct Deciding {
  const Operations& operations;
  const DecideContext& context;

  [[nodiscard]] const DispatchPolicy& policy() const { return *context.policy; }
  [[nodiscard]] Instant now() const { return context.now; }
  // NotFound names the id; an incident of the other kind of store (演练) is refused.
  [[nodiscard]] Result<const Incident*> incident(const std::string& id) const;
  [[nodiscard]] Result<const Incident*> open_incident(const std::string& id) const;
  [[nodiscard]] Result<const ResponseUnit*> unit(const std::string& id) const;
  [[nodiscard]] Result<const Assignment*> assignment(const std::string& id) const;
  // A supervising unit of the pack.
  [[nodiscard]] Status known_supervising_unit(const std::string& code) const;
};

[[nodiscard]] std::unexpected<Error> refuse(std::string zh, std::string en);
[[nodiscard]] bool has_no_text(std::string_view text);
// Refused when a text holds what looks like a person's number.
[[nodiscard]] Status impersonal(std::initializer_list<std::string_view> texts);
// Refused when the reason is blank: 写明理由.
[[nodiscard]] Status needs_reason(std::string_view reason, std::string_view what_zh,
                                  std::string_view what_en);
// I-20261123-004 after I-20261123-003: one more than the largest number behind the prefix.
[[nodiscard]] int next_number(int largest_so_far);
[[nodiscard]] int number_behind(const std::string& id, std::string_view prefix);  // 0: not of that prefix
[[nodiscard]] std::string compact_day(Instant at);                                // 20261123, in Beijing
// How a unit is called in a sentence: its id and short name.
[[nodiscard]] std::string called(const ResponseUnit& unit);
[[nodiscard]] std::string called(const Operations& operations, const std::string& unit);

// Yuan to the fen, because a refusal has to say the very amount: 30,000; 30,000.05. Not below zero.
[[nodiscard]] std::string yuan_text(Fen amount);

// The live assignments of an incident end with it: released on the scene, else recalled.
void end_assignments(std::vector<OperationChange>& facts, const Operations& operations,
                     const std::string& incident, const std::string& reason);
// The facts by which level and plan follow from an incident as it stood and as it is to be.
void follow_level(std::vector<OperationChange>& facts, const Deciding& d, const Incident& before,
                  const Incident& after);
// The plan of a confirmed incident under another level: a graver one only adds; a milder one keeps what is
// sent and what was asked for on top.
void follow_plan(std::vector<OperationChange>& facts, const Deciding& d, const Incident& incident,
                 IncidentLevel level);

Facts decide_on(const Deciding&, const EnrollUnit&);
Facts decide_on(const Deciding&, const EnrollUnits&);
Facts decide_on(const Deciding&, const RetireUnit&);
Facts decide_on(const Deciding&, const SetUnitState&);
Facts decide_on(const Deciding&, const ReportPosition&);
Facts decide_on(const Deciding&, const ReportIncident&);
Facts decide_on(const Deciding&, const ReportIncidents&);
Facts decide_on(const Deciding&, const ClaimIncident&);
Facts decide_on(const Deciding&, const AddSource&);
Facts decide_on(const Deciding&, const UpdateIncident&);
Facts decide_on(const Deciding&, const SetLevel&);
Facts decide_on(const Deciding&, const ConfirmIncident&);
Facts decide_on(const Deciding&, const RequestReinforcement&);
Facts decide_on(const Deciding&, const ResolveIncident&);
Facts decide_on(const Deciding&, const CloseIncident&);
Facts decide_on(const Deciding&, const CancelIncident&);
Facts decide_on(const Deciding&, const MergeIncident&);
Facts decide_on(const Deciding&, const UnmergeIncident&);
Facts decide_on(const Deciding&, const DenyDuplicate&);
Facts decide_on(const Deciding&, const DisputeJurisdiction&);
Facts decide_on(const Deciding&, const SettleJurisdiction&);
Facts decide_on(const Deciding&, const DispatchUnits&);
Facts decide_on(const Deciding&, const StepAssignment&);
Facts decide_on(const Deciding&, const RecallOffered&);
Facts decide_on(const Deciding&, const AdvanceClocks&);
Facts decide_on(const Deciding&, const AcknowledgeAlarm&);
Facts decide_on(const Deciding&, const StartRollCall&);
Facts decide_on(const Deciding&, const AnswerRollCall&);
Facts decide_on(const Deciding&, const ReportSituation&);
Facts decide_on(const Deciding&, const AppendLog&);
Facts decide_on(const Deciding&, const DrawClosure&);
Facts decide_on(const Deciding&, const LiftClosure&);
Facts decide_on(const Deciding&, const MoveFund&);

}  // namespace anxin
