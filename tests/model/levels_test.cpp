#include "data/model/levels.hpp"

#include <random>

#include "tests/model/dispatch_facts.hpp"

namespace anxin::test {
namespace {

constexpr std::uint32_t kSeed = 20261123;

Incident incident_of(std::int32_t persons) {
  Incident i;
  i.id = "I-20261123-001";
  i.project = "P-1";
  i.at = kSite;
  i.reported = kNine;
  i.persons = persons;
  return i;
}

Operations with(std::vector<Incident> incidents) {
  Operations o;
  auto table = std::make_shared<std::map<std::string, Incident>>();
  for (Incident& i : incidents) (*table)[i.id] = std::move(i);
  o.incidents = std::move(table);
  return o;
}

Incident other(const char* id, std::int64_t days_before, double metres_north) {
  Incident i = incident_of(10);
  i.id = id;
  i.project.clear();
  i.state = IncidentState::Closed;
  i.reported = kNine - std::chrono::days{days_before};
  constexpr double kMetresADegree = 111000;  // of latitude, within 0.1 % here
  i.at = LonLat::of_degrees(kSite.lon(), kSite.lat() + metres_north / kMetresADegree);
  return i;
}

Incident any_incident(std::mt19937& random) {
  Incident i = incident_of(static_cast<std::int32_t>(random() % 6000));
  i.modifiers = static_cast<std::uint8_t>(random() % 16);
  i.employers = static_cast<std::int32_t>(1 + random() % 3);
  i.extreme = static_cast<ExtremeAct>(random() % 4);
  i.reported = kNine + std::chrono::days{random() % 120};
  return i;
}

TEST(Levels, MorePersonsNeverLowerIt) {
  std::mt19937 random(kSeed);
  for (int round = 0; round < 20000; ++round) {
    DispatchPolicy policy = dispatch_policy();
    policy.profile.raising_modifiers = static_cast<std::uint8_t>(random() & kEveryModifier);
    policy.second_profile.raising_modifiers = static_cast<std::uint8_t>(random() & kEveryModifier);
    Incident few = any_incident(random), many = few;
    many.persons += static_cast<std::int32_t>(random() % 3000);
    const LevelFinding a = find_level({}, policy, few), b = find_level({}, policy, many);
    ASSERT_LE(b.level, a.level) << "seed " << kSeed << " round " << round;
    ASSERT_LE(b.by_heads, a.by_heads);
    ASSERT_LE(b.second, a.second);
  }
}

TEST(Levels, EveryModifierRaisesByOneUpToI) {
  std::mt19937 random(kSeed);
  const DispatchPolicy policy = dispatch_policy();
  for (int round = 0; round < 5000; ++round) {
    Incident without = any_incident(random);
    without.employers = 1;
    const auto bit = static_cast<std::uint8_t>(1U << random() % 4);
    without.modifiers = static_cast<std::uint8_t>(without.modifiers & ~bit);
    Incident one_more = without;
    one_more.modifiers = static_cast<std::uint8_t>(one_more.modifiers | bit);
    const int before = static_cast<int>(find_level({}, policy, without).level);
    const int after = static_cast<int>(find_level({}, policy, one_more).level);
    ASSERT_EQ(after, std::max(before - 1, 0)) << "seed " << kSeed << " round " << round;
  }
}

TEST(Levels, AnExtremeActIsAtLeastIII) {
  std::mt19937 random(kSeed);
  for (int round = 0; round < 5000; ++round) {
    Incident i = any_incident(random);
    i.extreme = static_cast<ExtremeAct>(1 + random() % 3);
    ASSERT_LE(find_level({}, dispatch_policy(), i).level, IncidentLevel::III) << "seed " << kSeed;
  }
}

TEST(Levels, AModifierThatTheProfileDoesNotCountRaisesNothing) {
  DispatchPolicy policy = dispatch_policy();
  policy.profile.raising_modifiers = 1U << static_cast<unsigned>(Modifier::BlockedRoad);
  Incident i = incident_of(35);
  i.modifiers = 1U << static_cast<unsigned>(Modifier::SensitiveArea);
  EXPECT_EQ(find_level({}, policy, i).level, IncidentLevel::III);
  EXPECT_EQ(find_level({}, policy, i).modifiers, 0);
  i.modifiers = kEveryModifier;  // what follows from calendar and record cannot be ticked
  EXPECT_EQ(find_level({}, policy, i).modifiers, 1U << static_cast<unsigned>(Modifier::BlockedRoad));
  EXPECT_EQ(modifiers_of({}, policy, i), 0b1111);
}

TEST(Levels, ARepeatIsWithinDaysAndMetres) {
  const auto repeated = [](const Incident& earlier) {
    const auto found = modifiers_of(with({earlier}), dispatch_policy(), incident_of(35));
    return (found >> static_cast<unsigned>(Modifier::RepeatAtSite)) % 2 == 1;
  };
  EXPECT_TRUE(repeated(other("I-1", 30, 0)));
  EXPECT_FALSE(repeated(other("I-1", 31, 0)));
  EXPECT_TRUE(repeated(other("I-1", 1, 495)));
  EXPECT_FALSE(repeated(other("I-1", 1, 505)));
  EXPECT_FALSE(repeated(other("I-1", -1, 0)));  // later
  EXPECT_FALSE(repeated(incident_of(35)));      // itself
  Incident far = other("I-1", 1, 5000);
  far.project = "P-1";
  EXPECT_TRUE(repeated(far));
  for (const IncidentState ended : {IncidentState::Cancelled, IncidentState::Merged}) {
    far.state = ended;
    EXPECT_FALSE(repeated(far));
  }
}

TEST(Levels, AnOpenReportMinutesBeforeIsNoRepeatUntilDenied) {
  Incident open = other("I-1", 0, 0);
  open.state = IncidentState::Confirmed;
  open.reported = kNine - std::chrono::seconds{7200};
  const auto bit = static_cast<unsigned>(Modifier::RepeatAtSite);
  Incident now = incident_of(35);
  EXPECT_EQ(modifiers_of(with({open}), dispatch_policy(), now) >> bit, 0);
  now.not_duplicates = {"I-1"};
  EXPECT_EQ(modifiers_of(with({open}), dispatch_policy(), now) >> bit, 1);
  now.not_duplicates.clear();
  open.reported -= std::chrono::seconds{1};
  EXPECT_EQ(modifiers_of(with({open}), dispatch_policy(), now) >> bit, 1);
}

TEST(Levels, TheSectorsOwnPlanComesBeforeThatOfAll) {
  DispatchPolicy policy = dispatch_policy();
  policy.plans.push_back({"II-water", IncidentLevel::II, Sector::Water, {}});
  EXPECT_EQ(plan_of(policy, IncidentLevel::II, Sector::Water)->id, "II-water");
  EXPECT_EQ(plan_of(policy, IncidentLevel::II, Sector::Housing)->id, "II");
  EXPECT_EQ(plan_of(policy, IncidentLevel::III, Sector::Water)->id, "III");
  policy.plans.clear();
  EXPECT_EQ(plan_of(policy, IncidentLevel::III, Sector::Water), nullptr);
}

TEST(Duplicates, NearestFirstAndOnlyWithinMetresAndSecondsOrAtTheProject) {
  const auto open = [](const char* id, double metres, std::int64_t seconds) {
    Incident i = other(id, 0, metres);
    i.state = IncidentState::Reported;
    i.reported = kNine + std::chrono::seconds{seconds};
    return i;
  };
  Incident at_project = open("I-5", 9000, 90000);
  at_project.project = "P-1";
  Incident closed = open("I-6", 0, 0);
  closed.state = IncidentState::Closed;
  Incident denying = open("I-7", 0, 0);
  denying.not_duplicates = {incident_of(1).id};
  const Operations world = with({open("I-1", 400, 7200), open("I-2", 100, -7200), open("I-3", 505, 0),
                                 open("I-4", 0, 7201), at_project, closed, denying, incident_of(35)});
  const auto found = propose_duplicates(world, dispatch_policy(), incident_of(35));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].incident, "I-2");
  EXPECT_EQ(found[0].apart_s, 7200);
  EXPECT_NEAR(found[0].distance_m, 100, 1);
  EXPECT_EQ(found[1].incident, "I-1");
  EXPECT_EQ(found[2].incident, "I-5");
  EXPECT_TRUE(found[2].same_project);
}

}  // namespace
}  // namespace anxin::test
