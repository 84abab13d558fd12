#include "console/desk/summary.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace anxin {
namespace {

constexpr Day kDay{std::chrono::days{20'000}};

struct Row {
  int unit;
  Sector sector;
  Funding funding;
  ProjectStatus status;
  Grade grade;
  Fen arrears;
};

// Two units; the general contractor of row i is enterprise i with credit i % 4.
struct City {
  Registry registry;
  RiskTable risk, week;
  explicit City(const std::vector<Row>& rows) {
    for (const char* code : {"110105", "110106", "BDA"})
      registry.unit_code.push_back(code), registry.unit_name.push_back(code);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Row& row = rows[i];
      registry.id.push_back("P-" + std::to_string(1000 + i));
      registry.name.push_back("工程");
      registry.unit.push_back(static_cast<std::uint8_t>(row.unit));
      registry.sector.push_back(row.sector);
      registry.funding.push_back(row.funding);
      registry.status.push_back(row.status);
      registry.enterprise_uscc.push_back("x");
      registry.enterprise_credit.push_back(static_cast<Credit>(i % 4));
      registry.general_contractor.push_back(static_cast<Index>(i));
      risk.grade.push_back(row.grade);
      risk.arrears_fen.push_back(row.arrears);
      week.grade.push_back(Grade::A);
    }
  }
};

const std::vector<Row> kRows = {
    {0, Sector::Housing, Funding::Private, ProjectStatus::Active, Grade::D, 500},
    {0, Sector::Water, Funding::Government, ProjectStatus::Active, Grade::A, 0},
    {1, Sector::Housing, Funding::Private, ProjectStatus::Active, Grade::C, 70},
    {1, Sector::Municipal, Funding::Government, ProjectStatus::Suspended, Grade::D, 9000},
    {0, Sector::Housing, Funding::Government, ProjectStatus::Active, Grade::Unknown, 0},
};

TEST(Summary, CountsActiveProjectsByUnitAndGrade) {
  const City city(kRows);
  const Summary s = summarise(city.registry, &city.risk, nullptr, &city.week, {}, kDay);
  EXPECT_EQ(s.total, 4u);
  EXPECT_EQ(s.shown, 4u);
  EXPECT_EQ(s.city.arrears_fen, 570);
  EXPECT_EQ(s.city.by_grade[static_cast<int>(Grade::D)], 1u);
  EXPECT_EQ(s.units[0].projects, 3u);
  EXPECT_EQ(s.units[1].by_grade[static_cast<int>(Grade::C)], 1u);
  EXPECT_DOUBLE_EQ(s.severe_share[0], 1.0 / 3);
  EXPECT_TRUE(std::isnan(s.severe_share[2])) << "a unit without projects has no share, not zero";
  EXPECT_EQ(s.mask, (std::vector<std::uint8_t>{1, 1, 1, 0, 1}));
}

TEST(Summary, ChangeOfAWeekIsKnownOnlyWithTheWeekBefore) {
  const City city(kRows);
  EXPECT_FALSE(summarise(city.registry, &city.risk, nullptr, nullptr, {}, kDay).week_known);
  const Summary s = summarise(city.registry, &city.risk, nullptr, &city.week, {}, kDay);
  EXPECT_TRUE(s.week_known);
  EXPECT_FALSE(s.day_known);
  EXPECT_EQ(s.units[0].severe_change_week, 1);
}

TEST(Summary, FiltersNarrowWhatIsCountedAndTheTotalStays) {
  const City city(kRows);
  Filters filters;
  filters.sectors = 1u << static_cast<int>(Sector::Housing);
  filters.fundings = 1u << static_cast<int>(Funding::Private);
  const Summary s = summarise(city.registry, &city.risk, nullptr, nullptr, filters, kDay);
  EXPECT_EQ(s.total, 4u);
  EXPECT_EQ(s.shown, 2u);
  filters.credits = 1u << static_cast<int>(Credit::A);
  EXPECT_EQ(summarise(city.registry, &city.risk, nullptr, nullptr, filters, kDay).shown, 1u)
      << "row 2 has credit C";
}

TEST(Summary, AHiddenGradeIsStillCountedButNotShown) {
  const City city(kRows);
  Filters filters;
  filters.grade_hidden[static_cast<int>(Grade::D)] = true;
  const Summary s = summarise(city.registry, &city.risk, nullptr, nullptr, filters, kDay);
  EXPECT_EQ(s.city.by_grade[static_cast<int>(Grade::D)], 1u);
  EXPECT_EQ(s.mask[0], 0);
}

TEST(Summary, WithoutGradesEveryProjectIsUnknown) {
  const City city(kRows);
  RiskTable of_another_registry;
  of_another_registry.grade.resize(2);
  for (const RiskTable* risk :
       {static_cast<const RiskTable*>(nullptr), static_cast<const RiskTable*>(&of_another_registry)}) {
    const Summary s = summarise(city.registry, risk, nullptr, nullptr, {}, kDay);
    EXPECT_EQ(s.city.by_grade[static_cast<int>(Grade::Unknown)], 4u);
    EXPECT_EQ(s.city.arrears_fen, 0);
  }
}

}  // namespace
}  // namespace anxin
