// The level of an incident by its profile, and every modifier that raised it with the reason. Pure.
// Monotone: with all else equal, more persons never give a milder level (a test holds this). An extreme act
// gives at least III, from which modifiers raise. Fewer persons than the mildest threshold: IV. Each modifier
// that the profile counts raises by one, never above I. NearSpringFestival follows from the calendar,
// SeveralEmployers from the number of employers, RepeatAtSite from other incidents at the project or within
// the duplicates' radius in the days before. Merged and cancelled ones do not count; an open one within the
// duplicates' time may be the same gathering and counts only when a person has denied that.
#pragma once
#include "data/model/dispatch_policy.hpp"
#include "data/model/operations.hpp"

namespace anxin {

[[nodiscard]] LevelFinding find_level(const Operations& operations, const DispatchPolicy& policy,
                                      const Incident& incident);
// The modifiers that count for it now, bit set: those ticked and those that follow.
[[nodiscard]] std::uint8_t modifiers_of(const Operations& operations, const DispatchPolicy& policy,
                                        const Incident& incident);
// The plan for level and sector: the sector's own, else that of every sector. Never null for a checked pack.
[[nodiscard]] const ResponsePlan* plan_of(const DispatchPolicy& policy, IncidentLevel level, Sector sector);

// Incidents that may be the same gathering (DOMAIN 6): open, not denied, same project, or within radius and
// time of each other's report. Nearest first.
struct DuplicateProposal {
  std::string incident;
  double distance_m = 0;
  std::int64_t apart_s = 0;
  bool same_project = false;
};
// The incident that a source's case number is part of; null: none, or no number. Cancelled ones count for a
// file that comes again with rows that were found to be none, and not for a person who reports anew.
[[nodiscard]] const Incident* incident_of_case(const Operations& operations, const SourceReport& report,
                                               bool cancelled_too);
[[nodiscard]] std::vector<DuplicateProposal> propose_duplicates(const Operations& operations,
                                                                const DispatchPolicy& policy,
                                                                const Incident& incident);

}  // namespace anxin
