// The plan's clauses worked by hand: six projects, three years, and every standing a step either side.
#include "data/model/clauses.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/model/city.hpp"
#include "tests/packs/beijing.hpp"

namespace anxin::test {
namespace {

using enum Outcome;
const Instant kNow = start_of(kToday) + std::chrono::hours{9};

// A month's wages as they stood from the pay day (the 15th of the next month) on, or from `from`.
ProjectMonthRow wages(const std::string& project, int year, unsigned month, int attended, int paid_heads,
                      Fen due, Fen paid, std::optional<Day> from = {}) {
  ProjectMonthRow row;
  row.project = project;
  row.month = std::chrono::year{year} / std::chrono::month{month};
  row.attended = attended;
  row.paid_heads = paid_heads;
  row.due_fen = due;
  row.paid_fen = paid;
  row.valid_from = from.value_or(pay_date(month_index(row.month), 15));
  return row;
}

ProjectRow project(const std::string& id, const std::string& unit, Funding funding, Sector sector) {
  ProjectRow p;
  p.id = id;
  p.supervising_unit = unit;
  p.funding = funding;
  p.sector = sector;
  p.pay_day = 15;
  p.general_contractor = "C1";
  return p;
}

// September and October are due.
//   A government, owes 600 of October to 4 of 10     D private, owes 500 of September, every head paid in
//   part B government, free                               E funding not known, owes 100 to 1 of 5 C
//   government, September's row is missing         F government, suspended, owes 700
// A, B, F lie in 110105; C, D, E in 110108.
Batch six_projects() {
  Batch b;
  b.enterprises = {{"C1", "样例建筑", Credit::A}};
  b.projects = {project("A", "110105", Funding::Government, Sector::Housing),
                project("B", "110105", Funding::Government, Sector::Water),
                project("C", "110108", Funding::Government, Sector::Municipal),
                project("D", "110108", Funding::Private, Sector::Catering),
                project("E", "110108", Funding::Unknown, Sector::Transport),
                project("F", "110105", Funding::Government, Sector::Military)};
  b.projects[5].status = ProjectStatus::Suspended;
  b.months = {wages("A", 2026, 9, 10, 10, 1000, 1000), wages("A", 2026, 10, 10, 6, 1000, 400),
              wages("B", 2026, 9, 10, 10, 1000, 1000), wages("B", 2026, 10, 10, 10, 1000, 1000),
              wages("C", 2026, 8, 10, 10, 1000, 1000), wages("C", 2026, 10, 10, 10, 1000, 1000),
              wages("D", 2026, 9, 5, 5, 1000, 500),    wages("D", 2026, 10, 5, 5, 1000, 1000),
              wages("E", 2026, 9, 5, 5, 1000, 1000),   wages("E", 2026, 10, 5, 4, 1000, 900),
              wages("F", 2026, 9, 5, 0, 700, 0),       wages("F", 2026, 10, 0, 0, 0, 0)};
  return b;
}

ClauseTable table_of(const Registry& r, Day as_of = kToday) {
  return clause_table(r, beijing().clauses, beijing().clause_terms,
                      coverage_of(r, beijing().coverage, as_of, kNow));
}
ClauseTable table_of(const Batch& b, Day as_of = kToday) { return table_of(registry_of_two_units(b), as_of); }

const ClauseRow& row_of(const ClauseTable& table, std::string_view id) {
  return *std::ranges::find(table.rows, id, [](const ClauseRow& r) { return std::string_view(r.clause.id); });
}
const ClauseFigure& figure_of(const ClauseTable& table, std::string_view id) {
  return row_of(table, id).figures.at(0);
}

using Triple = std::array<std::int64_t, 3>;
Triple triple(const ClauseCell& c) {
  return {c.numerator.value_or(-1), c.denominator.value_or(-1), c.unknown};
}

TEST(Clauses, G2CountsGovernmentProjectsInArrearsWithTheirFen) {
  const ClauseTable table = table_of(six_projects());
  const ClauseFigure& g2 = figure_of(table, "G2");
  EXPECT_EQ(triple(g2.city), (Triple{1, 3, 1}));
  EXPECT_EQ(g2.city.arrears_fen, 600);
  EXPECT_EQ(g2.city.funding_unknown, 1U) << "E may be the government's";
  EXPECT_EQ(g2.city.standing, NotMet);
  EXPECT_EQ(triple(g2.by_unit[0]), (Triple{1, 2, 0}));
  EXPECT_EQ(triple(g2.by_unit[1]), (Triple{0, 1, 1}));
  EXPECT_EQ(g2.by_unit[1].standing, NotProvable) << "C lacks a month";
  EXPECT_EQ(g2.by_unit[2].standing, Nobody);
  EXPECT_EQ(g2.target.count, 0);
  EXPECT_EQ(g2.target.by, day(2017, 12, 31));
}

TEST(Clauses, G2IsMetOnlyWhenNothingUnknownCouldOwe) {
  Batch b = six_projects();
  const auto keep = [&](std::string_view ids) {
    std::erase_if(b.projects, [&](const ProjectRow& p) { return !ids.contains(p.id); });
    std::erase_if(b.months, [&](const ProjectMonthRow& m) { return !ids.contains(m.project); });
  };
  keep("BE");
  EXPECT_EQ(figure_of(table_of(b), "G2").city.standing, NotProvable) << "E of unknown funding owes";
  b.months.back().paid_fen = 1000;
  EXPECT_EQ(figure_of(table_of(b), "G2").city.standing, Met);
  b.months.back().paid_fen = 999;
  b.projects.back().funding = Funding::Private;
  EXPECT_EQ(figure_of(table_of(b), "G2").city.standing, Met) << "a private project is not asked";
  keep("E");
  EXPECT_EQ(figure_of(table_of(b), "G2").city.standing, Nobody);
}

TEST(Clauses, O2IsTheShareOfActiveProjectsFreeOfArrears) {
  const ClauseTable table = table_of(six_projects());
  const ClauseFigure& o2 = figure_of(table, "O2");
  EXPECT_EQ(triple(o2.city), (Triple{1, 5, 1}));
  EXPECT_EQ(o2.city.in_arrears, 3U);
  EXPECT_EQ(o2.city.arrears_fen, 600 + 500 + 100);
  EXPECT_EQ(o2.city.other_projects, 1U);
  EXPECT_EQ(o2.city.other_fen, 700) << "suspended, beside the figure";
  EXPECT_EQ(o2.city.gap_tenths, 750) << "20 % against 95 %";
  EXPECT_EQ(o2.city.standing, NotMet);
  EXPECT_EQ(o2.city.outcome, ToProve);
  EXPECT_EQ(triple(o2.by_unit[0]), (Triple{1, 2, 0}));
  EXPECT_EQ(triple(o2.by_unit[1]), (Triple{0, 3, 1}));
  EXPECT_EQ(o2.by_unit[1].arrears_fen, 600);
  EXPECT_TRUE(o2.target.basic);
  EXPECT_EQ(o2.target.permille, beijing().coverage.basic_permille);
}

TEST(Clauses, ArrearsAreExactlyThoseOfW7) {
  const Registry r = registry_of_two_units(disorderly_city(400, kToday, 17));
  std::uint32_t owing = 0, lacking = 0, active = 0;
  Fen fen = 0;
  for (Index i = 0; i < r.projects(); ++i) {
    if (r.status[i] != ProjectStatus::Active) continue;
    const Assessment a = assess(facts_of(r, i, kToday), book(), kToday);
    const bool fires = colour(a, RuleId::W7) != Colour::None;
    ++active;
    owing += fires ? 1 : 0;
    lacking += !fires && lacks(a, RuleId::W7) ? 1 : 0;
    fen += a.arrears_fen;
  }
  const ClauseTable table = table_of(r);
  const ClauseCell& o2 = figure_of(table, "O2").city;
  EXPECT_EQ(o2.in_arrears, owing);
  EXPECT_EQ(triple(o2), (Triple{active - owing - lacking, active, lacking}));
  EXPECT_EQ(o2.arrears_fen, fen);
  EXPECT_GT(lacking, 20U);
}

TEST(Clauses, O3CountsActiveProjectsByNamedSector) {
  const ClauseTable table = table_of(six_projects());
  const ClauseFigure& o3 = figure_of(table, "O3");
  EXPECT_EQ(triple(o3.city), (Triple{5, 5, 0}));
  EXPECT_EQ(triple(o3.by_unit[0]), (Triple{2, 5, 0}));
  EXPECT_EQ(o3.city.by_sector, (std::array<std::uint32_t, kSectors>{1, 1, 1, 1, 0, 0, 1, 0}))
      << "F is suspended";
  EXPECT_EQ(o3.city.outcome, NotJudged);
  EXPECT_EQ(o3.by_unit[2].outcome, Nobody);
}

// P in 110105 from January 2024, Q in 110108 from January 2025, paid but for what is written.
//            2024                          2025                        2026 to October
//   P        March 30, July 20             May 12, then paid on 06-17  February 40
//   Q                                      November 3 and June 2
Batch three_years() {
  Batch b;
  b.enterprises = {{"C1", "样例建筑", Credit::A}};
  b.projects = {project("P", "110105", Funding::Private, Sector::Housing),
                project("Q", "110108", Funding::Private, Sector::Housing)};
  const auto unpaid = [](const std::string& id, int y, unsigned m) {
    if (id == "P")
      return y == 2024 && m == 3   ? 30
             : y == 2024 && m == 7 ? 20
             : y == 2025 && m == 5 ? 12
             : y == 2026 && m == 2 ? 40
                                   : 0;
    return y == 2025 && m == 11 ? 3 : y == 2025 && m == 6 ? 2 : 0;
  };
  for (const std::string id : {"P", "Q"}) {
    for (int y = id == "P" ? 2024 : 2025; y <= 2026; ++y) {
      for (unsigned m = 1; m <= 12 && (y < 2026 || m <= 10); ++m) {
        const int heads = unpaid(id, y, m);
        b.months.push_back(wages(id, y, m, 50, 50 - heads, 5000, 5000 - 100 * heads));
        if (id == "P" && y == 2025 && m == 5)
          b.months.push_back(wages(id, y, m, 50, 50, 5000, 5000, day(2025, 6, 17)));
      }
    }
  }
  return b;
}

TEST(Clauses, O1AddsTheLargestUnpaidHeadsOfEachProjectAndYear) {
  const ClauseTable table = table_of(three_years());
  const ClauseFigure& o1 = figure_of(table, "O1");
  EXPECT_EQ(o1.city.years,
            (std::vector<UnpaidYear>{
                {2024, 30, 1, 0, 1, true}, {2025, 12 + 3, 2, 0, 2, true}, {2026, 40, 1, 0, 2, false}}));
  EXPECT_EQ(o1.by_unit[1].years,
            (std::vector<UnpaidYear>{
                {2024, 0, 0, 0, 0, true}, {2025, 3, 1, 0, 1, true}, {2026, 0, 0, 0, 1, false}}));
  EXPECT_EQ(triple(o1.city), (Triple{15, 30, 0})) << "the running year is not judged";
  EXPECT_EQ(o1.city.outcome, Met);
  EXPECT_EQ(o1.by_unit[0].outcome, Met);
  EXPECT_EQ(o1.by_unit[1].outcome, NotMet) << "3 after none";
  EXPECT_EQ(o1.by_unit[2].outcome, Nobody);
}

TEST(Clauses, O1CountsWagesThatWereOwedADayAfterThePayDateAndNotThosePaidByThen) {
  Batch b = three_years();
  const auto paid =
      std::ranges::find_if(b.months, [](const auto& m) { return m.valid_from == day(2025, 6, 17); });
  paid->valid_from = day(2025, 6, 16);
  EXPECT_EQ(figure_of(table_of(b), "O1").city.years[1], (UnpaidYear{2025, 3, 1, 0, 2, true}));
}

TEST(Clauses, O1IsCompleteAfterTheLastPayDateOfDecember) {
  const Registry r = registry_of_two_units(three_years());
  const auto years = [&](Day as_of) { return figure_of(table_of(r, as_of), "O1").city.years; };
  EXPECT_FALSE(years(day(2026, 1, 31)).at(1).complete);
  EXPECT_TRUE(years(day(2026, 2, 1)).at(1).complete);
  EXPECT_EQ(figure_of(table_of(r, day(2026, 1, 31)), "O1").city.standing, NotProvable) << "one complete year";
  EXPECT_TRUE(years(day(2024, 2, 14)).empty()) << "no row holds yet";
  Batch late = three_years();
  late.months.erase(late.months.begin());
  const ClauseTable table = table_of(late);
  EXPECT_FALSE(figure_of(table, "O1").city.years.at(0).complete) << "the register begins in February";
  EXPECT_EQ(triple(figure_of(table, "O1").city), (Triple{15, -1, 0}));
}

TEST(Clauses, O1RisesOnEqualNumbersAndAFallWithUnknownYearsIsNotProvable) {
  Batch b = three_years();
  const auto at = [&](const char* id, int y, unsigned m) {
    return std::ranges::find_if(b.months, [&](const auto& r) {
      return r.project == id && r.month == std::chrono::year{y} / std::chrono::month{m};
    });
  };
  at("Q", 2025, 11)->paid_heads = 50 - 18;  // 12 + 18 = 30
  EXPECT_EQ(figure_of(table_of(b), "O1").city.standing, NotMet);
  at("Q", 2025, 11)->paid_heads = 50 - 17;
  EXPECT_EQ(figure_of(table_of(b), "O1").city.standing, Met);
  for (const int fault : {0, 1, 2, 3, 4}) {
    b = three_years();
    if (fault == 0) b.months.erase(at("Q", 2025, 8));
    if (fault == 1) at("Q", 2025, 8)->due_fen.reset();
    if (fault == 2) at("Q", 2025, 8)->paid_fen.reset();
    if (fault == 3) at("Q", 2025, 6)->paid_heads.reset();
    if (fault == 4) at("Q", 2025, 6)->paid_heads = 50;
    const ClauseTable table = table_of(b);
    EXPECT_EQ(figure_of(table, "O1").city.years.at(1), (UnpaidYear{2025, 15, 2, 1, 2, true})) << fault;
    EXPECT_EQ(figure_of(table, "O1").city.standing, NotProvable) << fault;
  }
  b = three_years();
  b.months.erase(at("P", 2024, 9));
  EXPECT_EQ(figure_of(table_of(b), "O1").city.standing, Met) << "the year before may only have been worse";
}

TEST(Clauses, ASharesStandingIsNotProvableWhileTheUnknownDecide) {
  const Registry r = registry_of_two_units(six_projects());
  Coverage c = coverage_of(r, beijing().coverage, day(2018, 12, 31), kNow);
  const auto standing = [&](CoverageCell cell, std::string_view id) {
    c.city[static_cast<std::size_t>(Safeguard::RealName)] = cell;
    return figure_of(clause_table(r, beijing().clauses, beijing().clause_terms, c), id).city.standing;
  };
  EXPECT_EQ(standing({95, 5, 7, 0, 0}, "S1"), Met) << "基本 is read as 95 %";
  EXPECT_EQ(standing({94, 6, 7, 0, 0}, "S1"), NotMet);
  EXPECT_EQ(standing({94, 5, 7, 1, 0}, "S1"), NotProvable);
  EXPECT_EQ(standing({90, 5, 7, 5, 0}, "S1"), NotProvable);
  EXPECT_EQ(standing({90, 6, 7, 4, 0}, "S1"), NotMet);
  EXPECT_EQ(standing({0, 0, 7, 0, 0}, "S1"), Nobody);
  EXPECT_EQ(standing({100, 0, 0, 0, 0}, "G6"), Met);
  EXPECT_EQ(standing({99, 0, 0, 1, 0}, "G6"), NotProvable);
  EXPECT_EQ(standing({99, 1, 0, 0, 0}, "G6"), NotMet);
}

TEST(Clauses, ATargetIsToProveTheDayAfterItsDayAndWorksTowardItsNextStep) {
  const Registry r = registry_of_two_units(six_projects());
  const auto s5 = [&](Day as_of) { return figure_of(table_of(r, as_of), "S5"); };
  EXPECT_EQ(s5(day(2017, 12, 31)).target.permille, 300);
  EXPECT_EQ(s5(day(2018, 1, 1)).target.permille, 600);
  EXPECT_EQ(s5(day(2019, 12, 31)).city.outcome, NotProvable) << "nothing is recorded";
  EXPECT_FALSE(s5(day(2019, 12, 31)).target.past);
  const ClauseFigure past = s5(day(2020, 1, 1));
  EXPECT_TRUE(past.target.past);
  EXPECT_EQ(past.city.outcome, ToProve);
  EXPECT_EQ(reading_zh(past.target, past.city), "2019-12 到期，待证明（当前无法证明）");
  EXPECT_EQ(reading_en(past.target, past.city), "due 2019-12, to be proven (now not provable)");
}

TEST(Clauses, NoPastTargetEverReadsAsMet) {
  Batch b = six_projects();
  for (int s = 0; s < kSafeguards; ++s) {
    const auto safeguard = static_cast<Safeguard>(s);
    const bool firm = counted_over(safeguard) == CountedOver::Enterprises;
    for (const ProjectRow& p : b.projects)
      if (!firm) b.safeguards.push_back({p.id, false, safeguard, SafeguardState::Yes, day(2026, 1, 1), {}});
    if (firm) b.safeguards.push_back({"C1", true, safeguard, SafeguardState::Yes, day(2026, 1, 1), {}});
  }
  for (const ClauseRow& row : table_of(b).rows) {
    for (const ClauseFigure& f : row.figures) {
      if (!f.target.by) continue;
      EXPECT_EQ(f.city.outcome, ToProve) << row.clause.id;
      EXPECT_TRUE(
          reading_zh(f.target, f.city).starts_with(to_string(month_of(*f.target.by)) + " 到期，待证明"));
    }
  }
  EXPECT_EQ(figure_of(table_of(b), "G8").city.standing, Met);
}

TEST(Clauses, SafeguardsAreTheCellsOfCoverageAndS6HasTwo) {
  Batch b = six_projects();
  b.safeguards = {{"A", false, Safeguard::DedicatedAccount, SafeguardState::Yes, day(2026, 1, 1), {}},
                  {"C", false, Safeguard::DedicatedAccount, SafeguardState::No, day(2026, 1, 1), {}},
                  {"C1", true, Safeguard::OfficerAssessed, SafeguardState::Yes, day(2026, 1, 1), {}}};
  const ClauseTable table = table_of(b);
  EXPECT_EQ(triple(figure_of(table, "G8").city), (Triple{1, 5, 3}));
  EXPECT_EQ(triple(figure_of(table, "G8").by_unit[0]), (Triple{1, 2, 1}));
  EXPECT_EQ(figure_of(table, "G8").city.gap_tenths, 800);
  const ClauseRow& s6 = row_of(table, "S6");
  ASSERT_EQ(s6.figures.size(), 2U);
  EXPECT_EQ(s6.figures[0].safeguard, Safeguard::LabourOfficer);
  EXPECT_EQ(triple(s6.figures[0].city), (Triple{0, 1, 1}));
  EXPECT_EQ(s6.figures[1].safeguard, Safeguard::OfficerAssessed);
  EXPECT_EQ(triple(s6.figures[1].city), (Triple{1, 1, 0}));
  EXPECT_EQ(s6.figures[1].over, CountedOver::Enterprises);
}

std::vector<std::string> ids_where(const ClauseTable& table, auto holds) {
  std::vector<std::string> out;
  for (const ClauseRow& row : table.rows)
    if (holds(row)) out.push_back(row.clause.id);
  return out;
}
using Ids = std::vector<std::string>;

TEST(Clauses, AClauseWithoutRecordSaysSoAndIsNeverZero) {
  const ClauseTable table = table_of(six_projects());
  ASSERT_EQ(table.rows.size(), 33U);
  EXPECT_EQ(ids_where(table, [](const ClauseRow& r) { return !r.figures.empty(); }),
            (Ids{"O1", "O2", "O3", "G2", "G3", "G6", "G7", "G8", "S1", "S2", "S3", "S5", "S6"}));
  EXPECT_EQ(reading_zh(row_of(table, "M1")), "暂无记录");
  EXPECT_EQ(reading_zh(row_of(table, "G4")), "2017-12 到期，待证明；暂无记录");
  EXPECT_EQ(reading_en(row_of(table, "G4")), "due 2017-12, to be proven; no record");
}

TEST(Clauses, FlagsStandWhereThePlanGivesCause) {
  const ClauseTable table = table_of(six_projects());
  EXPECT_EQ(ids_where(table, [](const ClauseRow& r) { return r.flags.due_before_issue; }),
            (Ids{"G1", "G2", "G3", "G4", "G5", "S3", "S4", "S7", "S8", "S9", "A1"}));
  EXPECT_EQ(ids_where(table, [](const ClauseRow& r) { return r.flags.no_lead; }),
            (Ids{"O1", "O2", "O3", "G1", "G8", "R1", "R2"}));
  EXPECT_EQ(ids_where(table, [](const ClauseRow& r) { return r.flags.wording_differs; }),
            (Ids{"G6", "G7", "S1", "S2"}));
  EXPECT_EQ(ids_where(table, [](const ClauseRow& r) { return r.flags.no_number; }),
            (Ids{"O2", "O3", "G1", "M3", "M4", "S8", "A3", "L1", "L2", "L3", "R2"}));
  std::vector<std::string> zh;
  for (const FlagWords& w : words_of(row_of(table, "G1").flags)) zh.emplace_back(w.zh);
  EXPECT_EQ(zh, (Ids{"印发前已到期", "无牵头单位", "无量化指标"}));
}

TEST(Clauses, WithoutMonthsEveryProjectIsUnknownAndThereIsNoYear) {
  Registry r = registry_of_two_units(six_projects());
  r.months = nullptr;
  const ClauseTable table = table_of(r);
  EXPECT_EQ(triple(figure_of(table, "O2").city), (Triple{0, 5, 5}));
  EXPECT_EQ(figure_of(table, "O2").city.standing, NotProvable);
  EXPECT_TRUE(figure_of(table, "O1").city.years.empty());
  EXPECT_EQ(triple(figure_of(table, "O1").city), (Triple{-1, -1, 0}));
}

}  // namespace
}  // namespace anxin::test
