#include <fmt/format.h>

#include <algorithm>

#include "console/desk/drill_dice.hpp"
#include "geo/polygon.hpp"

namespace anxin {
namespace {

constexpr int kPlaceTries = 1000;

// By site weight a district, then a point inside it.
LonLat place_in(const District& district, Dice& dice) {
  const PreparedArea area(district.shape);
  const LonLat low = area.lower(), high = area.upper();
  const auto between = [&](double a, double b) {
    return a + (b - a) * static_cast<double>(dice.between(0, 999'999)) / 1e6;
  };
  for (int i = 0; i < kPlaceTries; ++i) {
    const LonLat at = LonLat::of_degrees(between(low.lon(), high.lon()), between(low.lat(), high.lat()));
    if (area.contains(at)) return at;
  }
  return district.label_at;
}

}  // namespace

ReportIncident drilled_incident(const DrillPlan& plan, const Pack& pack, int number) {
  Dice d = dice_of(plan, number, 2);
  std::vector<std::int64_t> weights;
  for (const District& district : pack.districts) {
    const auto known = pack.site_weight.find(district.code);
    weights.push_back(known == pack.site_weight.end()
                          ? 1
                          : std::max<std::int64_t>(1, static_cast<std::int64_t>(known->second)));
  }
  const auto pick = [&](const auto& all, const auto& weight_of) {
    std::int64_t sum = 0;
    for (const auto& one : all) sum += weight_of(one);
    std::int64_t left = d.between(0, sum - 1);
    std::size_t i = 0;
    while (left >= weight_of(all[i])) left -= weight_of(all[i++]);
    return i;
  };
  const District& district = pack.districts[pick(weights, [](std::int64_t w) { return w; })];
  const DrillPlan::Band& band =
      plan.persons[pick(plan.persons, [](const DrillPlan::Band& b) { return b.weight; })];
  ReportIncident r;
  r.at = place_in(district, d);
  r.place = fmt::format("{} 演练工地 {} 号", district.name, number);
  static constexpr Sector kSectorsDrilled[] = {Sector::Housing,   Sector::Housing,   Sector::Housing,
                                               Sector::Municipal, Sector::Transport, Sector::Water};
  r.sector = kSectorsDrilled[d.between(0, 5)];
  r.persons = static_cast<std::int32_t>(d.in(band.heads));
  r.employers =
      d.chance(plan.acts.several_employers_permille) ? static_cast<std::int32_t>(d.between(2, 4)) : 1;
  if (d.chance(plan.acts.extreme_permille)) r.extreme = static_cast<ExtremeAct>(d.between(1, 3));
  if (d.chance(plan.acts.blocked_road_permille))
    r.modifiers = static_cast<std::uint8_t>(1U << static_cast<unsigned>(Modifier::BlockedRoad));
  r.claimed_fen = d.in(plan.acts.claim_yuan) * 100 * r.persons;
  r.source.source = static_cast<IncidentSource>(d.between(0, 4));
  r.source.case_number = fmt::format("演练-{:03}", number);
  r.exercise = true;
  return r;
}

}  // namespace anxin
