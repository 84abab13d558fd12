// The simulated units: whoever supervises has every function, inside its own polygon, and nobody is named.
#include "data/demo/response_units.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <set>

#include "data/model/personal.hpp"
#include "tests/demo/cities.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

constexpr Instant kAnchor = DemoOptions{}.anchor;

std::vector<ResponseUnit> units_of(std::uint64_t seed) {
  std::vector<ResponseUnit> out;
  for (const auto& change : demo_operations(test::beijing(), seed, kAnchor))
    if (const auto* enrolled = std::get_if<UnitEnrolled>(&change)) out.push_back(enrolled->unit);
  return out;
}

TEST(ResponseUnits, EverySupervisingUnitHasEachOfTheSevenFunctions) {
  for (const std::uint64_t seed : {20261123u, 1u, 7u}) {
    std::map<std::string, std::array<int, kFunctions>> has;
    for (const auto& u : units_of(seed))
      for (int f = 0; f < kFunctions; ++f)
        if (u.functions & (1u << f)) ++has[u.supervising_unit][static_cast<std::size_t>(f)];
    EXPECT_EQ(has.size(), 17u);
    for (const auto& unit : test::beijing().supervising_units)
      for (int f = 0; f < kFunctions; ++f)
        EXPECT_GE(has[unit.code][static_cast<std::size_t>(f)], 1) << unit.code << ' ' << f;
  }
}

TEST(ResponseUnits, EverySectorWithAnOfficeHasSomebodyInEveryUnit) {
  const auto units = units_of(20261123);
  for (const auto& supervising : test::beijing().supervising_units) {
    for (std::size_t s = 0; s < kSectors; ++s) {
      const bool answered = std::ranges::any_of(units, [&](const ResponseUnit& u) {
        return u.supervising_unit == supervising.code && (u.functions & (1u << 2)) && (u.sectors & (1u << s));
      });
      EXPECT_EQ(answered, !test::beijing().sector_office[s].empty()) << supervising.code << ' ' << s;
    }
  }
}

TEST(ResponseUnits, MoreTeamsStandWhereMoreSitesAre) {
  std::map<std::string, int> count;
  for (const auto& u : units_of(20261123)) ++count[u.supervising_unit];
  EXPECT_GT(count["110115"], count["110105"] - 1);
  EXPECT_GT(count["110105"], count["110101"]);  // 71 sites and 11
  EXPECT_GT(count["110108"], count["110101"]);  // 38
}

TEST(ResponseUnits, BasesLieInsideTheirDistrictAndApart) {
  std::set<std::pair<double, double>> places;
  for (const auto& u : units_of(20261123)) {
    const auto found = locate(test::beijing(), u.base);
    EXPECT_TRUE(
        found.supervising_unit == u.supervising_unit ||
        (u.supervising_unit == "BDA" && std::ranges::find(found.candidates, "BDA") != found.candidates.end()))
        << u.id << " lies in " << found.district_name;
    EXPECT_TRUE(places.insert({u.base.lon(), u.base.lat()}).second) << u.id;
  }
}

TEST(ResponseUnits, SomeFillTwoOrThreeFunctionsAndSomeServeByDayOnly) {
  int one = 0, two = 0, three = 0, always = 0, by_day = 0, by_night = 0;
  const Instant noon = start_of(*parse_day("2026-11-23")) + std::chrono::hours{12};  // a Monday
  const Instant night = noon - std::chrono::hours{9};
  for (const auto& u : units_of(20261123)) {
    const int n = std::popcount(u.functions);
    one += n == 1, two += n == 2, three += n == 3;
    always += on_duty(u, noon) && on_duty(u, night);
    by_day += on_duty(u, noon) && !on_duty(u, night);
    by_night += !on_duty(u, noon) && on_duty(u, night);
  }
  EXPECT_GT(one, 100);
  EXPECT_GT(two, 10);
  EXPECT_GT(three, 5);
  EXPECT_GT(always, 50);
  EXPECT_GT(by_day, 50);
  EXPECT_GT(by_night, 0);
}

TEST(ResponseUnits, IdsNamesAndTelephonesAreUniqueAndNobodysOwn) {
  std::set<std::string> ids, names, short_names, phones, members;
  for (const auto& m : test::beijing().member_units) members.insert(m.code);
  for (const auto& u : units_of(20261123)) {
    EXPECT_TRUE(ids.insert(u.id).second) << u.id;
    EXPECT_TRUE(names.insert(u.name).second) << u.name;
    EXPECT_TRUE(short_names.insert(u.short_name).second) << u.short_name;
    EXPECT_TRUE(phones.insert(u.post_phone).second && phones.insert(u.deputy_phone).second) << u.id;
    EXPECT_TRUE(u.post_phone.starts_with("010-555")) << u.post_phone;
    EXPECT_TRUE(members.contains(u.member_unit)) << u.member_unit;
    EXPECT_GE(u.people, 1);
    EXPECT_FALSE(u.deputy_post.empty());
    for (const auto& text :
         {u.id, u.name, u.short_name, u.vehicle, u.post_phone, u.deputy_post, u.deputy_phone})
      EXPECT_EQ(find_personal(text), Personal::None) << text;
  }
}

TEST(ResponseUnits, EveryFundIsOpenedOnce) {
  std::map<std::string, Fen> raised;
  for (const auto& change : demo_operations(test::beijing(), 20261123, kAnchor)) {
    const auto* moved = std::get_if<FundMoved>(&change);
    if (!moved) continue;
    EXPECT_EQ(moved->entry.move, FundMove::Raised);
    EXPECT_LT(moved->entry.at, kAnchor);
    EXPECT_GT(moved->entry.fen, 0);
    EXPECT_TRUE(raised.emplace(moved->entry.supervising_unit, moved->entry.fen).second);
    EXPECT_EQ(find_personal(moved->entry.reason), Personal::None);
  }
  EXPECT_EQ(raised.size(), 17u);
  EXPECT_GT(raised["110115"], raised["110101"]);
}

TEST(ResponseUnits, TheSameSeedGivesTheSameUnitsAndAnotherSeedOthers) {
  const auto first = units_of(20261123), again = units_of(20261123), other = units_of(4);
  EXPECT_EQ(first, again);
  EXPECT_NE(first, other);
}

}  // namespace
}  // namespace anxin
