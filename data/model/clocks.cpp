#include "data/model/clocks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace anxin {
namespace {

using std::chrono::seconds;

struct ClockWord {
  std::string_view code, zh, en;
};
constexpr std::array<ClockWord, kClockKinds> kClockWords{{
    {"acknowledge", "受理", "acknowledged"},
    {"lead_dispatched", "派出", "lead dispatched"},
    {"accept", "接单", "accepted"},
    {"first_on_scene", "首到", "first on scene"},
    {"all_functions", "到齐", "all functions"},
    {"first_report", "首报", "first report"},
    {"next_report", "续报", "next report"},
    {"dispute", "争议", "dispute"},
}};

// What makes the clocks of one incident. A clock that was not met runs until `over`: the scene is calm, or
// the incident has ended.
struct Maker {
  const ClockTerms& terms;
  const Incident& incident;
  Instant now;
  std::optional<Instant> over;
  std::vector<Clock> made;

  Clock& add(ClockKind kind, std::string key, Instant from, std::int64_t limit_s, std::optional<Instant> done,
             std::optional<Instant> until) {
    Clock clock{kind, std::move(key), "", from, from + seconds{limit_s}, done, ClockState::Running};
    if (done) {
      clock.state = *done <= clock.deadline ? ClockState::Met : ClockState::MetLate;
    } else if (until) {
      clock.state = *until <= clock.deadline ? ClockState::Void : ClockState::Breached;
    } else if (now > clock.deadline) {
      clock.state = ClockState::Breached;
    } else if (terms.warn_permille > 0 && (now - from).count() * 1000 >= limit_s * terms.warn_permille) {
      clock.state = ClockState::Warning;
    }
    return made.emplace_back(std::move(clock));
  }
  void add(ClockKind kind, Instant from, std::int64_t limit_s, std::optional<Instant> done) {
    add(kind, std::string(code(kind)), from, limit_s, done, over);
  }
};

void add_accept(Maker& maker, const Assignment& a) {
  std::optional<Instant> done = a.accepted ? a.accepted : a.en_route ? a.en_route : a.on_scene;
  std::optional<Instant> until = maker.over;
  if (!done && a.state == AssignmentState::Declined) done = a.ended;  // an answer, too
  if (!done && a.ended) until = a.ended;
  maker.add(ClockKind::Accept, "accept/" + a.id, a.offered, maker.terms.renotify_s, done, until).assignment =
      a.id;
}

bool is_recorded(const Incident& incident, const std::string& key) {
  return std::ranges::any_of(incident.breached, [&](const auto& b) { return b.first == key; });
}

// How long after report i the next is due. One that has come is judged as it was judged then: by the breach
// that is recorded, because the level may have changed since.
std::int64_t report_limit_s(const Maker& maker, const std::string& key, Instant from,
                            std::optional<Instant> done) {
  const ClockTerms& t = maker.terms;
  if (!done)
    return maker.incident.level.level <= IncidentLevel::II ? t.report_every_grave_s : t.report_every_s;
  const bool late_by_any = *done > from + seconds{t.report_every_s};
  return is_recorded(maker.incident, key) && !late_by_any ? t.report_every_grave_s : t.report_every_s;
}

void add_reports(Maker& maker) {
  const Incident& incident = maker.incident;
  const auto& reports = incident.reports;
  if (incident.first_on_scene) {
    const auto done = reports.empty() ? std::nullopt : std::optional(reports.front().at);
    maker.add(ClockKind::FirstReport, *incident.first_on_scene, maker.terms.first_report_s, done);
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const auto done = i + 1 < reports.size() ? std::optional(reports[i + 1].at) : std::nullopt;
    const std::string key = fmt::format("next_report/{}", i + 2);
    maker.add(ClockKind::NextReport, key, reports[i].at, report_limit_s(maker, key, reports[i].at, done),
              done, maker.over);
  }
}

std::int64_t first_on_scene_limit_s(const ClockTerms& terms, const DispatchPolicy& policy,
                                    const Incident& incident) {
  const auto it = policy.urban.find(incident.supervising_unit);
  const bool urban = it != policy.urban.end() && it->second;
  return urban ? terms.first_on_scene_urban_s : terms.first_on_scene_rural_s;
}

// Something the program has to do at a moment, whether that has come or not.
struct Due {
  Instant at;
  OperationChange change;
};

std::string post_of(const ResponseUnit& unit) {
  return unit.post_phone.empty() ? unit.name : unit.name + " " + unit.post_phone;
}

// Whom a step of the chain tells. A unit without a deputy is called at its own post again.
std::string told_at(int step, const ClockTerms& terms, const ResponseUnit* unit) {
  if (step == 3)
    return terms.next_level_phone.empty() ? terms.next_level_post
                                          : terms.next_level_post + " " + terms.next_level_phone;
  if (unit == nullptr) return "";
  if (step == 2 && !unit->deputy_post.empty())
    return unit->deputy_phone.empty() ? unit->deputy_post : unit->deputy_post + " " + unit->deputy_phone;
  return post_of(*unit);
}

void add_escalations(std::vector<Due>& due, const Operations& operations, const ClockTerms& terms,
                     const Assignment& a) {
  if (a.state != AssignmentState::Offered) return;
  const std::array<std::int64_t, 3> after{terms.renotify_s, terms.deputy_s, terms.next_level_s};
  for (int step = a.escalation + 1; step <= 3; ++step) {
    const Instant at = a.offered + seconds{after[static_cast<std::size_t>(step - 1)]};
    due.push_back({at, OfferEscalated{a.id, step, told_at(step, terms, operations.unit(a.unit))}});
    if (step < 3) continue;
    due.push_back({at, AssignmentStepped{a.id, AssignmentState::TimedOut, AckChannel::Console, "",
                                         fmt::format("{} 分钟未接单", terms.next_level_s / 60)}});
  }
}

void add_roll_call(std::vector<Due>& due, const Operations& operations, const ClockTerms& terms,
                   const Incident& incident) {
  const auto waiting = roll_call_waiting(operations, incident);
  if (waiting.empty()) return;
  const Instant retry = incident.roll_call->started + seconds{terms.roll_call_s};
  if (!incident.roll_call->retried) due.push_back({retry, RollCallRetried{incident.id}});
  for (const std::string& assignment : waiting)
    due.push_back({retry + seconds{terms.roll_call_retry_s}, RollCallMissed{incident.id, assignment}});
}

// Everything of the open incidents that is not recorded yet, in the order of its moments.
std::vector<Due> unrecorded(const Operations& operations, const DispatchPolicy& policy, Instant now) {
  std::vector<Due> due;
  for (const auto& [id, incident] : *operations.incidents) {
    if (!incident.open()) continue;
    for (const Assignment* a : operations.assignments_of(id))
      add_escalations(due, operations, policy.clocks, *a);
    for (const Clock& clock : clocks_of(operations, policy.clocks, policy, incident, now)) {
      const bool kept = clock.state == ClockState::Met || clock.state == ClockState::Void;
      // The second after the deadline is the first one too late.
      if (!kept && !is_recorded(incident, clock.key))
        due.push_back({clock.deadline + seconds{1}, ClockBreached{id, clock.key}});
    }
    add_roll_call(due, operations, policy.clocks, incident);
  }
  std::ranges::stable_sort(due, {}, &Due::at);
  return due;
}

}  // namespace

std::string_view code(ClockKind x) { return kClockWords[static_cast<std::size_t>(x)].code; }
std::string_view name_zh(ClockKind x) { return kClockWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_en(ClockKind x) { return kClockWords[static_cast<std::size_t>(x)].en; }

std::vector<Clock> clocks_of(const Operations& operations, const ClockTerms& terms,
                             const DispatchPolicy& policy, const Incident& incident, Instant now) {
  Maker maker{terms, incident, now, incident.resolved ? incident.resolved : incident.ended, {}};
  maker.add(ClockKind::Acknowledge, incident.reported, terms.acknowledge_s, incident.claimed);
  const auto assignments = operations.assignments_of(incident.id);
  if (incident.level_set) {
    const auto lead = std::ranges::find(assignments, Function::Lead, &Assignment::function);
    maker.add(ClockKind::LeadDispatched, *incident.level_set, terms.lead_dispatched_s,
              lead == assignments.end() ? std::nullopt : std::optional((*lead)->offered));
  }
  for (const Assignment* a : assignments) add_accept(maker, *a);
  maker.add(ClockKind::FirstOnScene, incident.reported, first_on_scene_limit_s(terms, policy, incident),
            incident.first_on_scene);
  maker.add(ClockKind::AllFunctions, incident.reported, terms.all_functions_s, incident.all_on_scene);
  add_reports(maker);
  if (const auto& dispute = incident.dispute)
    maker.add(ClockKind::Dispute, "dispute/" + to_string(dispute->opened), dispute->opened,
              (dispute->due - dispute->opened).count(), dispute->settled, incident.ended);
  return std::move(maker.made);
}

std::vector<std::string> roll_call_waiting(const Operations& operations, const Incident& incident) {
  std::vector<std::string> waiting;
  if (!incident.roll_call) return waiting;
  const RollCall& call = *incident.roll_call;
  const auto holds = [](const std::vector<std::string>& list, const std::string& id) {
    return std::ranges::find(list, id) != list.end();
  };
  for (const Assignment* a : operations.assignments_of(incident.id)) {
    if (a->state == AssignmentState::OnScene && a->on_scene <= call.started && !holds(call.answered, a->id) &&
        !holds(call.missed, a->id))
      waiting.push_back(a->id);
  }
  return waiting;
}

std::vector<OperationChange> due_now(const Operations& operations, const DispatchPolicy& policy,
                                     Instant now) {
  std::vector<OperationChange> facts;
  for (Due& due : unrecorded(operations, policy, now)) {
    if (due.at > now) break;
    facts.push_back(std::move(due.change));
  }
  return facts;
}

std::optional<Instant> next_due(const Operations& operations, const DispatchPolicy& policy, Instant now) {
  const auto due = unrecorded(operations, policy, now);
  if (due.empty()) return std::nullopt;
  return std::max(due.front().at, now);
}

}  // namespace anxin
