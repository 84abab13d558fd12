// What the shipped pack says: units, townships, clauses, members, rules, speeds, places, and how it is found.
#include <algorithm>
#include <cstdlib>
#include <ranges>
#include <set>

#include "data/packs/traffic.hpp"
#include "tests/packs/beijing.hpp"

namespace anxin {
namespace {

using test::beijing;

std::vector<std::vector<std::string>> csv(const std::filesystem::path& file) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream in(test::read_file(file));
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    auto& row = rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
  }
  rows.erase(rows.begin());
  return rows;
}

TEST(Pack, SeventeenUnitsSuperviseSixteenDistrictsAndTheDevelopmentArea) {
  const auto& units = beijing().supervising_units;
  ASSERT_EQ(units.size(), 17u);
  for (std::size_t i = 0; i < 16; ++i) {
    EXPECT_EQ(units[i].district, beijing().districts[i].code);
    EXPECT_EQ(units[i].name, beijing().districts[i].name);
    EXPECT_EQ(units[i].label_at, beijing().districts[i].label_at);
  }
  EXPECT_EQ(units[16].code, "BDA");
  EXPECT_FALSE(units[16].district.has_value());
}

TEST(Pack, TheSixUrbanDistrictsAreMarked) {
  std::set<std::string> urban;
  for (const auto& u : beijing().supervising_units) {
    if (u.urban) urban.insert(u.short_name);
  }
  EXPECT_EQ(urban, (std::set<std::string>{"东城", "西城", "朝阳", "海淀", "丰台", "石景山"}));
}

TEST(Pack, SiteWeightsAreTheMunicipalCountsOfSeptember2018) {
  ANXIN_NEEDS_SHARED_DATA("admin/sites_by_district_2018.csv");
  std::map<std::string, double> by_name;
  for (const auto& row : csv(test::shared_data() / "admin/sites_by_district_2018.csv"))
    by_name[row[0]] = std::stod(row[2]);
  for (const auto& u : beijing().supervising_units) {
    const auto name = u.code == "BDA" ? std::string("经济技术开发区") : u.name;
    EXPECT_EQ(beijing().site_weight.at(u.code), by_name.at(name)) << u.name;
  }
}

TEST(Pack, HasThe349TownshipsOfTheRegister) {
  EXPECT_EQ(beijing().townships.size(), 349u);
  ANXIN_NEEDS_SHARED_DATA("admin/townships.csv");
  const auto rows = csv(test::shared_data() / "admin/townships.csv");
  ASSERT_EQ(rows.size(), beijing().townships.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& t = beijing().townships[i];
    EXPECT_EQ((std::vector<std::string>{t.code, t.name, t.district}),
              (std::vector<std::string>{rows[i][0], rows[i][1], rows[i][2]}));
  }
}

TEST(Pack, ThePlanHas33ClausesOfWhichG1AndG8AreTheGoalsWithoutALead) {
  const auto& clauses = beijing().clauses;
  ASSERT_EQ(clauses.size(), 33u);
  std::vector<std::string> goals_without_lead;
  for (const auto& c : clauses) {
    if (c.id[0] == 'G' && c.lead.empty()) goals_without_lead.push_back(c.id);
  }
  EXPECT_EQ(goals_without_lead, (std::vector<std::string>{"G1", "G8"}));
}

std::string without_space(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (!std::isspace(static_cast<unsigned char>(c))) out += c;
  }
  return out;
}

TEST(Pack, EveryClauseStandsInThePlanWordForWord) {
  const auto path = test::shared_data().parent_path() / "policy/plan-2017-2019.txt";
  ANXIN_NEEDS_SHARED_DATA("../policy/plan-2017-2019.txt");
  const auto plan = without_space(test::read_file(path));
  for (const auto& c : beijing().clauses)
    EXPECT_NE(plan.find(without_space(c.text)), std::string::npos) << c.id;
  EXPECT_EQ(plan.find(without_space("2016年底前，全市基本实现")), std::string::npos);
}

TEST(Pack, MergedOrgansNameTheirSuccessor) {
  std::map<std::string, std::string> today;
  std::size_t members = 0;
  for (const auto& u : beijing().member_units) {
    members += u.member;
    if (!u.today.empty()) today[u.name] = u.today;
  }
  EXPECT_EQ(members, 14u);
  EXPECT_EQ(today.at("市工商管理局"), "市市场监管局");
  EXPECT_EQ(today.at("市银监局"), "国家金融监督管理总局北京监管局");
  EXPECT_FALSE(today.contains("市财政局"));
}

TEST(Pack, RulesAreTheFourteenWithWeightsOf100) {
  const auto& rules = beijing().rules;
  ASSERT_EQ(rules.rules.size(), static_cast<std::size_t>(kRules));
  for (int i = 0; i < kRules; ++i)
    EXPECT_EQ(rules.rules[static_cast<std::size_t>(i)].id, static_cast<RuleId>(i));
  int sum = 0;
  for (const int w : rules.weight) sum += w;
  EXPECT_EQ(sum, 100);
  EXPECT_EQ(rules.w4_permille, 100);
  EXPECT_EQ(rules.w7_orange_months, 1);
  EXPECT_EQ(rules.w7_red_months, 2);
  EXPECT_EQ(rules.spring_festivals.size(), beijing().spring_festivals.size());
  EXPECT_EQ(rules.find(RuleId::W10)->colour, Colour::Yellow);
  EXPECT_FALSE(rules.digest.empty());
}

TEST(Pack, ExampleValuesSayThatTheyAreExamples) {
  for (const auto* file : {"rules.toml", "speeds.toml"}) {
    EXPECT_NE(test::read_file(test::pack_dir() / file).find("示例，非北京市规定"), std::string::npos) << file;
  }
}

// DOMAIN 3: S1 says 70 % by the end of 2017 and 基本 by the end of 2018; S6 counts officers and their
// assessment.
TEST(Pack, TargetsOfTheClausesStandAsNumbers) {
  const auto steps = [](std::string_view id) {
    for (const Clause& c : beijing().clauses) {
      if (c.id == id) return c.steps;
    }
    return std::vector<TargetStep>{};
  };
  const Day end_2017 = parse_day("2017-12-31").value(), end_2018 = parse_day("2018-12-31").value();
  const std::vector<TargetStep> s1{{Safeguard::RealName, end_2017, 700, false},
                                   {Safeguard::RealName, end_2018, beijing().coverage.basic_permille, true}};
  EXPECT_EQ(steps("S1"), s1);
  const std::vector<TargetStep> s6{{Safeguard::LabourOfficer, end_2017, 1000, false},
                                   {Safeguard::OfficerAssessed, end_2018, 1000, false}};
  EXPECT_EQ(steps("S6"), s6);
  EXPECT_TRUE(steps("M4").empty());
  EXPECT_EQ(step_toward(steps("S1"), Safeguard::RealName, end_2017)->permille, 700);
  EXPECT_EQ(step_toward(steps("S1"), Safeguard::RealName, end_2017 + std::chrono::days(1))->by, end_2018);
  EXPECT_EQ(step_toward(steps("S1"), Safeguard::RealName, parse_day("2026-11-23").value())->by, end_2018);
  EXPECT_EQ(step_toward(steps("S1"), Safeguard::NoticeBoard, end_2017), nullptr);
}

TEST(Pack, ClausesSayWhichRecordsAnswerThemAndWhoLeadsByName) {
  std::map<std::string, const Clause*> by_id;
  for (const Clause& c : beijing().clauses) by_id[c.id] = &c;
  EXPECT_EQ(beijing().clause_terms.issued, parse_day("2018-04-09").value());
  EXPECT_EQ(beijing().clause_terms.basic_permille, beijing().coverage.basic_permille);
  EXPECT_EQ(by_id.at("G2")->answered_by, AnsweredBy::GovernmentArrears);
  EXPECT_EQ(by_id.at("O1")->answered_by, AnsweredBy::UnpaidPersons);
  EXPECT_EQ(by_id.at("O2")->answered_by, AnsweredBy::OpenArrears);
  EXPECT_EQ(by_id.at("O3")->answered_by, AnsweredBy::Sectors);
  EXPECT_EQ(by_id.at("O3")->sectors,
            (std::vector<Sector>{Sector::Housing, Sector::Municipal, Sector::Transport, Sector::Water,
                                 Sector::Catering}));
  EXPECT_EQ(by_id.at("S6")->answered_by, AnsweredBy::Safeguards);
  EXPECT_EQ(by_id.at("S9")->answered_by, AnsweredBy::NoRecord);
  const auto& g5 = by_id.at("G5")->lead_offices;
  ASSERT_EQ(g5.size(), 2U);
  EXPECT_EQ(g5[1].name, "市工商管理局");
  EXPECT_EQ(g5[1].today, "市市场监管局");
  EXPECT_EQ(by_id.at("G5")->participant_offices.at(0).name, "各成员单位");
  EXPECT_TRUE(by_id.at("G8")->lead_offices.empty());
}

TEST(Pack, FasterRoadsAreFaster) {
  const auto& speeds = beijing().speeds;
  ASSERT_GE(speeds.size(), 3u);
  for (std::size_t i = 1; i < speeds.size(); ++i) EXPECT_LT(speeds[i].kmh, speeds[i - 1].kmh);
  for (const auto& s : speeds) EXPECT_LT(s.peak_factor, s.night_factor) << s.road_class;
}

TEST(Pack, EveryRoadClassHasItsSpeedInTheTableOfTheSearch) {
  const SpeedTable table = speed_table(beijing());
  for (const auto& s : beijing().speeds) {
    const auto kind = std::ranges::find_if(std::views::iota(std::size_t{0}, kRoadKinds), [&](std::size_t k) {
      return code(static_cast<RoadKind>(k)) == s.road_class;
    });
    const auto& row = table.rows[*kind];
    EXPECT_EQ(row.kmh, s.kmh);
    EXPECT_EQ(row.peak_factor, s.peak_factor);
    EXPECT_EQ(row.night_factor, s.night_factor);
  }
  EXPECT_EQ(beijing().speeds.size(), kRoadKinds);
}

// 2026-11-23 is a Monday, 11-28 a Saturday, 2026-10-01 a holiday on a Thursday, 2026-10-10 a Saturday worked
// (调休).
TEST(Pack, TheProfileFollowsTheClockOfBeijingAndTheWorkdays) {
  const auto at = [](std::string_view when) { return traffic_at(beijing(), parse_instant(when).value()); };
  EXPECT_EQ(at("2026-11-23 07:00"), TrafficProfile::Peak);
  EXPECT_EQ(at("2026-11-23 06:59"), TrafficProfile::Free);
  EXPECT_EQ(at("2026-11-23 09:29"), TrafficProfile::Peak);
  EXPECT_EQ(at("2026-11-23 09:30"), TrafficProfile::Free);
  EXPECT_EQ(at("2026-11-23 18:00"), TrafficProfile::Peak);
  EXPECT_EQ(at("2026-11-23 22:00"), TrafficProfile::Night);
  EXPECT_EQ(at("2026-11-24 05:59"), TrafficProfile::Night);
  EXPECT_EQ(at("2026-11-24 06:00"), TrafficProfile::Free);
  EXPECT_EQ(at("2026-11-28 08:00"), TrafficProfile::Free);
  EXPECT_EQ(at("2026-10-01 08:00"), TrafficProfile::Free);
  EXPECT_EQ(at("2026-10-10 08:00"), TrafficProfile::Peak);
}

TEST(Pack, IsFoundByNameByEnvironmentAndNotWhereThereIsNone) {
  EXPECT_EQ(find_pack(test::pack_dir()).value(), test::pack_dir());
  const test::Scratch scratch;
  const auto refused = find_pack(scratch.folder());
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::NotFound);
  setenv("ANXIN_PACK", test::pack_dir().c_str(), 1);
  EXPECT_EQ(find_pack({}).value(), test::pack_dir());
  setenv("ANXIN_PACK", scratch.folder().c_str(), 1);
  EXPECT_FALSE(find_pack({}).has_value());
  unsetenv("ANXIN_PACK");
}

}  // namespace
}  // namespace anxin
