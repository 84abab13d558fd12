// The policy of incidents and dispatch as the pack gives it, against DOMAIN 6 written out here.
#include <algorithm>

#include "data/model/personal.hpp"
#include "tests/packs/beijing.hpp"

namespace anxin {
namespace {

using test::beijing;

using Heads = std::array<std::int32_t, kIncidentLevels>;  // I, II, III, IV

constexpr std::uint8_t bits(std::initializer_list<Modifier> modifiers) {
  std::uint8_t out = 0;
  for (const auto m : modifiers) out |= static_cast<std::uint8_t>(1u << static_cast<int>(m));
  return out;
}

TEST(Dispatch, LevelsAreThoseOfTheTwoProfiles) {
  const DispatchPolicy& policy = beijing().dispatch;
  EXPECT_EQ(policy.profile.name, "示例-劳动口径");
  EXPECT_EQ(policy.profile.from_persons, (Heads{100, 50, 30, 5}));
  EXPECT_FALSE(policy.profile.from_persons_sensitive.has_value());
  EXPECT_EQ(policy.profile.raising_modifiers,
            bits({Modifier::SensitiveArea, Modifier::BlockedRoad, Modifier::SeveralEmployers,
                  Modifier::CrossDistrict, Modifier::NearSpringFestival, Modifier::RepeatAtSite}));
  EXPECT_EQ(policy.second_profile.name, "示例-公安口径");
  EXPECT_EQ(policy.second_profile.from_persons, (Heads{5000, 3000, 1000, 5}));
  ASSERT_TRUE(policy.second_profile.from_persons_sensitive.has_value());
  EXPECT_EQ((*policy.second_profile.from_persons_sensitive)[2], 200);
  EXPECT_EQ(policy.second_profile.raising_modifiers, 0);
  EXPECT_EQ(policy.spring_festival_days, 30);
  EXPECT_EQ(policy.repeat_days, 30);
}

TEST(Dispatch, ClocksAreThoseOfTheDomain) {
  const ClockTerms& t = beijing().dispatch.clocks;
  EXPECT_EQ(t.acknowledge_s, 60);
  EXPECT_EQ(t.lead_dispatched_s, 60);
  EXPECT_EQ(t.renotify_s, 3 * 60);
  EXPECT_EQ(t.deputy_s, 5 * 60);
  EXPECT_EQ(t.next_level_s, 10 * 60);
  EXPECT_EQ(t.first_on_scene_urban_s, 30 * 60);
  EXPECT_EQ(t.first_on_scene_rural_s, 60 * 60);
  EXPECT_EQ(t.all_functions_s, 60 * 60);
  EXPECT_EQ(t.first_report_s, 30 * 60);
  EXPECT_EQ(t.report_every_s, 60 * 60);
  EXPECT_EQ(t.report_every_grave_s, 30 * 60);
  EXPECT_EQ(t.roll_call_s, 60);
  EXPECT_EQ(t.roll_call_retry_s, 120);
  EXPECT_EQ(t.position_stale_s, 10 * 60);
  EXPECT_FALSE(t.next_level_post.empty());
  EXPECT_EQ(find_personal(t.next_level_phone), Personal::None);
}

// By level and sector, whatever the file looks like: one plan, which asks for 行业 exactly where a member
// unit answers for the sector.
TEST(Dispatch, EveryLevelAndSectorHasOnePlanThatSomebodyCanFill) {
  const DispatchPolicy& policy = beijing().dispatch;
  for (int s = 0; s < kSectors; ++s) {
    for (int l = 0; l < kIncidentLevels; ++l) {
      const auto level = static_cast<IncidentLevel>(l);
      const auto sector = static_cast<Sector>(s);
      const auto own = std::ranges::count_if(
          policy.plans, [&](const auto& p) { return p.level == level && p.sector == sector; });
      const auto general =
          std::ranges::count_if(policy.plans, [&](const auto& p) { return p.level == level && !p.sector; });
      EXPECT_LE(own, 1);
      EXPECT_EQ(general, 1);
      const auto plan = std::ranges::find_if(policy.plans, [&](const auto& p) {
        return p.level == level && (own == 1 ? p.sector == sector : !p.sector);
      });
      ASSERT_NE(plan, policy.plans.end());
      EXPECT_GE(plan->counts[static_cast<std::size_t>(Function::Lead)], 1);
      EXPECT_EQ(plan->counts[static_cast<std::size_t>(Function::Sector)] > 0,
                !beijing().sector_office[static_cast<std::size_t>(s)].empty());
      EXPECT_TRUE(plan->id.starts_with("示例")) << "examples are marked";
    }
  }
}

TEST(Dispatch, SectorOfficesAreThoseOfTheDomain) {
  const auto office = [](Sector s) { return beijing().sector_office[static_cast<std::size_t>(s)]; };
  EXPECT_EQ(office(Sector::Housing), "housing");
  EXPECT_EQ(office(Sector::Municipal), "housing");
  EXPECT_EQ(office(Sector::Transport), "transport");
  EXPECT_EQ(office(Sector::Water), "water");
}

TEST(Dispatch, TheWaterfallStandsInTheOrderOfPaymentWithItsArticles) {
  const std::vector<std::pair<MoneySource, std::string>> expected{
      {MoneySource::DedicatedAccount, "第三十一条"},
      {MoneySource::OwnerProgress, "第二十九条"},
      {MoneySource::GeneralContractor, "第三十条、第三十六条"},
      {MoneySource::WageDeposit, "第三十二条"},
      {MoneySource::EmergencyFund, "第六十三条"}};
  const auto& got = beijing().dispatch.waterfall;
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    EXPECT_EQ(got[i].source, expected[i].first);
    EXPECT_NE(got[i].basis.find(expected[i].second), std::string::npos) << got[i].basis;
    EXPECT_GE(got[i].working_days, 1);
    EXPECT_FALSE(got[i].note.empty() || got[i].note_en.empty() || got[i].basis_en.empty());
  }
  EXPECT_EQ(got[3].working_days, 5);
}

TEST(Dispatch, UnitsAndFestivalsAreThoseOfThePack) {
  const DispatchPolicy& policy = beijing().dispatch;
  EXPECT_EQ(policy.unit_name.size(), 17u);
  EXPECT_EQ(policy.unit_name.at("110105"), "朝阳区");
  EXPECT_EQ(policy.unit_name.at("BDA"), "北京经济技术开发区");
  EXPECT_EQ(std::ranges::count_if(policy.urban, [](const auto& u) { return u.second; }), 6);
  EXPECT_TRUE(policy.urban.at("110108"));
  EXPECT_FALSE(policy.urban.at("BDA"));
  ASSERT_EQ(policy.spring_festivals.size(), beijing().spring_festivals.size());
  EXPECT_EQ(to_string(policy.spring_festivals[11]), "2026-02-17");
  EXPECT_GT(policy.duplicates.radius_m, 0);
  EXPECT_GT(policy.duplicates.within_s, 0);
}

}  // namespace
}  // namespace anxin
