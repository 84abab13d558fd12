#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "data/model/deciding.hpp"

namespace anxin {

Facts decide_on(const Deciding& d, const MergeIncident& c) {
  if (c.incident == c.into) return refuse("事件不能并入自身。", "An incident cannot be merged into itself.");
  const auto incident = d.open_incident(c.incident), into = d.open_incident(c.into);
  if (!incident) return std::unexpected(incident.error());
  if (!into) return std::unexpected(into.error());
  if (const auto to = step((*incident)->state, IncidentStep::Merge); !to) return std::unexpected(to.error());
  if (auto ok = needs_reason(c.reason, "并案", "Merging"); !ok) return std::unexpected(ok.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  const auto& denied = (*incident)->not_duplicates;
  if (std::ranges::find(denied, c.into) != denied.end())
    return refuse(fmt::format("已认定 {} 与 {} 不是同一事件。", c.incident, c.into),
                  fmt::format("{} and {} have been found not to be the same.", c.incident, c.into));
  // The line in the other's log stays there after an un-merge: the trail.
  std::vector<OperationChange> facts{
      IncidentMerged{c.incident, c.into, c.reason},
      LogAppended{c.into, fmt::format("{} 并入本事件：{}", c.incident, c.reason)}};
  end_assignments(facts, d.operations, c.incident, fmt::format("并入 {}", c.into));
  return facts;
}

Facts decide_on(const Deciding& d, const UnmergeIncident& c) {
  const auto found = d.incident(c.incident);
  if (!found) return std::unexpected(found.error());
  const Incident& incident = **found;
  if (const auto to = step(incident.state, IncidentStep::Unmerge, incident.state_before_merge); !to)
    return std::unexpected(to.error());
  if (auto ok = needs_reason(c.reason, "撤销并案", "Un-merging"); !ok) return std::unexpected(ok.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  const std::string text = fmt::format("撤销并入 {}：{}", incident.merged_into, c.reason);
  std::vector<OperationChange> facts{IncidentUnmerged{c.incident, c.reason}, LogAppended{c.incident, text}};
  if (d.operations.incident(incident.merged_into) != nullptr)
    facts.push_back(LogAppended{incident.merged_into, fmt::format("{} 撤销并入：{}", c.incident, c.reason)});
  return facts;
}

Facts decide_on(const Deciding& d, const DenyDuplicate& c) {
  if (c.incident == c.other)
    return refuse("须指明两个不同的事件。", "Two different incidents have to be named.");
  const auto incident = d.open_incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  const auto other = d.incident(c.other);
  if (!other) return std::unexpected(other.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  const auto& denied = (*incident)->not_duplicates;
  if (std::ranges::find(denied, c.other) != denied.end())
    return refuse(fmt::format("已认定 {} 与 {} 不是同一事件。", c.incident, c.other),
                  fmt::format("{} and {} have been found not to be the same.", c.incident, c.other));
  std::vector<OperationChange> facts{NotADuplicate{c.incident, c.other, c.reason}};
  // Another gathering at the site so soon is a repeat, which may raise the level of the later one.
  const auto follow = [&](const Incident& before, const std::string& denies) {
    Incident after = before;
    after.not_duplicates.push_back(denies);
    if (before.open()) follow_level(facts, d, before, after);
  };
  follow(**incident, c.other);
  follow(**other, c.incident);
  return facts;
}

Facts decide_on(const Deciding& d, const DisputeJurisdiction& c) {
  const auto incident = d.open_incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  if (auto ok = needs_reason(c.reason, "管辖争议", "A dispute over jurisdiction"); !ok)
    return std::unexpected(ok.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  const auto& open = (*incident)->dispute;
  if (open && !open->settled)
    return refuse(fmt::format("{} 已有未决的管辖争议。", c.incident),
                  fmt::format("{} already has an open dispute over jurisdiction.", c.incident));
  for (const std::string& unit : c.candidates)
    if (auto ok = d.known_supervising_unit(unit); !ok) return std::unexpected(ok.error());
  if (std::set(c.candidates.begin(), c.candidates.end()).size() < 2 || c.candidates.size() < 2)
    return refuse("管辖争议至少涉及两个监管单位。", "A dispute needs at least two supervising units.");
  JurisdictionDispute dispute{c.candidates, c.reason, d.now(),
                              d.now() + std::chrono::seconds{d.policy().clocks.dispute_s}, std::nullopt};
  return Facts{{JurisdictionDisputed{c.incident, std::move(dispute)}}};
}

Facts decide_on(const Deciding& d, const SettleJurisdiction& c) {
  const auto incident = d.open_incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  const auto& dispute = (*incident)->dispute;
  if (!dispute || dispute->settled)
    return refuse(fmt::format("{} 没有未决的管辖争议。", c.incident),
                  fmt::format("{} has no open dispute over jurisdiction.", c.incident));
  if (auto ok = d.known_supervising_unit(c.supervising_unit); !ok) return std::unexpected(ok.error());
  const auto& among = dispute->candidates;
  if (std::ranges::find(among, c.supervising_unit) == among.end() && has_no_text(c.reason))
    return refuse("指定争议各方以外的单位须写明理由。",
                  "To name a unit that is no party to the dispute needs a reason.");
  return Facts{{JurisdictionSettled{c.incident, c.supervising_unit, c.reason}}};
}

}  // namespace anxin
