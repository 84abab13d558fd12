// Coverage against a SQL twin over a real store's raw tables: every project's ten states and every cell, on
// many days; each planted error in the twin must show.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "data/model/coverage.hpp"
#include "tests/model/city.hpp"
#include "tests/model/twin_store.hpp"

namespace anxin::test {
namespace {

using Answers = std::map<std::string, std::int64_t>;
constexpr int kProjects = 300;

// Contractors with several sites in both units, every safeguard, starts, and feeds of which some are silent.
Batch city_with_feeds() {
  Batch batch = disorderly_city(kProjects, kToday, 23);
  Disorder random(24);
  const auto row = [&](const std::string& subject, bool firm, int s) {
    const auto from = kToday - std::chrono::days{random.below(30) - 8};
    batch.safeguards.push_back({subject, firm, static_cast<Safeguard>(s), random.state(), from, {}});
  };
  for (std::size_t i = 0; i < batch.projects.size(); ++i) {
    ProjectRow& p = batch.projects[i];
    if (random.one_in(2)) p.supervising_unit = "110108";
    if (random.one_in(2)) p.general_contractor = batch.enterprises[i % 40].uscc;
    if (random.one_in(2)) p.start = kToday - std::chrono::days{random.below(90)};
    for (const int s : {0, 1, 4, 8, 9}) row(p.id, false, s);
    const int feed = random.below(6);
    if (feed < 4)
      batch.project_feeds.push_back(
          {p.id, fmt::format("feed-{}", feed), kToday - std::chrono::days{feed * 4}});
    if (feed == 1) batch.project_feeds.push_back({p.id, "feed-0", kToday + std::chrono::days{2}});
  }
  for (const EnterpriseRow& e : batch.enterprises)
    for (const int s : {5, 7}) row(e.uscc, true, s);
  for (int n = 0; n < 4; ++n) {
    const std::string id = fmt::format("feed-{}", n);
    batch.feeds.push_back({id, id, "样例银行", n < 2 ? FeedKind::Bank : FeedKind::RealName, 36 * 3600});
    for (int back = -3; n != 1 && back < 20; back += 2 + n)
      batch.arrivals.push_back({id, start_of(kToday - std::chrono::days{back}) + std::chrono::hours{12}});
  }
  return batch;
}

class CoverageTwin : public testing::Test {
 protected:
  static void SetUpTestSuite() { store_ = new TwinStore(city_with_feeds(), kToday); }
  static void TearDownTestSuite() { delete store_; }
  static std::vector<Day> days() {
    std::vector<Day> out;
    for (int n = -14; n <= 14; n += 2) out.push_back(kToday + std::chrono::days{n});
    for (const Day d : {day(2026, 11, 30), day(2026, 12, 31), day(2027, 2, 28), day(2027, 3, 1)})
      out.push_back(d);
    return out;
  }

  // What the twin says as of the end of the day, `from` in it replaced by `to`.
  static Answers twin(Day as_of, const std::string& from = "", const std::string& to = "") {
    Database db = store_->run(as_of, "coverage.sql", from, to);
    Answers answers;
    for (const char* question :
         {"SELECT id || ' ' || safeguard, state FROM covered",
          "SELECT unit || ' ' || safeguard || ' ' || state, n FROM cell WHERE n > 0"}) {
      auto rows = db.prepare(question);
      EXPECT_TRUE(rows);
      while (rows && rows->next().value_or(false)) answers.emplace(rows->text(0), rows->integer(1));
    }
    return answers;
  }

  static Answers engine(Day as_of) {
    const Registry& r = store_->registry();
    const Coverage c = coverage_of(r, CoverageTerms{}, as_of, Instant{});
    Answers answers;
    const auto add = [&](std::string_view unit, int s, const CoverageCell& cell) {
      for (int state = 0; state < 4; ++state) {
        const auto n = cell.of(static_cast<SafeguardState>(state));
        if (n > 0) answers.emplace(fmt::format("{} {} {}", unit, s, state), n);
      }
    };
    for (int n = 0; n < kSafeguards; ++n) {
      const auto s = static_cast<std::size_t>(n);
      for (Index i = 0; i < r.projects(); ++i)
        answers.emplace(fmt::format("{} {}", r.id[i], n), static_cast<std::int64_t>(c.state[s][i]));
      add("*", n, c.city[s]);
      for (std::size_t u = 0; u < r.unit_code.size(); ++u) add(r.unit_code[u], n, c.by_unit[s][u]);
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
TwinStore* CoverageTwin::store_ = nullptr;

TEST_F(CoverageTwin, AgreesOnEveryStateAndCell) {
  std::map<std::int64_t, int> pay;
  for (const Day as_of : days()) {
    const Answers ours = engine(as_of), sql = twin(as_of);
    for (const auto& [key, value] : ours) {
      ASSERT_TRUE(sql.contains(key)) << key << " as of " << to_string(as_of);
      ASSERT_EQ(sql.at(key), value) << key << " as of " << to_string(as_of);
      if (key.starts_with("P-") && key.ends_with(" 1")) ++pay[value];
    }
    ASSERT_EQ(sql.size(), ours.size()) << to_string(as_of);
  }
  for (int state = 0; state < 4; ++state) EXPECT_GT(pay[state], 20) << "monthly_pay " << state;
}

TEST_F(CoverageTwin, PlantedErrorsAreCaught) {
  expect_caught("<= r.pay_date THEN 1", "< r.pay_date THEN 1");
  expect_caught("WHEN r.paid_fen < r.due_fen THEN 0", "WHEN r.paid_fen = 0 THEN 0");
  expect_caught("s.latest_due - 2)", "s.latest_due - 1)");
  expect_caught("WHEN m.not_known > 0 OR s.no_pay_day THEN 3", "");
  expect_caught("> h.stale_after_s", "> h.stale_after_s + 86400");
  expect_caught("WHERE h.nth = 1 AND", "WHERE");
  expect_caught("WHERE active AND", "WHERE");
  expect_caught("count(DISTINCT one) AS n", "count(one) AS n");
}

}  // namespace
}  // namespace anxin::test
