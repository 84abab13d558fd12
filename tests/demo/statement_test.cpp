// The statement of data/demo/README.md: S1 to S6 over three seeds, a city of dice that must fail it, and the
// table of grades.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "data/demo/random.hpp"
#include "tests/demo/arrears.hpp"
#include "tests/demo/cities.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using test::anchor_day;
using test::ArrearsFacts;
using test::beijing;
using test::city_of;

class Statement : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Statement, Holds) {
  const ArrearsFacts facts = test::arrears_facts(city_of(7764, GetParam()), beijing(), anchor_day());
  const std::string said = fmt::format("seed {}: S1 {:.4f} S2 {:.3f} S3 {:.1f} S4 {:.2f} S5 {:.3f} S6 {:.3f}",
                                       GetParam(), facts.prevalence, facts.persistence, facts.contractor_odds,
                                       facts.festival_rise, facts.top_five_share, facts.district_gini);
  SCOPED_TRACE(said);
  fmt::print("{}\n", said);
  EXPECT_GE(facts.prevalence, 0.005);
  EXPECT_LE(facts.prevalence, 0.08);
  EXPECT_GE(facts.persistence, 0.55);
  EXPECT_LE(facts.persistence, 0.92);
  EXPECT_GT(facts.contractor_odds, 5);
  EXPECT_GE(facts.festival_rise, 1.3);
  EXPECT_GE(facts.top_five_share, 0.40);
  EXPECT_LE(facts.top_five_share, 0.85);
  EXPECT_GE(facts.district_gini, 0.08);
  EXPECT_LE(facts.district_gini, 0.50);
  EXPECT_GT(facts.counted, 100'000u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Statement, testing::Values(20261123, 7, 4242));

// The same rows with arrears thrown by dice at the same rate, each settled a month later.
TEST(Statement, IsNotMetByDice) {
  Batch city = city_of(7764);
  const double rate = test::arrears_facts(city, beijing(), anchor_day()).prevalence;
  demo::Random dice(99);
  std::vector<ProjectMonthRow> rows;
  for (std::size_t i = 0; i < city.months.size(); ++i) {
    ProjectMonthRow row = city.months[i];
    if (!rows.empty() && rows.back().project == row.project && rows.back().month == row.month) continue;
    row.paid_fen = row.due_fen;
    if (dice.below(100'000) >= static_cast<std::int64_t>(rate * 1e5)) {
      rows.push_back(row);
      continue;
    }
    ProjectMonthRow late = row;
    late.paid_fen = 0;
    row.valid_from = add_months(row.valid_from, 1);
    rows.push_back(late);
    rows.push_back(row);
  }
  city.months = std::move(rows);
  const ArrearsFacts facts = test::arrears_facts(city, beijing(), anchor_day());
  EXPECT_LT(facts.persistence, 0.55);
  EXPECT_LT(facts.contractor_odds, 5);
  EXPECT_LT(facts.festival_rise, 1.3);
  EXPECT_LT(facts.district_gini, 0.08);
}

// The table of grades as it must stand in the README. Active projects, as of the anchor day.
std::string grade_table(const Batch& city) {
  const test::FactsOf facts_of(city);
  std::array<int, kGrades> grades{};
  std::array<std::array<int, 4>, kRules> fired{};  // by colour
  std::array<int, kRules> lacking{};
  int incomplete = 0, active = 0;
  for (std::size_t i = 0; i < city.projects.size(); ++i) {
    if (city.projects[i].status != ProjectStatus::Active) continue;
    ++active;
    const Assessment found = assess(facts_of(i), beijing().rules, anchor_day());
    ++grades[static_cast<std::size_t>(found.grade)];
    incomplete += found.incomplete;
    for (const Fired& f : found.fired)
      ++fired[static_cast<std::size_t>(f.rule)][static_cast<std::size_t>(f.colour)];
    for (std::size_t r = 0; r < kRules; ++r) lacking[r] += found.incomplete_rules >> r & 1;
  }
  std::string table = "| rule | red | orange | yellow | data lacking |\n|---|---|---|---|---|\n";
  for (std::size_t r = 0; r < kRules; ++r)
    table += fmt::format("| {} | {} | {} | {} | {} |\n", code(static_cast<RuleId>(r)), fired[r][3],
                         fired[r][2], fired[r][1], lacking[r]);
  table += fmt::format("\n{} active projects: D {}, C {}, B {}, A {}, unknown {}; {} of them incomplete.\n",
                       active, grades[3], grades[2], grades[1], grades[0], grades[4], incomplete);
  return table;
}

TEST(GradeTable, InTheReadmeIsWhatTheRulesGive) {
  const std::string table = grade_table(city_of(7764));
  const std::string readme = test::read_file(test::source_dir() / "data/demo/README.md");
  EXPECT_NE(readme.find(table), std::string::npos) << "data/demo/README.md must hold:\n" << table;
}

}  // namespace
}  // namespace anxin
