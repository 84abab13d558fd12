// The clocks of an incident: what is due by when, whether it was met, and what the program has to do when it
// was not. Worked out anew from the facts each time, so that a restart forgets nothing; pure. What is due is
// carried out once because its fact (OfferEscalated, ClockBreached, RollCallRetried, RollCallMissed) is in
// the journal. DOMAIN 6; the limits are data (ClockTerms).
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/model/dispatch_policy.hpp"
#include "data/model/operation_change.hpp"
#include "data/model/operations.hpp"

namespace anxin {

enum class ClockKind : std::uint8_t {
  Acknowledge,     // 受理: from the report until a seat has claimed it
  LeadDispatched,  // 派出: from the level being set until the lead has been sent
  Accept,          // 接单: one for each offer, from the offer
  FirstOnScene,    // 首到: from the report
  AllFunctions,    // 到齐: from the report until the plan is complete on the scene
  FirstReport,     // 首报: from the first arrival
  NextReport,      // 续报: from the last report, while the scene is open
  Dispute,         // 争议: from its opening
};
inline constexpr int kClockKinds = 8;
[[nodiscard]] std::string_view code(ClockKind), name_zh(ClockKind), name_en(ClockKind);

enum class ClockState : std::uint8_t {
  Running,
  Warning,
  Breached,
  Met,
  MetLate,
  Void
};  // Void: ended before

struct Clock {
  ClockKind kind{};
  std::string key;         // unique in the incident: accept/I-20261123-004/3, next_report/2
  std::string assignment;  // Accept
  Instant from{}, deadline{};
  std::optional<Instant> done;
  ClockState state{};
  [[nodiscard]] std::int64_t limit_s() const { return (deadline - from).count(); }
};

// In the order of ClockKind, then of begin. A clock whose begin has not come is absent.
[[nodiscard]] std::vector<Clock> clocks_of(const Operations& operations, const ClockTerms& terms,
                                           const DispatchPolicy& policy, const Incident& incident,
                                           Instant now);
// The assignments that an unfinished roll call still waits for: on the scene when it began and still there,
// neither answered nor missed. Empty: none is running.
[[nodiscard]] std::vector<std::string> roll_call_waiting(const Operations& operations,
                                                         const Incident& incident);
// What has become due by `now` over all open incidents and is not recorded yet; the journal's next facts, in
// the order of their moments. Empty when nothing is due.
[[nodiscard]] std::vector<OperationChange> due_now(const Operations& operations, const DispatchPolicy& policy,
                                                   Instant now);
// When due_now gives something next, if nothing else happens; empty: never.
[[nodiscard]] std::optional<Instant> next_due(const Operations& operations, const DispatchPolicy& policy,
                                              Instant now);

// How well a clock was kept over incidents: never a mean (UX 15.18). Only clocks that ended or were breached.
struct Attainment {
  ClockKind kind{};
  std::size_t counted = 0, breached = 0;
  std::int64_t p90_s = 0, p95_s = 0;  // nearest rank; a running breached clock counts with its age
  std::int64_t limit_s = 0;           // the largest limit among them
};
// Over incidents reported in [from, to), of one supervising unit or all (""), one row a kind that occurs.
[[nodiscard]] std::vector<Attainment> attainment(const Operations& operations, const DispatchPolicy& policy,
                                                 Instant from, Instant to,
                                                 const std::string& supervising_unit, Instant now);

}  // namespace anxin
