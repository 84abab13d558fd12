#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "data/model/deciding.hpp"
#include "data/model/unit_functions.hpp"

namespace anxin {
namespace {

constexpr std::uint8_t bit(Function f) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(f)); }

// functions_at is the rule; here is only which of its reasons holds.
Status can_fill(const Deciding& d, const ResponseUnit& unit, Function function, const Incident& incident) {
  if ((functions_at(unit, incident) & bit(function)) != 0) return {};
  if ((unit.functions & bit(function)) == 0)
    return refuse(fmt::format("{} 没有{}职能。", called(unit), name_zh(function)),
                  fmt::format("{} does not have the function {}.", called(unit), name_en(function)));
  if (function == Function::Sector)
    return refuse(fmt::format("{} 不主管{}行业。", called(unit), name_zh(incident.sector)),
                  fmt::format("{} does not answer for the sector {}.", called(unit), code(incident.sector)));
  const auto name = [&](const std::string& code) {
    const auto known = d.policy().unit_name.find(code);
    return known == d.policy().unit_name.end() ? code : known->second;
  };
  return refuse(
      fmt::format("{} 属于{}；{}由{}负责，其{}只能由{}的单位担任。", called(unit),
                  name(unit.supervising_unit), incident.id, name(incident.supervising_unit),
                  name_zh(function), name(incident.supervising_unit)),
      fmt::format("{} belongs to {}; {} is answered for by {}, whose own units alone fill {}.", called(unit),
                  unit.supervising_unit, incident.id, incident.supervising_unit, name_en(function)));
}

Status is_free(const Deciding& d, const ResponseUnit& unit) {
  if (const Assignment* held = d.operations.engagement_of(unit.id); held != nullptr)
    return refuse(
        fmt::format("{} 已在 {} 中（{}），不能再派。", called(unit), held->incident, name_zh(held->state)),
        fmt::format("{} is already part of {} ({}) and cannot be sent again.", called(unit), held->incident,
                    name_en(held->state)));
  if (unit.state != UnitReadiness::Ready)
    return refuse(fmt::format("{} 停用：{}。", called(unit), unit.state_reason),
                  fmt::format("{} is out of service: {}.", called(unit), unit.state_reason));
  if (!on_duty(unit, d.now()))
    return refuse(fmt::format("{} 现在不在班。", called(unit)),
                  fmt::format("{} is not on duty now.", called(unit)));
  return {};
}

// `seen`: the units of the parts before.
Status check_part(const Deciding& d, const Incident& incident, const DispatchUnits::Part& part,
                  std::set<std::string>& seen) {
  const auto unit = d.unit(part.unit);
  if (!unit) return std::unexpected(unit.error());
  if (!seen.insert(part.unit).second)
    return refuse(fmt::format("{} 在本单中出现两次。", called(**unit)),
                  fmt::format("{} stands twice in this order.", called(**unit)));
  if (part.expected_s < 0 || !std::isfinite(part.distance_m) || part.distance_m < 0)
    return fail(ErrorCode::BadInput, fmt::format("{} 的路程或时间无效。", called(**unit)),
                fmt::format("The distance or time of {} is not valid.", called(**unit)));
  if (auto ok = can_fill(d, **unit, part.function, incident); !ok) return ok;
  return is_free(d, **unit);
}

std::string new_order_id(const std::vector<const Assignment*>& assignments, const std::string& incident) {
  int largest = 0;
  for (const Assignment* a : assignments)
    largest = std::max(largest, number_behind(a->order, incident + "/D"));
  return fmt::format("{}/D{}", incident, next_number(largest));
}

bool answers_for_itself(AssignmentState to) {
  using enum AssignmentState;
  return to == Accepted || to == EnRoute || to == OnScene || to == Declined;
}

Status check_step(const StepAssignment& c) {
  if (auto ok = impersonal({c.words, c.reason}); !ok) return ok;
  if (c.to == AssignmentState::TimedOut)
    return refuse("超时由时限得出，不能手工填写。",
                  "A time-out follows from the clock and is not set by hand.");
  if (answers_for_itself(c.to) && c.channel != AckChannel::Page && has_no_text(c.words))
    return refuse(fmt::format("代为登记「{}」须写明对方原话。", name_zh(c.to)),
                  fmt::format("To note \"{}\" on behalf of a unit, say what it said.", name_en(c.to)));
  if (c.to == AssignmentState::Declined) return needs_reason(c.reason, "不能前往", "Declining");
  if (c.to == AssignmentState::Recalled) return needs_reason(c.reason, "召回", "A recall");
  return {};
}

}  // namespace

Facts decide_on(const Deciding& d, const DispatchUnits& c) {
  const auto found = d.open_incident(c.incident);
  if (!found) return std::unexpected(found.error());
  const Incident& incident = **found;
  if (const auto to = step(incident.state, IncidentStep::Dispatch); !to) return std::unexpected(to.error());
  if (c.parts.empty()) return refuse("未选择处置力量。", "No unit has been chosen.");
  std::set<std::string> seen;
  for (const auto& part : c.parts)
    if (auto ok = check_part(d, incident, part, seen); !ok) return std::unexpected(ok.error());

  const auto before = d.operations.assignments_of(c.incident);
  int largest = 0;
  for (const Assignment* a : before) largest = std::max(largest, number_behind(a->id, c.incident + "/"));
  UnitsDispatched fact{new_order_id(before, c.incident), c.incident, {}};
  for (const auto& part : c.parts) {
    Assignment a;
    largest = next_number(largest);
    a.id = fmt::format("{}/{}", c.incident, largest);
    a.incident = c.incident;
    a.unit = part.unit;
    a.order = fact.order;
    a.function = part.function;
    a.offered = d.now();
    a.expected_s = part.expected_s;
    a.distance_m = part.distance_m;
    fact.assignments.push_back(std::move(a));
  }
  return Facts{{std::move(fact)}};
}

Facts decide_on(const Deciding& d, const StepAssignment& c) {
  const auto found = d.assignment(c.assignment);
  if (!found) return std::unexpected(found.error());
  const Assignment& assignment = **found;
  if (auto ok = check_step(c); !ok) return std::unexpected(ok.error());
  if (const auto to = step(assignment.state, c.to); !to) {
    const std::string who = called(d.operations, assignment.unit);
    return refuse(who + "：" + to.error().zh, who + ": " + to.error().en);
  }
  if (answers_for_itself(c.to))
    if (const auto open = d.open_incident(assignment.incident); !open) return std::unexpected(open.error());
  return Facts{{AssignmentStepped{c.assignment, c.to, c.channel, c.words, c.reason}}};
}

Facts decide_on(const Deciding& d, const RecallOffered& c) {
  const auto found = d.open_incident(c.incident);
  if (!found) return std::unexpected(found.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  if (auto ok = needs_reason(c.reason, "召回", "A recall"); !ok) return std::unexpected(ok.error());
  std::vector<OperationChange> facts;
  for (const Assignment* a : d.operations.assignments_of(c.incident)) {
    if (a->state != AssignmentState::Offered) continue;
    facts.push_back(AssignmentStepped{a->id, AssignmentState::Recalled, AckChannel::Console, "", c.reason});
  }
  if (facts.empty())
    return refuse("没有尚未接单的力量可以召回。", "No unit is left to recall that has not accepted.");
  return facts;
}

Facts decide_on(const Deciding& d, const RequestReinforcement& c) {
  const auto found = d.open_incident(c.incident);
  if (!found) return std::unexpected(found.error());
  if (auto ok = needs_reason(c.reason, "请求增援", "Reinforcement"); !ok) return std::unexpected(ok.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  const IncidentState state = (*found)->state;
  if (state == IncidentState::Reported || state == IncidentState::Resolved)
    return refuse(fmt::format("事件处于「{}」，不能请求增援。", name_zh(state)),
                  fmt::format("The incident is {} and cannot be reinforced.", name_en(state)));
  if (std::ranges::all_of(c.more, [](std::uint8_t n) { return n == 0; }))
    return refuse("未写明增援职能。", "Say which functions are needed.");
  return Facts{{ReinforcementRequested{c.incident, c.more, c.reason}}};
}

}  // namespace anxin
