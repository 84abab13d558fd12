#include "tests/scenarios/properties.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/model/clocks.hpp"
#include "data/model/levels.hpp"
#include "tests/scenarios/commands.hpp"

namespace anxin::test {
namespace {

constexpr Fen kFenAYuan = 100;

// 09:03:00 in Beijing; none.
std::string clock_text(const std::optional<Instant>& at) {
  if (!at) return "none";
  const std::string utc = to_string(*at + kBeijingOffset);
  return utc.substr(11, 8);
}

std::string or_none(std::string text) { return text.empty() ? "none" : text; }

std::string modifiers_text(std::uint8_t set) {
  std::string all;
  for (int m = 0; m < kModifiers; ++m)
    if (((set >> m) & 1) != 0) all += (all.empty() ? "" : ", ") + std::string(code(static_cast<Modifier>(m)));
  return or_none(all);
}

std::string recovered_text(const Incident& incident) {
  std::string all;
  for (const Recovered& r : incident.recovered)
    all += fmt::format("{}{} {}", all.empty() ? "" : ", ", code(r.source), r.fen / kFenAYuan);
  return or_none(all);
}

std::string level_property(const Incident& i, const std::string& name) {
  if (name == "level") return std::string(code(i.level.level)) + (i.level.by_hand ? " by hand" : "");
  if (name == "by-heads") return std::string(code(i.level.by_heads));
  if (name == "second-level") return std::string(code(i.level.second));
  if (name == "modifiers") return modifiers_text(i.level.modifiers);
  return "";
}

std::string moment_property(const Incident& i, const std::string& name) {
  if (name == "level-set") return clock_text(i.level_set);
  if (name == "claimed-at") return clock_text(i.claimed);
  if (name == "first-on-scene") return clock_text(i.first_on_scene);
  if (name == "all-on-scene") return clock_text(i.all_on_scene);
  if (name == "resolved-at") return clock_text(i.resolved);
  if (name == "ended") return clock_text(i.ended);
  return "";
}

std::string end_property(const Incident& i, const std::string& name) {
  if (name == "merged-into") return or_none(i.merged_into);
  if (name == "follow-up") return or_none(i.follow_up);
  if (name == "recovered") return recovered_text(i);
  if (name == "conclusion") return i.conclusion ? std::string(code(*i.conclusion)) : "none";
  if (name == "dispute") return !i.dispute ? "none" : i.dispute->settled ? "settled" : "open";
  return "";
}

std::string incident_property(const Incident& i, const std::string& name) {
  if (name == "state") return std::string(code(i.state));
  if (name == "plan") return or_none(counts_text(i.plan));
  if (name == "plan-id") return or_none(i.plan_id);
  if (name == "claimed-by") return or_none(i.claimed_by);
  if (name == "persons") return std::to_string(i.persons);
  if (name == "alarm") return i.alarm_open ? "open" : "none";
  if (name == "reports") return std::to_string(i.reports.size());
  if (name == "sources") return std::to_string(i.sources.size());
  if (name == "breaches") return std::to_string(i.breached.size());
  if (name == "place") return i.place;
  if (name == "sector") return std::string(code(i.sector));
  if (name == "supervising-unit") return i.supervising_unit;
  if (name == "rule") return i.jurisdiction_rule;
  if (name == "log") return i.log.empty() ? "none" : i.log.back().text;
  for (const auto& part : {level_property, moment_property, end_property})
    if (std::string found = part(i, name); !found.empty()) return found;
  throw Misread("an incident has no '" + name + "'");
}

std::string assignment_property(const Assignment& a, const std::string& name) {
  if (name == "state") return std::string(code(a.state));
  if (name == "escalation") return std::to_string(a.escalation);
  if (name == "channel") return std::string(code(a.channel));
  if (name == "words") return or_none(a.words);
  if (name == "reason") return or_none(a.reason);
  throw Misread("an assignment has no '" + name + "'");
}

std::string unit_property(const Operations& operations, const ResponseUnit& u, const std::string& name,
                          Instant now, std::int64_t stale_after_s) {
  if (name == "engagement") {
    const Assignment* held = operations.engagement_of(u.id);
    return held == nullptr ? "none" : held->id;
  }
  if (name == "available") return operations.available(u, now) ? "yes" : "no";
  if (name == "state") return std::string(code(u.state));
  if (name == "place") return place_of(u, now, stale_after_s).at_base ? "base" : "reported";
  throw Misread("a unit has no '" + name + "'");
}

std::string state_text(ClockState state) {
  constexpr std::array<const char*, 6> kNames{"running", "warning", "breached", "met", "met_late", "void"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string clock_property(const Operations& operations, const DispatchPolicy& policy,
                           const Incident& incident, const std::string& key, Instant now) {
  for (const Clock& clock : clocks_of(operations, policy.clocks, policy, incident, now)) {
    const bool is_it = clock.kind == ClockKind::Dispute ? key == "dispute" : clock.key == key;
    if (is_it) return fmt::format("{} until {}", state_text(clock.state), clock_text(clock.deadline));
  }
  return "absent";
}

std::string duplicates_text(const Operations& operations, const DispatchPolicy& policy,
                            const Incident& incident) {
  std::string all;
  for (const auto& proposal : propose_duplicates(operations, policy, incident))
    all += (all.empty() ? "" : ", ") + proposal.incident;
  return or_none(all);
}

std::string attainment_text(const Operations& operations, const DispatchPolicy& policy, Instant now,
                            const std::string& kind) {
  for (const Attainment& a :
       attainment(operations, policy, Instant{}, now + std::chrono::seconds{1}, "", now)) {
    if (code(a.kind) == kind)
      return fmt::format("{} counted, {} breached, p90 {} s of {} s", a.counted, a.breached, a.p90_s,
                         a.limit_s);
  }
  return "none";
}

}  // namespace

std::string property(const Operations& operations, const ScenarioWorld& world, Instant now,
                     const std::string& subject, Words& words) {
  if (subject == "next") {
    const auto next = next_due(operations, world.policy, now);
    return clock_text(next);
  }
  const std::string name = words.take();
  if (subject == "fund") return std::to_string(operations.fund_balance(name) / kFenAYuan);
  if (subject == "attainment") return attainment_text(operations, world.policy, now, name);
  if (const Incident* incident = operations.incident(subject)) {
    if (name == "clock") return clock_property(operations, world.policy, *incident, words.take(), now);
    if (name == "duplicates") return duplicates_text(operations, world.policy, *incident);
    return incident_property(*incident, name);
  }
  if (const Assignment* assignment = operations.assignment(subject))
    return assignment_property(*assignment, name);
  if (const ResponseUnit* unit = operations.unit(subject))
    return unit_property(operations, *unit, name, now, world.policy.clocks.position_stale_s);
  const auto closure = operations.closures->find(subject);
  if (closure != operations.closures->end() && name == "holds")
    return closure->second.holds(now) ? "yes" : "no";
  throw Misread("nothing is called " + subject);
}

std::string difference(const Operations& a, const Operations& b) {
  if (*a.units != *b.units) return "units";
  if (*a.incidents != *b.incidents) return "incidents";
  if (*a.assignments != *b.assignments) return "assignments";
  if (*a.fund != *b.fund) return "fund";
  const bool closures = std::ranges::equal(*a.closures, *b.closures, [](const auto& x, const auto& y) {
    const Closure &c = x.second, &d = y.second;
    return c.id == d.id && c.road == d.road && c.road_at == d.road_at && c.reason == d.reason &&
           c.from == d.from && c.until == d.until && c.lifted == d.lifted && to_wkt(c.area) == to_wkt(d.area);
  });
  return closures ? "" : "closures";
}

}  // namespace anxin::test
