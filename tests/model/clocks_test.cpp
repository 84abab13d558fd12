#include "data/model/clocks.hpp"

#include <random>
#include <set>

#include "tests/model/dispatch_facts.hpp"

namespace anxin::test {
namespace {

using std::chrono::seconds;
constexpr std::uint32_t kSeed = 20261124;
const std::string kIncident = "I-20261123-001";

// One incident with two offers that nobody answers, at nine.
Desk with_two_offers() {
  Desk desk;
  desk.tell(EnrollUnit{response_unit("U-1", Function::Lead)});
  desk.tell(EnrollUnit{response_unit("U-2", Function::Order)});
  desk.tell(report_of(35));
  desk.tell(ConfirmIncident{kIncident});
  desk.tell(DispatchUnits{kIncident, {{"U-1", Function::Lead, 0, 0}, {"U-2", Function::Order, 0, 0}}});
  return desk;
}

std::multiset<std::string> told(const Desk& desk) {
  std::multiset<std::string> all;
  for (const OperationRecord& record : desk.records) {
    for (const OperationChange& change : record.changes) {
      if (const auto* e = std::get_if<OfferEscalated>(&change))
        all.insert(e->assignment + " step " + std::to_string(e->step));
      if (const auto* b = std::get_if<ClockBreached>(&change)) all.insert(b->clock);
      if (const auto* s = std::get_if<AssignmentStepped>(&change))
        all.insert(s->assignment + " " + std::string(code(s->to)));
    }
  }
  return all;
}

void advance_to(Desk& desk, Instant at) {
  desk.now = at;
  auto facts = due_now(desk.world, desk.policy, desk.now);
  if (!facts.empty()) desk.keep(std::move(facts));
  EXPECT_TRUE(due_now(desk.world, desk.policy, desk.now).empty()) << "said twice";
}

TEST(Clocks, HoweverTheClockJumpsTheSameIsRecordedOnce) {
  Desk each_second = with_two_offers();
  for (int s = 1; s <= 4000; ++s) advance_to(each_second, kNine + seconds{s});
  const auto wanted = told(each_second);
  EXPECT_EQ(wanted.size(), 12U);  // 2 x (3 steps, timed out, breach) and two clocks of the incident
  std::mt19937 random(kSeed);
  for (int round = 0; round < 200; ++round) {
    Desk jumping = with_two_offers();
    for (int s = 0; s < 4000; s += static_cast<int>(1 + random() % 900))
      advance_to(jumping, kNine + seconds{s});
    advance_to(jumping, kNine + seconds{4000});
    ASSERT_EQ(told(jumping), wanted) << "seed " << kSeed << " round " << round;
  }
}

TEST(Clocks, NextDueIsTheFirstMomentAtWhichSomethingIsDue) {
  Desk desk = with_two_offers();
  while (const auto next = next_due(desk.world, desk.policy, desk.now)) {
    ASSERT_GT(*next, desk.now);
    EXPECT_TRUE(due_now(desk.world, desk.policy, *next - seconds{1}).empty());
    EXPECT_FALSE(due_now(desk.world, desk.policy, *next).empty());
    advance_to(desk, *next);
  }
  EXPECT_EQ(desk.now, kNine + seconds{3601});
}

TEST(Clocks, AnEscalationTellsThePostsOfTheChain) {
  Desk desk;
  ResponseUnit unit = response_unit("U-1", Function::Lead);
  unit.post_phone = "010-1";
  desk.tell(EnrollUnit{unit});
  desk.policy.clocks.next_level_post = "值班长";
  desk.tell(report_of(35));
  desk.tell(ConfirmIncident{kIncident});
  desk.tell(DispatchUnits{kIncident, {{"U-1", Function::Lead, 0, 0}}});
  std::vector<std::string> posts;
  for (const OperationChange& change : due_now(desk.world, desk.policy, kNine + seconds{600}))
    if (const auto* e = std::get_if<OfferEscalated>(&change)) posts.push_back(e->told);
  EXPECT_EQ(posts, (std::vector<std::string>{"队U-1 010-1", "队U-1 010-1", "值班长"}));
}

TEST(Clocks, WarnFromTheShareOnAndVoidWhenOverInTime) {
  Desk desk;
  desk.policy.clocks.warn_permille = 500;
  desk.tell(report_of(35));
  const auto state_at = [&](int s) {
    return clocks_of(desk.world, desk.policy.clocks, desk.policy, *desk.world.incident(kIncident),
                     kNine + seconds{s})[0]
        .state;
  };
  EXPECT_EQ(state_at(29), ClockState::Running);
  EXPECT_EQ(state_at(30), ClockState::Warning);
  EXPECT_EQ(state_at(60), ClockState::Warning);
  EXPECT_EQ(state_at(61), ClockState::Breached);
  desk.now = kNine + seconds{60};
  desk.tell(CancelIncident{kIncident, "误报"});
  EXPECT_EQ(state_at(61), ClockState::Void);
}

TEST(Attainment, IsTheNearestRankAndCountsWhatStillRunsLate) {
  Desk desk;
  // Claimed after 10, 20, ... 90 seconds; the tenth not at all.
  for (int i = 0; i < 10; ++i) desk.tell(report_of(6));
  for (int i = 1; i <= 9; ++i) {
    desk.now = kNine + seconds{i * 10};
    desk.tell(ClaimIncident{"I-20261123-00" + std::to_string(i), ""});
  }
  const auto rows =
      attainment(desk.world, desk.policy, kNine, kNine + seconds{1}, "110105", kNine + seconds{200});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].kind, ClockKind::Acknowledge);
  EXPECT_EQ(rows[0].counted, 10U);
  EXPECT_EQ(rows[0].breached, 4U);  // 70, 80, 90 and the one that runs
  EXPECT_EQ(rows[0].p90_s, 90);
  EXPECT_EQ(rows[0].p95_s, 200);
  EXPECT_EQ(rows[0].limit_s, 60);
  EXPECT_TRUE(attainment(desk.world, desk.policy, kNine, kNine + seconds{1}, "110106", desk.now).empty());
  EXPECT_TRUE(attainment(desk.world, desk.policy, kNine - seconds{9}, kNine, "", desk.now).empty());
}

}  // namespace
}  // namespace anxin::test
