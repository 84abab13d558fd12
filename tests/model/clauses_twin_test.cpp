// Clauses G2, O1 and O2 against a SQL twin over a real store's raw tables, for the city and every unit, on
// many days around the turn of a year; each planted error in the twin must show.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/model/city.hpp"
#include "tests/model/twin_store.hpp"
#include "tests/packs/beijing.hpp"

namespace anxin::test {
namespace {

using Answers = std::map<std::string, std::int64_t>;  // "unit clause part"; zeros left out
const Day kAnchor = day(2026, 2, 10);                 // its months lie in two years

Batch city() {
  Batch batch = disorderly_city(300, kAnchor, 31);
  Disorder random(32);
  std::map<std::string, std::optional<int>> pay_day;
  for (ProjectRow& p : batch.projects) {
    if (random.one_in(2)) p.supervising_unit = "110108";
    p.funding = static_cast<Funding>(random.below(3));
    pay_day[p.id] = p.pay_day;
  }
  // What was owed before its pay date is often paid on the day after it or the next.
  const std::size_t rows = batch.months.size();
  for (std::size_t i = 0; i < rows; ++i) {
    ProjectMonthRow row = batch.months[i];
    const Day late = pay_date(month_index(row.month), pay_day.at(row.project)) + std::chrono::days{1};
    if (!row.due_fen || !row.paid_fen || *row.paid_fen >= *row.due_fen || row.valid_from >= late) continue;
    const bool replaced =
        i + 1 < rows && batch.months[i + 1].project == row.project && batch.months[i + 1].month == row.month;
    if (replaced || random.one_in(2)) continue;
    row.valid_from = *(row.last_payroll = late + std::chrono::days{random.below(2)});
    row.paid_fen = row.due_fen;
    row.paid_heads = row.attended;
    batch.months.push_back(row);
  }
  return batch;
}

class ClausesTwin : public testing::Test {
 protected:
  static void SetUpTestSuite() { store_ = new TwinStore(city(), kAnchor); }
  static void TearDownTestSuite() { delete store_; }

  static std::vector<Day> days() {
    std::vector<Day> out;
    for (int n = -20; n <= 14; n += 2) out.push_back(kAnchor + std::chrono::days{n});
    for (const Day d : {day(2025, 12, 15), day(2025, 12, 31), day(2026, 1, 1), day(2026, 1, 31),
                        day(2026, 2, 1), day(2027, 1, 31), day(2027, 2, 1)})
      out.push_back(d);
    return out;
  }

  static Answers twin(Day as_of, const std::string& from = "", const std::string& to = "") {
    Database db = store_->run(as_of, "clauses.sql", from, to);
    Answers answers;
    auto rows = db.prepare("SELECT unit || ' ' || clause || ' ' || part, n FROM figure WHERE n <> 0");
    EXPECT_TRUE(rows);
    while (rows && rows->next().value_or(false)) answers.emplace(rows->text(0), rows->integer(1));
    return answers;
  }

  static void add(Answers& answers, std::string_view unit, std::string_view clause, const ClauseCell& cell) {
    const auto say = [&](std::string_view part, std::int64_t n) {
      if (n != 0) answers.emplace(fmt::format("{} {} {}", unit, clause, part), n);
    };
    if (clause == "O1") {
      for (const UnpaidYear& y : cell.years) {
        say(fmt::format("{} persons", y.year), y.persons);
        say(fmt::format("{} projects", y.year), y.projects);
        say(fmt::format("{} unknown", y.year), y.unknown);
        say(fmt::format("{} observed", y.year), y.observed);
        say(fmt::format("{} complete", y.year), y.complete && y.observed > 0 ? 1 : 0);
      }
      return;
    }
    say("in arrears", cell.in_arrears);
    say("all", *cell.denominator);
    say("unknown", cell.unknown);
    say("fen", cell.arrears_fen);
    say("funding unknown", cell.funding_unknown);
    say("others", cell.other_projects);
    say("others fen", cell.other_fen);
    if (clause == "O2") say("free", *cell.numerator);
  }

  static Answers engine(Day as_of) {
    const Registry& r = store_->registry();
    const Coverage coverage = coverage_of(r, CoverageTerms{}, as_of, Instant{});
    Answers answers;
    for (const ClauseRow& row : clause_table(r, beijing().clauses, beijing().clause_terms, coverage).rows) {
      const std::string& id = row.clause.id;
      if (id != "G2" && id != "O1" && id != "O2") continue;
      const ClauseFigure& figure = row.figures.at(0);
      add(answers, "*", id, figure.city);
      for (std::size_t u = 0; u < r.unit_code.size(); ++u)
        add(answers, r.unit_code[u], id, figure.by_unit[u]);
    }
    return answers;
  }

  static void expect_caught(const std::string& from, const std::string& to) {
    for (const Day as_of : days()) {
      if (twin(as_of, from, to) != engine(as_of)) return;
    }
    ADD_FAILURE() << "\"" << from << "\" as \"" << to << "\" was not caught";
  }

  static TwinStore* store_;
};
TwinStore* ClausesTwin::store_ = nullptr;

TEST_F(ClausesTwin, AgreesOnEveryFigureOfCityAndUnits) {
  for (const Day as_of : days()) {
    const Answers ours = engine(as_of), sql = twin(as_of);
    for (const auto& [key, value] : ours) {
      ASSERT_TRUE(sql.contains(key)) << key << " as of " << to_string(as_of);
      ASSERT_EQ(sql.at(key), value) << key << " as of " << to_string(as_of);
    }
    ASSERT_EQ(sql.size(), ours.size()) << to_string(as_of);
  }
  const Answers anchor = engine(kAnchor), later = engine(day(2027, 2, 1));
  for (const char* key :
       {"* G2 in arrears", "* G2 unknown", "* G2 funding unknown", "* O2 free", "* O2 others"})
    EXPECT_GT(anchor.contains(key) ? anchor.at(key) : 0, 0) << key;
  for (const char* key : {"* O1 2025 persons", "* O1 2026 unknown", "* O1 2026 complete"})
    EXPECT_GT(later.contains(key) ? later.at(key) : 0, 0) << key;
  EXPECT_FALSE(later.contains("* O1 2025 complete")) << "the register begins in its middle";
}

TEST_F(ClausesTwin, PlantedErrorsAreCaught) {
  expect_caught("> date(r.pay_date, '+1 day')", ">= date(r.pay_date, '+1 day')");
  expect_caught("h.until IS NULL OR ", "");
  expect_caught("h.due_fen > h.paid_fen", "h.due_fen >= h.paid_fen");
  expect_caught("h.month <= s.latest_due", "h.month <= s.latest_due + 1");
  expect_caught("c.month / 12 AS year", "(c.month + 1) / 12 AS year");
  expect_caught("(SELECT max(l.heads)", "(SELECT sum(l.heads)");
  expect_caught("coalesce(l.heads, 0) <= 0", "coalesce(l.heads, 0) < 0");
  expect_caught("'%04d-01-31'", "'%04d-02-01'");
  expect_caught("<= year * 12", "<= year * 12 + 11");
  expect_caught("sum(fen > 0 OR lacks)", "sum(fen > 0)");
  expect_caught("sum(fen = 0 AND NOT lacks)", "sum(fen = 0)");
  expect_caught("active AND funding = '政府'", "funding = '政府'");
  expect_caught("s.no_pay_day OR ", "");
}

}  // namespace
}  // namespace anxin::test
