#include "data/model/levels.hpp"

#include <algorithm>
#include <bit>

#include "geo/geodesy.hpp"

namespace anxin {
namespace {

constexpr std::uint8_t bit(Modifier m) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(m)); }
constexpr std::uint8_t kFollowing = bit(Modifier::NearSpringFestival) | bit(Modifier::RepeatAtSite);
constexpr std::uint8_t kKnown = (1U << kModifiers) - 1;

bool near_spring_festival(const DispatchPolicy& policy, Day day) {
  return std::ranges::any_of(policy.spring_festivals, [&](Day festival) {
    return festival >= day && festival - day <= std::chrono::days{policy.spring_festival_days};
  });
}

bool denied(const Incident& incident, const Incident& other) {
  return std::ranges::find(incident.not_duplicates, other.id) != incident.not_duplicates.end();
}

// An open incident reported within the duplicates' time may be this very gathering: it counts as an earlier
// one only after a person has said that it is another.
bool may_be_the_same(const DispatchPolicy& policy, const Incident& incident, const Incident& other) {
  const auto apart = incident.reported - other.reported;
  return other.open() && apart <= std::chrono::seconds{policy.duplicates.within_s} &&
         !denied(incident, other) && !denied(other, incident);
}

bool repeats(const DispatchPolicy& policy, const Incident& incident, const Incident& other) {
  if (other.id == incident.id || other.state == IncidentState::Cancelled ||
      other.state == IncidentState::Merged || other.reported > incident.reported ||
      incident.reported - other.reported > std::chrono::days{policy.repeat_days} ||
      may_be_the_same(policy, incident, other))
    return false;
  if (!incident.project.empty() && incident.project == other.project) return true;
  return distance(incident.at, other.at).value() <= policy.duplicates.radius_m;
}

IncidentLevel level_of_heads(const LevelProfile& profile, std::int32_t persons, bool sensitive) {
  const auto& from =
      sensitive && profile.from_persons_sensitive ? *profile.from_persons_sensitive : profile.from_persons;
  for (int level = 0; level < kIncidentLevels; ++level)
    if (persons >= from[static_cast<std::size_t>(level)]) return static_cast<IncidentLevel>(level);
  return IncidentLevel::IV;
}

// An extreme act sets the floor that the modifiers then raise from: each of them raises by one, always.
IncidentLevel level_by(const LevelProfile& profile, const Incident& incident, std::uint8_t modifiers) {
  int level = static_cast<int>(
      level_of_heads(profile, incident.persons, (modifiers & bit(Modifier::SensitiveArea)) != 0));
  if (incident.extreme != ExtremeAct::None) level = std::min(level, static_cast<int>(IncidentLevel::III));
  level -= std::popcount(static_cast<unsigned>(modifiers & profile.raising_modifiers));
  return static_cast<IncidentLevel>(std::max(level, 0));
}

}  // namespace

std::uint8_t modifiers_of(const Operations& operations, const DispatchPolicy& policy,
                          const Incident& incident) {
  auto found = static_cast<std::uint8_t>(incident.modifiers & kKnown & ~kFollowing);
  if (incident.employers > 1) found |= bit(Modifier::SeveralEmployers);
  if (near_spring_festival(policy, day_of(incident.reported))) found |= bit(Modifier::NearSpringFestival);
  const bool repeated = std::ranges::any_of(
      *operations.incidents, [&](const auto& entry) { return repeats(policy, incident, entry.second); });
  if (repeated) found |= bit(Modifier::RepeatAtSite);
  return found;
}

LevelFinding find_level(const Operations& operations, const DispatchPolicy& policy,
                        const Incident& incident) {
  const std::uint8_t modifiers = modifiers_of(operations, policy, incident);
  LevelFinding finding;
  finding.by_heads = level_of_heads(policy.profile, incident.persons, false);
  finding.level = level_by(policy.profile, incident, modifiers);
  finding.second = level_by(policy.second_profile, incident, modifiers);
  finding.modifiers = static_cast<std::uint8_t>(modifiers & policy.profile.raising_modifiers);
  finding.profile = policy.profile.name;
  finding.second_profile = policy.second_profile.name;
  return finding;
}

const ResponsePlan* plan_of(const DispatchPolicy& policy, IncidentLevel level, Sector sector) {
  const ResponsePlan* general = nullptr;
  for (const ResponsePlan& plan : policy.plans) {
    if (plan.level != level) continue;
    if (plan.sector == sector) return &plan;
    if (!plan.sector && general == nullptr) general = &plan;
  }
  return general;
}

}  // namespace anxin
