// R1 to R6 of data/demo/README.md: complaints, orders, incidents, listings and feeds of the simulated city
// follow from unpaid wages. The back-test of them stands here as well: it proves the calculation only.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "data/model/backtest.hpp"
#include "data/store/store.hpp"
#include "tests/demo/cities.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using test::anchor_day;
using test::beijing;
using test::city_of;

// When wages of a project or of a contractor's sites stood unpaid: from the pay date until the rest was paid.
struct Spell {
  Day since, until;
};
class Spells {
 public:
  explicit Spells(const Batch& batch) {
    std::map<std::string, const ProjectRow*> projects;
    for (const ProjectRow& row : batch.projects) projects[row.id] = &row;
    for (std::size_t i = 0; i < batch.months.size(); ++i) {
      const ProjectMonthRow& row = batch.months[i];
      if (i > 0 && batch.months[i - 1].project == row.project && batch.months[i - 1].month == row.month)
        continue;
      if (row.paid_fen && *row.paid_fen >= *row.due_fen) continue;  // not known: may have been unpaid
      const bool settled = i + 1 < batch.months.size() && batch.months[i + 1].project == row.project &&
                           batch.months[i + 1].month == row.month;
      const Spell spell{pay_date(month_index(row.month), projects.at(row.project)->pay_day),
                        settled ? batch.months[i + 1].valid_from : Day::max()};
      of_project_[row.project].push_back(spell);
      of_contractor_[projects.at(row.project)->general_contractor].push_back(spell);
      ++count_;
    }
  }
  // Was some month unpaid on the day, for at least so many days? Months that the feeds lost count as
  // "perhaps".
  [[nodiscard]] bool project_owes(const std::string& id, Day day, int at_least) const {
    return owes(of_project_, id, day, at_least);
  }
  [[nodiscard]] bool contractor_owes(const std::string& uscc, Day day, int at_least) const {
    return owes(of_contractor_, uscc, day, at_least);
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  using Table = std::map<std::string, std::vector<Spell>>;
  static bool owes(const Table& table, const std::string& key, Day day, int at_least) {
    const auto found = table.find(key);
    return found != table.end() && std::ranges::any_of(found->second, [&](const Spell& s) {
             return s.since + std::chrono::days{at_least} <= day && day < s.until;
           });
  }
  Table of_project_, of_contractor_;
  std::size_t count_ = 0;
};

template <class Row, class Test>
double share(const std::vector<Row>& rows, Test test) {
  if (rows.empty()) return 0;
  return static_cast<double>(std::ranges::count_if(rows, test)) / static_cast<double>(rows.size());
}

class RecordsStatement : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RecordsStatement, Holds) {
  const Batch& city = city_of(7764, GetParam());
  const Spells spells(city);
  // Rows that the feeds lost leave no month to compare with: nearly all, not all.
  const double complaints = share(
      city.complaints, [&](const ComplaintRow& r) { return spells.project_owes(r.project, r.received, 3); });
  const double orders =
      share(city.orders, [&](const OrderRow& r) { return spells.project_owes(r.project, r.issued, 14); });
  const double incidents = share(
      city.incidents, [&](const IncidentRow& r) { return spells.project_owes(r.project, r.reported, 42); });
  const double listed = share(
      city.blacklist, [&](const BlacklistRow& r) { return spells.contractor_owes(r.uscc, r.listed, 90); });
  const auto ratio = [](std::size_t a, std::size_t b) {
    return static_cast<double>(a) / static_cast<double>(b);
  };
  const double per_month = ratio(city.complaints.size(), spells.count());
  const double to_incident = ratio(city.complaints.size(), std::max<std::size_t>(1, city.incidents.size()));
  std::size_t contractors = 0;
  for (const EnterpriseRow& row : city.enterprises)
    contractors += std::ranges::any_of(city.safeguards, [&](const SafeguardRow& s) {
      return s.of_enterprise && s.safeguard == Safeguard::WageDeposit && s.subject == row.uscc;
    });
  const double on_list = ratio(city.blacklist.size(), contractors);
  const std::string said =
      fmt::format("seed {}: R1 {:.3f} {:.3f} {:.3f} ({} {} {}) R2 {:.3f} R3 {:.1f} R4 {:.3f} R5 {:.4f} ({})",
                  GetParam(), complaints, orders, incidents, city.complaints.size(), city.orders.size(),
                  city.incidents.size(), per_month, to_incident, listed, on_list, city.blacklist.size());
  SCOPED_TRACE(said);
  fmt::print("{}\n", said);
  EXPECT_GT(complaints, 0.9);
  EXPECT_GT(orders, 0.9);
  EXPECT_GT(incidents, 0.9);
  EXPECT_GE(per_month, 0.05);
  EXPECT_LE(per_month, 0.50);
  EXPECT_GE(to_incident, 4);
  EXPECT_LE(to_incident, 100);
  EXPECT_GT(listed, 0.9);
  EXPECT_GT(on_list, 0);
  EXPECT_LE(on_list, 0.03);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RecordsStatement, testing::Values(20261123, 7, 4242));

// The same records at projects drawn by dice have no unpaid month behind them.
TEST(RecordsStatement, IsNotMetByRecordsThrownAnywhere) {
  const Batch& city = city_of(7764);
  const Spells spells(city);
  std::vector<ComplaintRow> thrown = city.complaints;
  for (std::size_t i = 0; i < thrown.size(); ++i)
    thrown[i].project = city.projects[i * 7919 % city.projects.size()].id;
  EXPECT_LT(
      share(thrown, [&](const ComplaintRow& r) { return spells.project_owes(r.project, r.received, 3); }),
      0.3);
}

TEST(DemoRecords, AFewFeedsAreStaleAtTheAnchor) {
  const Batch& city = city_of(7764);
  ASSERT_EQ(city.feeds.size(), 30U);
  int stale = 0, banks = 0;
  for (const FeedRow& feed : city.feeds) {
    banks += feed.kind == FeedKind::Bank;
    Instant latest{};
    for (const FeedArrivalRow& a : city.arrivals) {
      ASSERT_LE(a.arrived_at, DemoOptions{}.anchor);
      if (a.feed == feed.id) latest = std::max(latest, a.arrived_at);
    }
    stale += DemoOptions{}.anchor - latest > std::chrono::seconds{feed.stale_after_s};
  }
  EXPECT_EQ(banks, 27);
  EXPECT_GE(stale, 1);
  EXPECT_LE(stale, 5);
  std::map<std::string, int> links;
  for (const ProjectFeedRow& row : city.project_feeds) ++links[row.project];
  EXPECT_GT(links.size(), city.projects.size() * 9 / 10);
}

TEST(DemoRecords, FeedsDeliverOnEveryDayOfTheMonthsButAFewOfThem) {
  const Batch& city = city_of(7764);
  std::map<std::string, std::vector<std::int64_t>> at;
  for (const FeedArrivalRow& a : city.arrivals) at[a.feed].push_back(a.arrived_at.time_since_epoch().count());
  for (auto& [feed, times] : at) std::ranges::sort(times);
  const std::int64_t anchor = DemoOptions{}.anchor.time_since_epoch().count();
  int most = 0, some = 0;
  for (int back = 1; back < 35 * 30; back += 5) {
    const std::int64_t now = anchor - back * 86'400;
    int stale = 0;
    for (const FeedRow& feed : city.feeds) {
      const auto& times = at[feed.id];
      const auto after = std::ranges::upper_bound(times, now);
      stale += after == times.begin() || now - *(after - 1) > feed.stale_after_s;
    }
    most = std::max(most, stale), some += stale > 0;
  }
  EXPECT_LE(most, 8);
  EXPECT_GT(some, 30);  // of 210 days asked
}

TEST(DemoRecords, NothingLiesAfterTheAnchor) {
  const Batch& city = city_of(7764);
  for (const ComplaintRow& r : city.complaints)
    ASSERT_LE(std::max(r.received, r.closed.value_or(r.received)), anchor_day());
  for (const OrderRow& r : city.orders)
    ASSERT_LE(std::max(r.issued, r.closed.value_or(r.issued)), anchor_day());
  for (const IncidentRow& r : city.incidents)
    ASSERT_LE(std::max(r.reported, r.closed.value_or(r.reported)), anchor_day());
  for (const BlacklistRow& r : city.blacklist) ASSERT_LE(r.listed, anchor_day());
}

// R6. Incidents come from arrears, so a score that sees arrears must rank them; dice would give 0.5.
TEST(DemoRecords, TheScoreRanksTheIncidentsThatFollowed) {
  const test::Scratch scratch;
  DemoOptions options;
  options.projects = 3000;
  ASSERT_TRUE(make_demo_store(scratch / "city.anxin", beijing(), options).has_value());
  auto store = open_store(scratch / "city.anxin", OpenMode::ReadOnly);
  ASSERT_TRUE(store.has_value());
  auto registry = (*store)->load_registry();
  ASSERT_TRUE(registry.has_value());
  (*registry)->take((*store)->load_history(**registry).value());
  const Day then = anchor_day() - std::chrono::days{90};
  const RiskTable risk = assess_all(**registry, beijing().rules, then);
  const Backtest result = backtest(scored_projects(**registry, risk, 90), 100);
  ASSERT_TRUE(result.auc && result.lift);
  fmt::print("R6: {} of {} projects, AUC {:.3f}, lift at 100 {:.2f}\n", result.followed, result.projects,
             result.auc->value(), result.lift->value());
  EXPECT_GT(result.auc->value(), 0.6);
  EXPECT_GT(result.lift->value(), 1.5);
}

}  // namespace
}  // namespace anxin
