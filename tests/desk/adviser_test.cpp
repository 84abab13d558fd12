// Advice at a simulated city against the plain way: one route after another, every set tried.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "data/packs/traffic.hpp"
#include "geo/crs.hpp"
#include "geo/geodesy.hpp"
#include "tests/desk/advising.hpp"

namespace anxin {
namespace {

using std::chrono::seconds;
using namespace test;

constexpr Instant kNow = kAdviceNow;
const LonLat kShuangjing = LonLat::of_degrees(116.47, 39.92);

// Every way of filling the places one after the other: least time until the last is there, then least
// driving.
struct AllSets {
  struct Unit {
    std::vector<bool> can = std::vector<bool>(kFunctions, false);
    std::int64_t ms = 0;
  };
  std::vector<Unit> units;
  std::vector<Function> places;
  std::vector<bool> used;
  std::optional<std::pair<std::int64_t, std::int64_t>> best;  // complete, driving

  void fill(std::size_t place, std::int64_t complete, std::int64_t driving) {
    if (best && std::pair(complete, driving) >= *best) return;
    if (place == places.size()) {
      best = {complete, driving};
      return;
    }
    for (std::size_t u = 0; u < units.size(); ++u) {
      if (used[u] || !units[u].can[static_cast<std::size_t>(places[place])]) continue;
      used[u] = true;
      fill(place + 1, std::max(complete, units[u].ms), driving + units[u].ms);
      used[u] = false;
    }
  }
};

TEST_F(Advising, TheSetIsTheBestOfAllSetsTriedOneByOne) {
  RouteSearch search(*city_->roads);
  for (const auto& [at, persons] :
       std::vector<std::pair<LonLat, int>>{{kShuangjing, 8},
                                           {kShuangjing, 42},
                                           {LonLat::of_degrees(116.30, 39.97), 60},
                                           {LonLat::of_degrees(116.65, 39.90), 42}}) {
    SCOPED_TRACE(testing::Message() << at.lon() << ", " << at.lat() << ": " << persons);
    Reported r = reported(base(), at, persons);
    const Incident incident = *r.operations.incident(r.id);
    const auto kept = near_ones(r.operations, incident);
    r.operations = only(r.operations, kept);
    AllSets all;
    for (const std::string& id : kept) {
      const ResponseUnit& unit = *r.operations.unit(id);
      const auto ms = way_ms(search, place(unit), at);
      ASSERT_TRUE(ms) << id;
      AllSets::Unit tried;
      tried.ms = *ms;
      for (int f = 0; f < kFunctions; ++f)
        tried.can[static_cast<std::size_t>(f)] = can(unit, static_cast<Function>(f), incident);
      all.units.push_back(tried);
    }
    for (int f = 0; f < kFunctions; ++f)
      for (int n = 0; n < incident.plan[static_cast<std::size_t>(f)]; ++n)
        all.places.push_back(static_cast<Function>(f));
    ASSERT_GE(all.places.size(), 5u);
    all.used.assign(all.units.size(), false);
    all.fill(0, 0, 0);
    ASSERT_TRUE(all.best) << "the units near by can fill the plan";

    Adviser plain = adviser();
    const Advice advice = plain.advise(r.operations, r.id, {}, kNow);
    ASSERT_FALSE(advice.error);
    EXPECT_EQ(advice.complete_s, in_seconds(all.best->first));
    EXPECT_EQ(advice.best_complete_s, advice.complete_s);
    EXPECT_EQ(advice.missing, FunctionCounts{});
    std::int64_t driving = 0;
    std::vector<Function> filled;
    std::set<std::string> seen;
    for (const AdvisedUnit& part : advice.set) {
      driving += part.duration_s;
      filled.push_back(part.function);
      EXPECT_TRUE(seen.insert(part.unit).second) << part.unit << " fills one place";
      EXPECT_TRUE(can(*r.operations.unit(part.unit), part.function, incident)) << part.unit;
      EXPECT_EQ(part.duration_s, in_seconds(*way_ms(search, place(*r.operations.unit(part.unit)), at)));
    }
    EXPECT_EQ(filled, all.places);
    EXPECT_NEAR(double(driving), double(all.best->second) / 1000, double(filled.size())) << "least driving";
  }
}

TEST_F(Advising, WhoIsEngagedOffDutyOrOutOfServiceIsNeverAdvised) {
  Reported r = reported(base(), kShuangjing, 42);
  Adviser plain = adviser();
  std::set<std::string> taken;
  // The best set again and again, each time with its units gone in another way.
  for (int round = 0; round < 6; ++round) {
    const Advice advice = plain.advise(r.operations, r.id, {}, kNow);
    ASSERT_FALSE(advice.error);
    ASSERT_FALSE(advice.set.empty());
    std::vector<OperationChange> gone;
    DispatchUnits order{"", {}};
    for (const AdvisedUnit& part : advice.set) {
      const ResponseUnit& unit = *r.operations.unit(part.unit);
      EXPECT_TRUE(is_free(r.operations, unit)) << part.unit;
      EXPECT_FALSE(taken.contains(part.unit)) << part.unit;
      taken.insert(part.unit);
      if (round % 3 == 0) gone.push_back(UnitStateSet{part.unit, UnitReadiness::OutOfService, "检修"});
      if (round % 3 == 1) {
        ResponseUnit nights = unit;
        nights.shifts = {DutyShift{0x7F, 19 * 60, 7 * 60}};
        gone.push_back(UnitEnrolled{nights});
      }
      if (round % 3 == 2) order.parts.push_back({part.unit, part.function, part.duration_s, part.distance_m});
    }
    if (!gone.empty()) r.operations = told(r.operations, gone);
    if (!order.parts.empty()) {
      const Reported other = reported(r.operations, LonLat::of_degrees(116.48, 39.93), 42);
      r.operations = other.operations;
      order.incident = other.id;
      r.operations = wished(r.operations, order);
    }
  }
  EXPECT_GT(taken.size(), 20u);
  const auto arrivals = plain.arrivals(r.operations, r.id, kNow);
  ASSERT_TRUE(arrivals);
  for (const Adviser::Arrival& arrival : *arrivals)
    EXPECT_FALSE(taken.contains(arrival.unit)) << arrival.unit;
}

TEST_F(Advising, StreetOfficesAndFundsAreThoseOfTheResponsibleUnitAlone) {
  // The place lies in 朝阳区; whoever is responsible gives 属地 and 资金, near or far.
  for (const std::string unit : {"110105", "110101", "110112"}) {
    const Reported r = reported(base(), kShuangjing, 42, unit);
    Adviser plain = adviser();
    const Advice advice = plain.advise(r.operations, r.id, {}, kNow);
    ASSERT_FALSE(advice.error);
    EXPECT_EQ(advice.missing, FunctionCounts{});
    int own = 0;
    for (const AdvisedUnit& part : advice.set) {
      if (part.function != Function::Territory && part.function != Function::Funds) continue;
      EXPECT_EQ(r.operations.unit(part.unit)->supervising_unit, unit) << part.unit;
      ++own;
    }
    EXPECT_EQ(own, 2) << unit;
    // Without its own, nobody fills them.
    std::set<std::string> others;
    for (const auto& [id, u] : *r.operations.units)
      if (u.supervising_unit != unit) others.insert(id);
    const Advice without = plain.advise(only(r.operations, others), r.id, {}, kNow);
    EXPECT_EQ(without.missing[static_cast<std::size_t>(Function::Territory)], 1);
    EXPECT_EQ(without.missing[static_cast<std::size_t>(Function::Funds)], 1);
    EXPECT_EQ(without.set.size(), 5u);
  }
}

TEST_F(Advising, ASetChosenByHandIsNeverSoonerAndWhatItLacksIsMissing) {
  const Reported r = reported(base(), kShuangjing, 42);
  const Incident& incident = *r.operations.incident(r.id);
  Adviser plain = adviser();
  RouteSearch search(*city_->roads);
  const Advice best = plain.advise(r.operations, r.id, {}, kNow);
  // For each function the unit farthest away that is free.
  std::vector<ChosenPart> far;
  std::int64_t last_ms = 0;
  for (int f = 0; f < kFunctions; ++f) {
    std::pair<double, std::string> farthest{-1, ""};
    for (const auto& [id, unit] : *r.operations.units) {
      const bool taken = std::ranges::find(far, id, &ChosenPart::unit) != far.end();
      if (taken || !is_free(r.operations, unit) || !can(unit, static_cast<Function>(f), incident)) continue;
      farthest = std::max(farthest, {distance(unit.base, incident.at).value(), id});
    }
    ASSERT_FALSE(farthest.second.empty());
    far.push_back({static_cast<Function>(f), farthest.second});
    const auto ms = way_ms(search, place(*r.operations.unit(farthest.second)), incident.at);
    ASSERT_TRUE(ms);
    last_ms = std::max(last_ms, *ms);
  }
  const Advice by_hand = plain.advise(r.operations, r.id, far, kNow);
  EXPECT_TRUE(by_hand.by_hand);
  EXPECT_EQ(by_hand.set.size(), far.size());
  EXPECT_EQ(by_hand.missing, FunctionCounts{});
  EXPECT_EQ(by_hand.complete_s, in_seconds(last_ms));
  EXPECT_EQ(by_hand.best_complete_s, best.complete_s);
  EXPECT_GT(by_hand.complete_s, by_hand.best_complete_s);

  const std::vector<ChosenPart> two{far[0], far[1]};
  const Advice part = plain.advise(r.operations, r.id, two, kNow);
  EXPECT_EQ(part.set.size(), 2u);
  EXPECT_EQ(part.missing, (FunctionCounts{0, 0, 1, 1, 1, 1, 1}));
  EXPECT_EQ(part.best_complete_s, best.complete_s);
  // Who cannot come is not counted.
  const auto unfit = told(r.operations, {UnitStateSet{far[0].unit, UnitReadiness::OutOfService, "检修"}});
  const Advice lacking = plain.advise(unfit, r.id, two, kNow);
  EXPECT_EQ(lacking.set.size(), 1u);
  EXPECT_EQ(lacking.missing, (FunctionCounts{1, 0, 1, 1, 1, 1, 1}));
  // The best set chosen by hand costs nothing.
  std::vector<ChosenPart> same;
  for (const AdvisedUnit& u : best.set) same.push_back({u.function, u.unit});
  EXPECT_EQ(plain.advise(r.operations, r.id, same, kNow).complete_s, best.complete_s);
}

// Who goes, by which way, and how long it takes.
std::vector<std::tuple<Function, std::string, std::int64_t, std::size_t>> ways(const Advice& advice) {
  std::vector<std::tuple<Function, std::string, std::int64_t, std::size_t>> out;
  for (const AdvisedUnit& u : advice.set) out.emplace_back(u.function, u.unit, u.duration_s, u.route.size());
  return out;
}

TEST_F(Advising, AClosureUnderTheBestWayChangesTheNextAdviceAndLiftingBringsTheOldOneBack) {
  const Reported r = reported(base(), kShuangjing, 42);
  Adviser plain = adviser();
  const Advice before = plain.advise(r.operations, r.id, {}, kNow);
  ASSERT_FALSE(before.error);
  const AdvisedUnit& last = *std::ranges::max_element(before.set, {}, &AdvisedUnit::distance_m);
  ASSERT_GT(last.route.size(), 4u);
  const LonLat middle = from_map(last.route[last.route.size() / 2]);
  ASSERT_GT(distance(middle, kShuangjing).value(), 2000) << "the place itself stays open";

  const Operations closed = told(r.operations, {ClosureDrawn{closure_around("C-20261123-01", middle)}});
  const Advice during = plain.advise(closed, r.id, {}, kNow);
  ASSERT_FALSE(during.error);
  EXPECT_NE(ways(during), ways(before));
  const PreparedArea area(square(middle, 0.98 * kHalf));
  for (const AdvisedUnit& u : during.set)
    for (const MapXY& at : u.route) EXPECT_FALSE(area.contains(from_map(at))) << u.unit << " drives through";
  Adviser fresh = adviser();
  EXPECT_EQ(ways(fresh.advise(closed, r.id, {}, kNow)), ways(during));

  const Operations lifted = told(closed, {ClosureLifted{"C-20261123-01", "完工"}});
  EXPECT_EQ(ways(plain.advise(lifted, r.id, {}, kNow)), ways(before));
  EXPECT_EQ(ways(plain.advise(closed, r.id, {}, kNow)), ways(during)) << "closed again";
  // One that is not in force yet closes nothing.
  Closure later = closure_around("C-20261123-02", middle);
  later.from = kNow + seconds(1);
  EXPECT_EQ(ways(plain.advise(told(r.operations, {ClosureDrawn{later}}), r.id, {}, kNow)), ways(before));
}

TEST_F(Advising, LiftingOneOfTwoClosuresPutsUnitsBackOnTheirOwnRoad) {
  const Reported r = reported(base(), kShuangjing, 42);
  Adviser plain = adviser();
  const Advice before = plain.advise(r.operations, r.id, {}, kNow);
  ASSERT_FALSE(before.error);
  const AdvisedUnit& last = *std::ranges::max_element(before.set, {}, &AdvisedUnit::distance_m);
  const LonLat doorstep = place(*r.operations.unit(last.unit));
  const Operations both =
      told(r.operations, {ClosureDrawn{closure_around("C-20261123-01", doorstep)},
                          ClosureDrawn{closure_around("C-20261123-02", LonLat::of_degrees(116.10, 39.72))}});
  const auto arrivals = [&](Adviser& adviser, const Operations& operations) {
    std::vector<std::pair<std::string, std::int64_t>> out;
    const auto all = adviser.arrivals(operations, r.id, kNow);
    EXPECT_TRUE(all);
    if (all)
      for (const Adviser::Arrival& a : *all) out.emplace_back(a.unit, a.reach.duration_ms);
    return out;
  };
  const auto closed = arrivals(plain, both);
  const Operations one = told(both, {ClosureLifted{"C-20261123-01", "完工"}});
  Adviser fresh = adviser();
  const auto expected = arrivals(fresh, one);
  EXPECT_NE(closed, expected) << "the closure at the doorstep mattered";
  EXPECT_EQ(arrivals(plain, one), expected);
}

TEST_F(Advising, WhatTheSetLeavesUncoveredIsWhatEveryUnitSaysOneByOne) {
  const Reported r = reported(base(), kShuangjing, 42);
  // Few enough for one route a unit and supervising unit.
  std::set<std::string> kept;
  for (const auto& [id, unit] : *r.operations.units)
    if (unit.supervising_unit == "110105" || unit.supervising_unit == "110106") kept.insert(id);
  std::erase_if(kept, [&](const std::string& id) {  // one fund alone: 朝阳区 is without once it has gone
    const ResponseUnit& unit = *r.operations.unit(id);
    return (unit.functions & bit_of(Function::Funds)) != 0 && id != "U-110105-FUNDS-1";
  });
  const Operations operations = only(r.operations, kept);
  Adviser plain = adviser();
  Advice advice = plain.advise(operations, r.id, {}, kNow);
  ASSERT_FALSE(advice.error);
  EXPECT_FALSE(advice.uncovered_known);
  plain.complete(advice, operations, kNow);
  ASSERT_TRUE(advice.uncovered_known);

  using Row = std::tuple<int, std::string, std::int64_t, std::int64_t>;  // after -1: nobody
  std::set<Row> expected, found;
  RouteSearch search(*city_->roads);
  const ClockTerms& terms = city_->pack->dispatch.clocks;
  for (const SupervisingUnit& unit : city_->pack->supervising_units) {
    const std::int64_t limit = unit.urban ? terms.first_on_scene_urban_s : terms.first_on_scene_rural_s;
    std::array<std::int64_t, kFunctions> before, after;
    before.fill(-1), after.fill(-1);
    for (const std::string& id : kept) {
      const ResponseUnit& u = *operations.unit(id);
      if (!is_free(operations, u)) continue;
      const auto ms = way_ms(search, place(u), unit.label_at);
      if (!ms) continue;
      const bool goes = std::ranges::find(advice.set, id, &AdvisedUnit::unit) != advice.set.end();
      for (std::size_t f = 0; f < kFunctions; ++f) {
        const auto function = static_cast<Function>(f);
        const bool own = u.supervising_unit == unit.code;
        if ((u.functions & bit_of(function)) == 0) continue;
        if (!own && (function == Function::Territory || function == Function::Funds)) continue;
        const std::int64_t s = in_seconds(*ms);
        if (before[f] < 0 || s < before[f]) before[f] = s;
        if (!goes && (after[f] < 0 || s < after[f])) after[f] = s;
      }
    }
    for (int f = 0; f < kFunctions; ++f) {
      const auto i = static_cast<std::size_t>(f);
      if (before[i] < 0 || before[i] > limit || (after[i] >= 0 && after[i] <= limit)) continue;
      expected.insert({f, unit.code, before[i], after[i]});
    }
  }
  for (const UncoveredUnit& u : advice.uncovered) {
    ASSERT_TRUE(u.before_s);
    found.insert({static_cast<int>(u.function), u.supervising_unit, *u.before_s, u.after_s.value_or(-1)});
  }
  EXPECT_EQ(found, expected);
  EXPECT_TRUE(std::ranges::any_of(found, [](const Row& row) {
    return std::get<0>(row) == static_cast<int>(Function::Funds) && std::get<1>(row) == "110105" &&
           std::get<3>(row) == -1;
  }));
  EXPECT_EQ(found.size(), advice.uncovered.size()) << "each once";
}

TEST_F(Advising, AlternativesAreTheThreeSoonestOfAllOthersWhoCanStandThere) {
  Adviser plain = adviser();
  for (const LonLat at :
       {kShuangjing, LonLat::of_degrees(116.30, 39.97), LonLat::of_degrees(115.98, 40.45)}) {
    const Reported r = reported(base(), at, 60);
    const Incident incident = *r.operations.incident(r.id);
    Advice advice = plain.advise(r.operations, r.id, {}, kNow);
    plain.complete(advice, r.operations, kNow);
    const auto arrivals = plain.arrivals(r.operations, r.id, kNow);
    ASSERT_TRUE(arrivals);
    std::map<std::string, std::int64_t> ms;
    for (const Adviser::Arrival& a : *arrivals) ms[a.unit] = a.reach.duration_ms;
    for (const AdvisedUnit& part : advice.set) {
      std::int64_t rest = 0;
      for (const AdvisedUnit& p : advice.set)
        if (p.unit != part.unit) rest = std::max(rest, ms.at(p.unit));
      std::vector<std::tuple<std::int64_t, std::int64_t, std::string>> all;  // complete, own time, id
      for (const auto& [id, own] : ms) {
        const bool in_set = std::ranges::find(advice.set, id, &AdvisedUnit::unit) != advice.set.end();
        if (!in_set && can(*r.operations.unit(id), part.function, incident))
          all.emplace_back(std::max(rest, own), own, id);
      }
      std::ranges::sort(all);
      if (all.size() > 3) all.resize(3);
      ASSERT_EQ(part.others.size(), all.size()) << part.unit;
      for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(part.others[i].unit, std::get<2>(all[i])) << part.unit;
        EXPECT_EQ(part.others[i].complete_s, in_seconds(std::get<0>(all[i])));
      }
    }
  }
}

TEST_F(Advising, APlaceThatNobodyCanFillChangesNothingForTheOthers) {
  // Without 资金 in the city, the set is what it is for a plan that does not ask for it.
  Reported r = reported(base(), kShuangjing, 42);
  std::vector<OperationChange> gone;
  for (const auto& [id, unit] : *r.operations.units)
    if ((unit.functions & bit_of(Function::Funds)) != 0)
      gone.push_back(UnitStateSet{id, UnitReadiness::OutOfService, "检修"});
  r.operations = told(r.operations, gone);
  FunctionCounts rest = r.operations.incident(r.id)->plan;
  ASSERT_EQ(rest[static_cast<std::size_t>(Function::Funds)], 1);
  Adviser plain = adviser();
  const Advice whole = plain.advise(r.operations, r.id, {}, kNow);
  rest[static_cast<std::size_t>(Function::Funds)] = 0;
  const Advice without =
      plain.advise(told(r.operations, {IncidentConfirmed{r.id, "test", rest}}), r.id, {}, kNow);
  FunctionCounts missing{};
  missing[static_cast<std::size_t>(Function::Funds)] = 1;
  EXPECT_EQ(whole.missing, missing);
  EXPECT_EQ(without.missing, FunctionCounts{});
  ASSERT_EQ(whole.set.size(), without.set.size());
  for (std::size_t i = 0; i < whole.set.size(); ++i) EXPECT_EQ(whole.set[i].unit, without.set[i].unit);
  EXPECT_EQ(whole.complete_s, without.complete_s);
}

TEST_F(Advising, AUnitUnderWayHasTheTimeOfTheTrafficThatIsNow) {
  Reported r = reported(base(), kShuangjing, 42);
  Adviser plain = adviser();
  const Advice advice = plain.advise(r.operations, r.id, {}, kNow);
  DispatchUnits order{r.id, {}};
  for (const AdvisedUnit& part : advice.set)
    order.parts.push_back({part.unit, part.function, part.duration_s, part.distance_m});
  r.operations = wished(r.operations, order);
  std::vector<OperationChange> accepted;
  for (const Assignment* a : r.operations.assignments_of(r.id))
    accepted.push_back(AssignmentStepped{a->id, AssignmentState::Accepted, AckChannel::Phone, "收到", ""});
  r.operations = told(r.operations, accepted);
  // Nothing changes but the hour: in the evening's traffic it takes longer, and by night less again.
  const Instant evening = kNow + std::chrono::minutes{7 * 60 + 18};  // 18:00
  ASSERT_NE(traffic_at(*city_->pack, evening), profile());
  const auto ways = [&](Adviser& with, Instant now) {
    std::map<std::string, std::int64_t> s;
    for (const UnderWay& way : with.under_way(r.operations, now)) s[way.assignment] = way.duration_s;
    return s;
  };
  const auto before = ways(plain, kNow), after = ways(plain, evening);
  ASSERT_GE(before.size(), advice.set.size());
  Adviser fresh = adviser();
  EXPECT_EQ(after, ways(fresh, evening));
  EXPECT_NE(before, after);
  EXPECT_EQ(ways(plain, kNow), before) << "and back";
}

TEST_F(Advising, AnIncidentOffTheRoadsOrUnknownComesBackWithOneSentence) {
  const Reported far = reported(base(), LonLat::of_degrees(100.0, 30.0), 42, "110105");
  Adviser plain = adviser();
  for (const std::string& id : {far.id, std::string("I-20261123-999")}) {
    Advice advice = plain.advise(far.operations, id, {}, kNow);
    ASSERT_TRUE(advice.error) << id;
    EXPECT_EQ(advice.error->code, ErrorCode::NotFound);
    EXPECT_TRUE(advice.error->zh.ends_with("。")) << advice.error->zh;
    EXPECT_TRUE(advice.error->en.ends_with(".")) << advice.error->en;
    EXPECT_TRUE(advice.set.empty());
    plain.complete(advice, far.operations, kNow);
    EXPECT_FALSE(advice.uncovered_known);
    EXPECT_FALSE(plain.arrivals(far.operations, id, kNow));
    const ReachBands bands = plain.reach(far.operations, id, kNow);
    EXPECT_TRUE(std::ranges::all_of(bands.stretch_s, [](auto s) { return s < 0; }));
  }
  // The next incident is advised as ever.
  const Reported near = reported(far.operations, kShuangjing, 42);
  EXPECT_FALSE(plain.advise(near.operations, near.id, {}, kNow).error);
}

TEST_F(Advising, StretchesWithinReachLieWithinWhatTheSearchSays) {
  const Reported r = reported(base(), kShuangjing, 42);
  Adviser plain = adviser();
  const ReachBands bands = plain.reach(r.operations, r.id, kNow);
  const RoadGraph& roads = *city_->roads;
  ASSERT_EQ(bands.stretch_s.size(), roads.edges());
  ASSERT_FALSE(bands.limits_s.empty());
  EXPECT_EQ(bands.limits_s.back(), 900);
  RouteSearch search(roads);
  const auto to = snap_to_road(roads, kShuangjing);
  ASSERT_TRUE(to);
  std::vector<std::int64_t> ms(roads.nodes(), -1);
  for (const NodeTime& t : search.times(*to, ReachDirection::To, 900'000, profile())) ms[t.node] = t.ms;
  std::size_t within = 0, beyond = 0;
  for (EdgeId edge = 0; edge < roads.edges(); ++edge) {
    const ArcId arc = roads.tables().edge_arc[edge];
    const std::int64_t a = ms[roads.tail(arc)], b = ms[roads.head(arc)], s = bands.stretch_s[edge];
    if (a < 0 || b < 0) {
      ASSERT_LT(s, 0) << edge;
      ++beyond;
      continue;
    }
    ASSERT_LE(s, 900) << edge;
    ASSERT_GE(s * 1000, std::max(a, b)) << edge << ": not sooner than the search says";
    ASSERT_LT(s * 1000, std::max(a, b) + 1000) << edge;
    if (++within % 97 != 0) continue;  // and the search itself by one route alone
    Snap end;
    end.arc = arc;
    end.along = 1;
    end.at = roads.at(roads.head(arc));
    const auto way = search.route(end, *to, profile());
    ASSERT_TRUE(way);
    EXPECT_NEAR(double(way->duration_ms), double(b), 2) << edge;
  }
  EXPECT_GT(within, 100u);
  EXPECT_GT(beyond, 100u);
}

}  // namespace
}  // namespace anxin
