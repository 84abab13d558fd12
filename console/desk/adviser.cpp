#include "console/desk/adviser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "console/desk/clock.hpp"
#include "data/model/unit_functions.hpp"
#include "data/packs/traffic.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

constexpr std::size_t kMostOthers = 3;

std::int64_t seconds(std::int64_t ms) { return (ms + 500) / 1000; }
std::uint8_t bit(Function f) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(f)); }

std::vector<MapXY> on_plane(const std::vector<LonLat>& line) {
  std::vector<MapXY> out;
  out.reserve(line.size());
  for (const LonLat& at : line) out.push_back(to_map(at));
  return out;
}

std::uint8_t wanted_bits(const FunctionCounts& counts) {
  std::uint8_t bits = 0;
  for (int f = 0; f < kFunctions; ++f)
    if (counts[f] > 0) bits = static_cast<std::uint8_t>(bits | 1U << f);
  return bits;
}

// Those that a live assignment holds, ascending.
std::vector<std::string> engaged_units(const Operations& operations) {
  std::vector<std::string> ids;
  for (const auto& [id, a] : *operations.assignments)
    if (a.live()) ids.push_back(a.unit);
  std::ranges::sort(ids);
  return ids;
}

Error no_incident(const std::string& id) {
  return {ErrorCode::NotFound, "没有事件 " + id + "。", "There is no incident " + id + "."};
}

}  // namespace

FunctionCounts still_to_send(const Operations& operations, const Incident& incident) {
  FunctionCounts left = incident.plan;
  for (const Assignment* a : operations.assignments_of(incident.id)) {
    auto& count = left[static_cast<std::size_t>(a->function)];
    if (a->live() && count > 0) --count;
  }
  return left;
}

Adviser::Adviser(std::shared_ptr<const RoadGraph> roads, std::shared_ptr<const Pack> pack)
    : roads_(std::move(roads)), pack_(std::move(pack)), search_(*roads_) {}

TrafficProfile Adviser::profile(Instant now) const { return traffic_at(*pack_, now); }

void Adviser::heed_closures(const Operations& operations, Instant now) {
  std::vector<std::string> ids;
  for (const auto& [id, closure] : *operations.closures)
    if (closure.holds(now)) ids.push_back(id);
  if (ids == closure_ids_) return;
  closure_ids_ = std::move(ids);
  closed_.reset();
  anchors_.clear();
  under_way_.clear();
  if (!closure_ids_.empty()) closed_.emplace(*roads_);
  for (const std::string& id : closure_ids_) {
    const Closure& closure = operations.closures->at(id);
    if (!closure.area.empty()) {
      closed_->add_area(closure.area);
    } else if (closure.road_at) {  // a road that is not in this graph closes nothing
      (void)closed_->add_road(closure.road, *closure.road_at, Metres::of(kRoadClosedWithinM));
    }
  }
  for (auto& [unit, standing] : standing_) standing.snap = round_closures(standing);
}

// Only who stands on a road closed in every direction has to walk to another.
std::optional<Snap> Adviser::round_closures(const Standing& standing) const {
  const std::optional<Snap>& own = standing.own;
  const auto is_open = [&](ArcId arc) { return arc != kNoArc && !closed_->has(arc); };
  if (!own || !closed_ || is_open(own->arc) || is_open(own->back)) return own;
  const Result<Snap> other = snap_to_road(*roads_, standing.at, closures());
  return other ? std::optional(*other) : std::nullopt;
}

const std::optional<Snap>& Adviser::snap_of(const ResponseUnit& unit, LonLat at) {
  const auto [entry, fresh] = standing_.try_emplace(unit.id);
  if (fresh || !(entry->second.at == at)) {
    Standing& standing = entry->second;
    standing.at = at;
    const Result<Snap> own = snap_to_road(*roads_, at);
    standing.own = own ? std::optional(*own) : std::nullopt;
    standing.snap = round_closures(standing);
  }
  return entry->second.snap;
}

Adviser::Fleet Adviser::fleet(const Operations& operations, Instant now) {
  Fleet fleet;
  const std::vector<std::string> engaged = engaged_units(operations);
  for (const auto& [id, unit] : *operations.units) {
    if (unit.state != UnitReadiness::Ready || !on_duty(unit, now)) continue;
    if (std::ranges::binary_search(engaged, id)) continue;
    const UnitPlace place = place_of(unit, now, pack_->dispatch.clocks.position_stale_s);
    const std::optional<Snap>& snap = snap_of(unit, place.at);
    if (!snap) continue;
    fleet.units.push_back(&unit);
    fleet.starts.push_back(*snap);
    fleet.places.push_back(place);
  }
  return fleet;
}

Result<Snap> Adviser::destination_of(const Incident& incident) {
  return snap_to_road(*roads_, incident.at, closures());
}

AdvisedUnit Adviser::part_of(const Fleet& fleet, std::size_t start, Function function,
                             const UnitReach& reach) {
  const ResponseUnit& unit = *fleet.units[start];
  AdvisedUnit part;
  part.function = function;
  part.unit = unit.id;
  part.name = unit.name;
  part.short_name = unit.short_name;
  part.distance_m = reach.distance_m;
  part.duration_s = seconds(reach.duration_ms);
  part.at_base = fleet.places[start].at_base;
  part.position_age_s = fleet.places[start].age_s;
  part.route = on_plane(search_.route_of(start).geometry);
  return part;
}

// Why this one: how many could have filled the place, and whether a nearer one of them has another.
void Adviser::give_reasons(Advice& advice, const Fleet& fleet, const Incident& incident,
                           std::span<const UnitReach> met) const {
  for (AdvisedUnit& part : advice.set) {
    std::size_t nearer = 0;
    for (const UnitReach& reach : met) {
      const ResponseUnit& unit = *fleet.units[reach.index];
      if (unit.id == part.unit) break;
      if ((functions_at(unit, incident) & bit(part.function)) != 0) ++nearer;
    }
    if (nearer == 0) {
      part.why_zh = fmt::format("可任{}的单位中按道路时间最先到达", name_zh(part.function));
      part.why_en =
          fmt::format("The first of those who can fill {} to arrive by road", name_en(part.function));
    } else {
      part.why_zh = fmt::format("较近的 {} 个单位另任他职，全部职能因此最早到齐", nearer);
      part.why_en = fmt::format("{} nearer unit{} another place, so that all functions are there soonest",
                                nearer, nearer == 1 ? " takes" : "s take");
    }
  }
}

Adviser::Met Adviser::meet_for_plan(const Fleet& fleet, const Snap& place, const Incident& incident,
                                    const Advice& advice, std::span<const ChosenPart> chosen) {
  const std::uint8_t wanted = wanted_bits(advice.plan);
  std::vector<UnitCandidate> able;  // without regard to the way
  for (std::size_t i = 0; i < fleet.units.size(); ++i) {
    const auto functions = static_cast<std::uint8_t>(functions_at(*fleet.units[i], incident) & wanted);
    if (functions != 0) able.push_back({i, functions, 0});
  }
  // A place that nobody can fill is not searched for to the end of the city.
  PlanCover cover(fillable(advice.plan, able));
  std::int64_t enough_ms = cover.complete() ? -1 : std::numeric_limits<std::int64_t>::max();
  std::size_t hands = 0;  // of `chosen`, met so far
  Met met;
  const auto visit = [&](const UnitReach& reach) {
    const bool too_late = reach.duration_ms > enough_ms;  // for the best set; one chosen by hand may be later
    if (too_late && hands == chosen.size()) return false;
    const ResponseUnit& unit = *fleet.units[reach.index];
    for (const ChosenPart& part : chosen) hands += part.unit == unit.id ? 1 : 0;
    met.units.push_back(reach);
    if (too_late) return hands < chosen.size();
    const auto functions = static_cast<std::uint8_t>(functions_at(unit, incident) & wanted);
    if (functions == 0) return true;
    met.candidates.push_back({reach.index, functions, reach.duration_ms});
    if (enough_ms == std::numeric_limits<std::int64_t>::max() && cover.add(functions)) {
      enough_ms = reach.duration_ms;  // its ties still count
    }
    return true;
  };
  search_.to_destination(place, fleet.starts, profile(advice.made), closures(), visit);
  return met;
}

Advice Adviser::advise(const Operations& operations, const std::string& id,
                       std::span<const ChosenPart> chosen, Instant now) {
  const std::int64_t began = monotonic_ns();
  Advice advice;
  advice.revision = operations.revision;
  advice.made = now;
  advice.incident = id;
  advice.by_hand = !chosen.empty();
  const Incident* incident = operations.incident(id);
  if (incident == nullptr) {
    advice.error = no_incident(id);
    return advice;
  }
  advice.plan = still_to_send(operations, *incident);
  heed_closures(operations, now);
  const Result<Snap> place = destination_of(*incident);
  if (!place) {
    advice.error = place.error();
    return advice;
  }
  const Fleet all = fleet(operations, now);
  const auto [met, candidates] = meet_for_plan(all, *place, *incident, advice, chosen);
  const DispatchSet best = recommend(advice.plan, candidates);
  advice.best_complete_s = seconds(best.complete_ms);
  advice.missing = best.missing;
  const auto reach_of = [&](std::size_t start) { return *std::ranges::find(met, start, &UnitReach::index); };
  if (chosen.empty()) {
    for (const UnitChoice& choice : best.set) {
      advice.set.push_back(part_of(all, choice.unit, choice.function, reach_of(choice.unit)));
    }
  } else {
    for (const UnitReach& reach : met) {
      for (const ChosenPart& part : chosen) {
        if (part.unit != all.units[reach.index]->id) continue;
        advice.set.push_back(part_of(all, reach.index, part.function, reach));
      }
    }
    std::ranges::stable_sort(advice.set, {}, &AdvisedUnit::function);
    advice.missing = advice.plan;
    for (const AdvisedUnit& part : advice.set) {
      auto& count = advice.missing[static_cast<std::size_t>(part.function)];
      if (count > 0) --count;
    }
  }
  for (const AdvisedUnit& part : advice.set) advice.complete_s = std::max(advice.complete_s, part.duration_s);
  give_reasons(advice, all, *incident, met);
  advice.took_ms = double(monotonic_ns() - began) / 1e6;
  return advice;
}

Adviser::Met Adviser::meet_others(const Fleet& fleet, const Snap& place, const Incident& incident,
                                  const Advice& advice) {
  const auto in_set = [&](std::size_t start) {
    return std::ranges::find(advice.set, fleet.units[start]->id, &AdvisedUnit::unit) != advice.set.end();
  };
  std::uint8_t of_set = 0;
  for (const AdvisedUnit& part : advice.set) of_set = static_cast<std::uint8_t>(of_set | bit(part.function));
  // Still to be met: units of the set, and others by function, no more than there are.
  std::size_t left = 0;
  std::array<std::size_t, kFunctions> others{};
  const auto count = [&](std::size_t start, auto&& met_one) {
    if (in_set(start)) return met_one(left);
    const auto functions = static_cast<std::uint8_t>(functions_at(*fleet.units[start], incident) & of_set);
    for (std::size_t f = 0; f < kFunctions; ++f)
      if ((functions & 1U << f) != 0) met_one(others[f]);
  };
  for (std::size_t i = 0; i < fleet.units.size(); ++i) count(i, [](std::size_t& n) { ++n; });
  for (std::size_t& n : others) n = std::min(n, kMostOthers);
  std::int64_t enough_ms = std::numeric_limits<std::int64_t>::max();
  Met met;
  search_.to_destination(place, fleet.starts, profile(advice.made), closures(), [&](const UnitReach& reach) {
    if (reach.duration_ms > enough_ms) return false;  // its ties still count
    met.units.push_back(reach);
    met.candidates.push_back(
        {reach.index, functions_at(*fleet.units[reach.index], incident), reach.duration_ms});
    count(reach.index, [](std::size_t& n) { n -= n > 0 ? 1 : 0; });
    if (left == 0 && others == std::array<std::size_t, kFunctions>{})
      enough_ms = std::min(enough_ms, reach.duration_ms);
    return true;
  });
  return met;
}

void Adviser::complete(Advice& advice, const Operations& operations, Instant now) {
  const Incident* incident = operations.incident(advice.incident);
  if (incident == nullptr || advice.error) return;
  heed_closures(operations, now);
  const Result<Snap> place = destination_of(*incident);
  if (!place) return;
  const Fleet all = fleet(operations, now);
  const auto [met, candidates] = meet_others(all, *place, *incident, advice);
  DispatchSet set;
  for (const AdvisedUnit& part : advice.set) {
    const auto reach =
        std::ranges::find_if(met, [&](const UnitReach& r) { return all.units[r.index]->id == part.unit; });
    if (reach == met.end()) return;  // gone since: a newer advice follows
    set.set.push_back({reach->index, part.function, reach->duration_ms});
    set.complete_ms = std::max(set.complete_ms, reach->duration_ms);
    set.driving_ms += reach->duration_ms;
  }
  for (std::size_t i = 0; i < set.set.size(); ++i) {
    for (const UnitAlternative& other : alternatives(set, i, candidates, kMostOthers)) {
      const ResponseUnit& unit = *all.units[other.unit];
      const auto reach = std::ranges::find(met, other.unit, &UnitReach::index);
      advice.set[i].others.push_back(
          {unit.id, unit.name, seconds(other.travel_ms), seconds(other.complete_ms), reach->distance_m});
    }
  }
  leave_uncovered(advice, operations, now);
}

// For each supervising unit and function the nearest available unit before and after the set has gone, from
// the unit's label anchor; told where it was within the limit for a first unit on the scene and no longer is.
void Adviser::leave_uncovered(Advice& advice, const Operations& operations, Instant now) {
  const Fleet all = fleet(operations, now);
  const DispatchPolicy& policy = pack_->dispatch;
  if (anchors_.empty()) {
    for (const SupervisingUnit& unit : pack_->supervising_units) {
      const Result<Snap> snap = snap_to_road(*roads_, unit.label_at, closures());
      anchors_.push_back(snap ? std::optional(*snap) : std::nullopt);
    }
  }
  const auto goes = [&](const std::string& id) {
    return std::ranges::any_of(advice.set, [&](const AdvisedUnit& part) { return part.unit == id; });
  };
  std::uint8_t sent = 0;  // only what a unit of the set can fill can be lost
  for (const ResponseUnit* unit : all.units)
    if (goes(unit->id)) sent = static_cast<std::uint8_t>(sent | unit->functions);
  for (std::size_t u = 0; u < anchors_.size(); ++u) {
    if (!anchors_[u]) continue;
    const SupervisingUnit& unit = pack_->supervising_units[u];
    const std::int64_t limit_s =
        unit.urban ? policy.clocks.first_on_scene_urban_s : policy.clocks.first_on_scene_rural_s;
    std::array<std::optional<std::int64_t>, kFunctions> before, after;
    std::uint8_t open = sent;  // functions whose time after is not known yet
    search_.to_destination(*anchors_[u], all.starts, profile(now), closures(), [&](const UnitReach& reach) {
      const ResponseUnit& at = *all.units[reach.index];
      const bool within = seconds(reach.duration_ms) <= limit_s;
      const std::uint8_t functions = functions_in(at, unit.code);
      for (int f = 0; f < kFunctions; ++f) {
        if ((open & functions & 1U << f) == 0) continue;
        if (!before[f]) before[f] = seconds(reach.duration_ms);
        if (goes(at.id)) continue;
        after[f] = seconds(reach.duration_ms);
        open = static_cast<std::uint8_t>(open & ~(1U << f));
      }
      if (!within) {  // what nobody could fill within the limit before is not lost now
        for (int f = 0; f < kFunctions; ++f)
          if (!before[f] || *before[f] > limit_s) open = static_cast<std::uint8_t>(open & ~(1U << f));
      }
      return open != 0;
    });
    for (int f = 0; f < kFunctions; ++f) {
      if (!before[f] || *before[f] > limit_s || (after[f] && *after[f] <= limit_s)) continue;
      advice.uncovered.push_back({static_cast<Function>(f), unit.code, unit.name, before[f], after[f]});
    }
  }
  std::ranges::stable_sort(advice.uncovered, {}, &UncoveredUnit::function);
  advice.uncovered_known = true;
}

Result<std::vector<Adviser::Arrival>> Adviser::arrivals(const Operations& operations, const std::string& id,
                                                        Instant now) {
  const Incident* incident = operations.incident(id);
  if (incident == nullptr) return std::unexpected(no_incident(id));
  heed_closures(operations, now);
  const Result<Snap> place = destination_of(*incident);
  if (!place) return std::unexpected(place.error());
  const Fleet all = fleet(operations, now);
  std::vector<Arrival> arrivals;
  search_.to_destination(*place, all.starts, profile(now), closures(), [&](const UnitReach& reach) {
    const ResponseUnit& unit = *all.units[reach.index];
    arrivals.push_back({unit.id, functions_at(unit, *incident), reach});
    return true;
  });
  return arrivals;
}

std::shared_ptr<const RoadNet> Adviser::network() {
  if (network_) return network_;
  auto net = std::make_shared<RoadNet>();
  std::unordered_map<std::string, std::uint32_t> names{{"", 0}};
  std::vector<LonLat> line;
  for (EdgeId edge = 0; edge < roads_->edges(); ++edge) {
    line.clear();
    roads_->line(edge, line);
    const ArcId arc = roads_->tables().edge_arc[edge];
    const auto [name, fresh] = names.try_emplace(std::string(roads_->name(edge)), net->names.size());
    if (fresh) net->names.push_back(name->first);
    net->stretches.push_back({static_cast<std::uint32_t>(net->points.size()),
                              static_cast<std::uint32_t>(line.size()),
                              static_cast<std::uint8_t>(roads_->kind(arc)), name->second});
    for (const LonLat& at : line) net->points.push_back(to_map(at));
  }
  network_ = std::move(net);
  return network_;
}

ReachBands Adviser::reach(const Operations& operations, const std::string& id, Instant now) {
  ReachBands bands;
  bands.revision = operations.revision;
  bands.incident = id;
  bands.limits_s = {300, 600, 900};
  bands.stretch_s.assign(roads_->edges(), -1);
  const Incident* incident = operations.incident(id);
  if (incident == nullptr) return bands;
  heed_closures(operations, now);
  const Result<Snap> place = destination_of(*incident);
  if (!place) return bands;
  const std::int64_t limit_ms = std::int64_t{bands.limits_s.back()} * 1000;
  std::vector<std::uint32_t> node_ms(roads_->nodes(), kNoArc);
  for (const NodeTime& t : search_.times(*place, ReachDirection::To, limit_ms, profile(now), closures())) {
    node_ms[t.node] = t.ms;
  }
  for (ArcId arc = 0; arc < roads_->arcs(); ++arc) {
    const std::uint32_t tail = node_ms[roads_->tail(arc)], head = node_ms[roads_->head(arc)];
    if (tail == kNoArc || head == kNoArc || (closed_ && closed_->has(arc))) continue;
    auto& stretch = bands.stretch_s[roads_->edge(arc)];
    stretch = std::max(stretch, static_cast<std::int32_t>((std::max(tail, head) + 999) / 1000));
  }
  return bands;
}

std::vector<UnderWay> Adviser::under_way(const Operations& operations, Instant now) {
  heed_closures(operations, now);
  if (const TrafficProfile traffic = profile(now); traffic != under_way_profile_) {
    under_way_.clear();  // other times, perhaps other ways
    under_way_profile_ = traffic;
  }
  std::vector<UnderWay> ways;
  std::unordered_map<std::string, std::pair<LonLat, UnderWay>> kept;
  for (const auto& [id, a] : *operations.assignments) {
    if (a.state != AssignmentState::Accepted && a.state != AssignmentState::EnRoute) continue;
    const ResponseUnit* unit = operations.unit(a.unit);
    const Incident* incident = operations.incident(a.incident);
    if (unit == nullptr || incident == nullptr) continue;
    const LonLat at = place_of(*unit, now, pack_->dispatch.clocks.position_stale_s).at;
    const auto known = under_way_.find(id);
    if (known != under_way_.end() && known->second.first == at) {
      kept.insert(*known);
    } else {
      const std::optional<Snap>& from = snap_of(*unit, at);
      const Result<Snap> to = destination_of(*incident);
      if (!from || !to) continue;
      const Result<Route> route = search_.route(*from, *to, profile(now), closures());
      if (!route) continue;
      kept.emplace(id, std::pair{at, UnderWay{id, on_plane(route->geometry), seconds(route->duration_ms)}});
    }
    ways.push_back(kept.at(id).second);
  }
  under_way_ = std::move(kept);
  return ways;
}

}  // namespace anxin
