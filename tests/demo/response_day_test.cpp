// The simulated day: carried out again, wish by wish, it shows every state of an incident, and only what its
// sites can bear.
#include "data/demo/response_day.hpp"

#include <algorithm>
#include <set>

#include "data/demo/response_units.hpp"
#include "data/model/levels.hpp"
#include "data/model/personal.hpp"
#include "tests/demo/cities.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

constexpr Instant kAnchor = DemoOptions{}.anchor;
constexpr std::uint64_t kSeed = 20261123;

// Three sites in each supervising unit, at its label; the third owes wages to few.
std::vector<DemoSite> sites() {
  std::vector<DemoSite> out;
  for (const auto& unit : test::beijing().supervising_units) {
    for (int k = 0; k < 3; ++k) {
      DemoSite site;
      site.project = "P-" + unit.code + "-" + std::to_string(k);
      site.place = {unit.short_name + "安置房", "", unit.code, k == 1 ? Sector::Municipal : Sector::Housing,
                    LonLat::of_degrees(unit.label_at.lon() + 0.002 * k, unit.label_at.lat())};
      site.unpaid_heads = k == 2 ? 6 : 70;
      site.arrears_fen = 1'234'567'00 + k;
      out.push_back(std::move(site));
    }
  }
  return out;
}

struct Carried {
  std::vector<DemoMoment> moments;
  Operations operations;
};

Carried carry_out(const std::vector<DemoSite>& given, std::uint64_t seed = kSeed) {
  Carried out;
  const auto enrolled = demo_operations(test::beijing(), seed, kAnchor);
  auto day = demo_day(test::beijing(), seed, kAnchor, enrolled, [&] { return given; }, estimated_travel);
  EXPECT_TRUE(day.has_value()) << (day ? "" : day.error().en);
  if (!day) return out;
  out.moments = *day;
  std::uint64_t revision = 1;
  out.operations =
      evolve(out.operations, {revision, kAnchor - std::chrono::hours{24}, "席位1", "", enrolled});
  for (const auto& moment : out.moments) {
    DecideContext context;
    context.policy = &test::beijing().dispatch;
    context.now = moment.at;
    context.seat = moment.seat;
    context.project = [&](const std::string& id) -> std::optional<ProjectPlace> {
      const auto site = std::ranges::find(given, id, &DemoSite::project);
      if (site == given.end()) return std::nullopt;
      return site->place;
    };
    const auto facts = decide(out.operations, context, moment.command);
    EXPECT_TRUE(facts.has_value()) << (facts ? "" : facts.error().en);
    if (!facts) break;
    out.operations = evolve(out.operations, {++revision, moment.at, moment.seat, "", *facts});
  }
  return out;
}

TEST(ResponseDay, ShowsEveryStateOfAnIncidentAtTheAnchor) {
  for (const std::uint64_t seed : {kSeed, std::uint64_t{1}, std::uint64_t{7}, std::uint64_t{99}}) {
    SCOPED_TRACE(seed);
    const auto day = carry_out(sites(), seed);
    std::map<IncidentState, int> count;
    int claimed = 0;
    for (const auto& [id, incident] : *day.operations.incidents) {
      ++count[incident.state];
      claimed += incident.state == IncidentState::Reported && !incident.claimed_by.empty();
    }
    EXPECT_EQ(day.operations.incidents->size(), 9u);
    EXPECT_EQ(count[IncidentState::Closed], 1);
    EXPECT_EQ(count[IncidentState::Resolved], 1);
    EXPECT_GE(count[IncidentState::OnScene], 1);
    EXPECT_GE(count[IncidentState::OnScene] + count[IncidentState::Dispatched], 3);
    EXPECT_EQ(count[IncidentState::Confirmed], 1);
    EXPECT_EQ(count[IncidentState::Reported], 3);
    EXPECT_EQ(claimed, 1);
    std::set<AssignmentState> states;
    for (const auto& [id, a] : *day.operations.assignments) states.insert(a.state);
    EXPECT_TRUE(states.contains(AssignmentState::OnScene) && states.contains(AssignmentState::Released));
  }
}

TEST(ResponseDay, MomentsAscendOnTheAnchorsDayAndNoneIsAfterIt) {
  const auto day = carry_out(sites());
  ASSERT_GT(day.moments.size(), 60u);
  EXPECT_TRUE(std::ranges::is_sorted(day.moments, {}, &DemoMoment::at));
  for (const auto& moment : day.moments) {
    EXPECT_LE(moment.at, kAnchor);
    EXPECT_EQ(to_string(day_of(moment.at)), "2026-11-23");
  }
}

TEST(ResponseDay, NobodyClaimsMoreThanTheSiteOwes) {
  const auto given = sites();
  const auto day = carry_out(given);
  for (const auto& [id, incident] : *day.operations.incidents) {
    const auto site = std::ranges::find(given, incident.project, &DemoSite::project);
    ASSERT_NE(site, given.end());
    EXPECT_LE(incident.persons, site->unpaid_heads);
    EXPECT_LE(incident.claimed_fen.value_or(0), site->arrears_fen);
    EXPECT_GT(incident.claimed_fen.value_or(0), 0);
    EXPECT_EQ(incident.supervising_unit, site->place.supervising_unit);
  }
}

TEST(ResponseDay, OneGatheringIsReportedTwiceAndFoundAsADuplicate) {
  const auto day = carry_out(sites());
  std::size_t found = 0;
  for (const auto& [id, incident] : *day.operations.incidents)
    if (incident.state == IncidentState::Reported && incident.claimed_by.empty())
      found += propose_duplicates(day.operations, test::beijing().dispatch, incident).size();
  EXPECT_EQ(found, 1u);
}

TEST(ResponseDay, NoTextNamesAPerson) {
  const auto day = carry_out(sites());
  for (const auto& [id, incident] : *day.operations.incidents) {
    EXPECT_EQ(find_personal(incident.id), Personal::None);
    EXPECT_EQ(find_personal(incident.place), Personal::None);
    for (const auto& source : incident.sources) EXPECT_EQ(find_personal(source.case_number), Personal::None);
    for (const auto& report : incident.reports) EXPECT_EQ(find_personal(report.text), Personal::None);
    for (const auto& entry : incident.log) EXPECT_EQ(find_personal(entry.text), Personal::None);
  }
}

TEST(ResponseDay, TheSameSeedGivesTheSameDayAndAnotherSeedAnother) {
  const auto first = carry_out(sites()), again = carry_out(sites()), other = carry_out(sites(), 5);
  EXPECT_EQ(*first.operations.incidents, *again.operations.incidents);
  EXPECT_EQ(*first.operations.assignments, *again.operations.assignments);
  EXPECT_NE(*first.operations.incidents, *other.operations.incidents);
}

TEST(ResponseDay, SitesOfACityOweWagesToThoseWhoGather) {
  const test::Scratch scratch;
  DemoOptions options;
  options.projects = 800;
  options.months = 15;
  ASSERT_TRUE(make_demo_store(scratch / "city.anxin", test::beijing(), options).has_value());
  auto store = open_store(scratch / "city.anxin", OpenMode::ReadOnly);
  ASSERT_TRUE(store.has_value()) << store.error().en;
  auto registry = (*store)->load_registry();
  ASSERT_TRUE(registry.has_value()) << registry.error().en;
  auto history = (*store)->load_history(**registry);
  ASSERT_TRUE(history.has_value()) << history.error().en;
  (*registry)->take(std::move(*history));
  const RiskTable risk = assess_all(**registry, test::beijing().rules, test::anchor_day());
  const auto found = demo_sites(**registry, risk);
  std::size_t owing = 0;  // unpaid heads cannot be told where no month has both its figures
  for (Index p = 0; p < (*registry)->projects(); ++p)
    owing += (*registry)->status[p] == ProjectStatus::Active && risk.arrears_fen[p] > 0;
  EXPECT_LE(found.size(), owing);
  EXPECT_GE(found.size() * 10, owing * 9);
  ASSERT_GT(found.size(), 9u);
  for (const auto& site : found) {
    const Index p = (*registry)->find_project(site.project);
    ASSERT_NE(p, kNone);
    EXPECT_EQ((*registry)->status[p], ProjectStatus::Active);
    EXPECT_EQ(site.arrears_fen, risk.arrears_fen[p]);
    EXPECT_GT(site.arrears_fen, 0);
    EXPECT_GT(site.unpaid_heads, 0);
  }
  const auto day = carry_out(found);
  EXPECT_GE(day.operations.incidents->size(), 5u);
  EXPECT_EQ(find_personal(day.operations.incidents->begin()->second.place), Personal::None);
}

TEST(ResponseDay, WithoutASiteInArrearsNothingHappens) {
  EXPECT_TRUE(carry_out({}).moments.empty());
  auto paid = sites();
  for (auto& site : paid) site.unpaid_heads = 0;
  EXPECT_TRUE(carry_out(paid).moments.empty());
}

TEST(ResponseDay, ASmallCityHasFewerAndSmallerGatherings) {
  auto few = sites();
  few.resize(2);
  for (auto& site : few) site.unpaid_heads = 5;
  const auto day = carry_out(few);
  EXPECT_GE(day.operations.incidents->size(), 1u);
  for (const auto& [id, incident] : *day.operations.incidents) EXPECT_LE(incident.persons, 5);
}

}  // namespace
}  // namespace anxin
