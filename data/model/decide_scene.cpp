#include <fmt/format.h>

#include <algorithm>

#include "data/model/deciding.hpp"

namespace anxin {
namespace {

bool is_there(const Assignment* a) { return a->state == AssignmentState::OnScene; }

Status may_report(const Deciding& d, const Incident& incident, const ReportSituation& c) {
  if (auto ok = impersonal({c.text}); !ok) return ok;
  if (c.persons < 0) return refuse("人数不能为负。", "The number of persons cannot be negative.");
  if (incident.state < IncidentState::Dispatched)
    return refuse(
        "尚未派单，没有现场续报；请更新事件。",
        "No unit has been sent, so there is no report from the scene; update the incident instead.");
  if (c.by.empty()) return {};
  const auto assignments = d.operations.assignments_of(incident.id);
  const bool part =
      std::ranges::any_of(assignments, [&](const Assignment* a) { return a->unit == c.by && a->live(); });
  if (part) return {};
  return refuse(fmt::format("{} 不在 {} 的处置中。", called(d.operations, c.by), incident.id),
                fmt::format("{} is not part of {}.", called(d.operations, c.by), incident.id));
}

}  // namespace

Facts decide_on(const Deciding& d, const AdvanceClocks&) {
  return due_now(d.operations, d.policy(), d.now());
}

Facts decide_on(const Deciding& d, const AcknowledgeAlarm& c) {
  const auto incident = d.incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  if (!(*incident)->alarm_open)
    return refuse(fmt::format("{} 没有待确认的告警。", c.incident),
                  fmt::format("{} has no alarm to acknowledge.", c.incident));
  return Facts{{AlarmAcknowledged{c.incident}}};
}

Facts decide_on(const Deciding& d, const StartRollCall& c) {
  const auto incident = d.open_incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  if (!roll_call_waiting(d.operations, **incident).empty())
    return refuse(fmt::format("{} 正在点名。", c.incident),
                  fmt::format("A roll call of {} is running.", c.incident));
  if (std::ranges::none_of(d.operations.assignments_of(c.incident), is_there))
    return refuse("现场没有处置力量，无从点名。", "No unit is on the scene to answer a roll call.");
  return Facts{{RollCallStarted{c.incident}}};
}

Facts decide_on(const Deciding& d, const AnswerRollCall& c) {
  const auto found = d.assignment(c.assignment);
  if (!found) return std::unexpected(found.error());
  if (auto ok = impersonal({c.words}); !ok) return std::unexpected(ok.error());
  const Assignment& assignment = **found;
  const auto incident = d.open_incident(assignment.incident);
  if (!incident) return std::unexpected(incident.error());
  const std::string who = called(d.operations, assignment.unit);
  const auto waiting = roll_call_waiting(d.operations, **incident);
  const bool awaited = std::ranges::find(waiting, c.assignment) != waiting.end();
  const auto& call = (*incident)->roll_call;
  const bool late = call && std::ranges::find(call->missed, c.assignment) != call->missed.end();
  if (!awaited && !late)
    return refuse(fmt::format("没有等待 {} 应答的点名。", who), fmt::format("No roll call awaits {}.", who));
  return Facts{{RollCallAnswered{assignment.incident, c.assignment, c.words}}};
}

Facts decide_on(const Deciding& d, const ReportSituation& c) {
  const auto found = d.open_incident(c.incident);
  if (!found) return std::unexpected(found.error());
  const Incident& before = **found;
  if (auto ok = may_report(d, before, c); !ok) return std::unexpected(ok.error());
  const auto number = static_cast<std::int32_t>(before.reports.size()) + 1;
  const std::string by = c.by.empty() ? d.context.seat : c.by;
  std::vector<OperationChange> facts{
      SituationReported{c.incident, SituationReport{number, d.now(), by, c.persons, c.text}}};
  if (c.persons != before.persons) {  // the scene knows best; more persons may raise the level
    IncidentUpdated update;
    update.incident = c.incident;
    update.persons = c.persons;
    facts.push_back(std::move(update));
    Incident after = before;
    after.persons = c.persons;
    follow_level(facts, d, before, after);
  }
  return facts;
}

Facts decide_on(const Deciding& d, const AppendLog& c) {
  const auto incident = d.incident(c.incident);  // an ended one, too: what becomes of it is worth a line
  if (!incident) return std::unexpected(incident.error());
  if (has_no_text(c.text)) return refuse("记录不能为空。", "A line of the log cannot be empty.");
  if (auto ok = impersonal({c.text}); !ok) return std::unexpected(ok.error());
  return Facts{{LogAppended{c.incident, c.text}}};
}

}  // namespace anxin
