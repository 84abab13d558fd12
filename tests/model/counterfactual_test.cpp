// The counterfactual against brute force: every single act and every pair, pairs of payments included.
#include <gtest/gtest.h>

#include <tuple>

#include "tests/model/facts.hpp"

namespace anxin::test {
namespace {

// What the owner would transfer: the run of months without inflow back from M, then what M's payroll lacks.
Fen transferred(const ProjectFacts& f, const RuleBook& rules, int last) {
  if (f.dedicated_account != SafeguardState::Yes || f.months.empty()) return 0;
  const auto there = [&](int m) { return !f.account_since || *f.account_since <= pay_date(m, f.pay_day); };
  const auto find = [&](int m) -> const MonthFacts* {
    for (const MonthFacts& r : f.months) {
      if (r.month == m) return &r;
    }
    return nullptr;
  };
  Fen sum = 0;
  for (int m = last; m >= f.months.front().month && there(m); --m) {
    const MonthFacts* r = find(m);
    if (r == nullptr || !r->due_fen) break;
    if (*r->due_fen > 0 && r->inflow_fen != Fen{0}) break;
    sum += *r->due_fen;
  }
  const MonthFacts* r = find(last);
  if (r == nullptr || !there(last) || !r->due_fen || !r->paid_fen || !r->balance_fen) return sum;
  const Fen needed = (*r->due_fen * rules.w13_cover_permille + 999) / 1000;
  return std::max(sum, needed - *r->paid_fen - *r->balance_fen);
}

// The closed list of acts, spelt out again from the header's words.
std::vector<Act> every_act(const ProjectFacts& f, const RuleBook& rules, Day as_of) {
  std::vector<Act> acts;
  int last = latest_due_month(f.pay_day, as_of);
  if (f.status == ProjectStatus::Finished && !f.months.empty()) last = std::min(last, f.months.back().month);
  const auto owed = [&](int m) -> Fen {
    for (const MonthFacts& r : f.months) {
      if (r.month == m && m <= last && r.due_fen && r.paid_fen)
        return std::max<Fen>(0, *r.due_fen - *r.paid_fen);
    }
    return 0;
  };
  const int first = f.months.empty() ? last + 1 : f.months.front().month;
  for (int from = first; from <= last; ++from) {
    for (int to = from; to <= last; ++to) {
      if (owed(from) == 0 || owed(to) == 0) continue;
      Fen cost = 0;
      for (int m = from; m <= to; ++m) cost += owed(m);
      acts.push_back({ActKind::PayArrears, from, to, cost});
    }
  }
  if (const Fen sum = transferred(f, rules, last); sum > 0)
    acts.push_back({ActKind::TransferLabourCost, 0, 0, sum});
  for (const OrderFacts& o : f.orders) {
    if (o.due >= as_of || o.issued > as_of || (o.closed && *o.closed <= as_of)) continue;
    acts.push_back({ActKind::CloseOrder, 0, 0, 0});
    break;
  }
  if (f.status == ProjectStatus::Active) {
    std::optional<Fen> deposit;
    if (f.contract_fen) deposit = (*f.contract_fen * rules.deposit_permille + 999) / 1000;
    if (f.dedicated_account == SafeguardState::No) acts.push_back({ActKind::OpenAccount, 0, 0, 0});
    if (f.wage_deposit == SafeguardState::No) acts.push_back({ActKind::LodgeDeposit, 0, 0, deposit});
    if (f.notice_board == SafeguardState::No) acts.push_back({ActKind::HangBoard, 0, 0, 0});
  }
  if (assess(f, rules, as_of).incomplete) acts.push_back({ActKind::DeliverFeed, 0, 0, 0});
  return acts;
}

using Key = std::tuple<bool, Fen, std::vector<std::tuple<ActKind, int, int>>>;

Key key_of(const std::vector<Act>& acts) {
  Key key{false, 0, {}};
  for (const Act& a : acts) {
    if (!a.cost_fen) std::get<0>(key) = true;
    std::get<1>(key) += a.cost_fen.value_or(0);
    std::get<2>(key).emplace_back(a.kind, a.first_month, a.last_month);
  }
  if (std::get<0>(key)) std::get<1>(key) = 0;
  return key;
}

bool milder_by_hand(Grade after, Grade before) {
  const auto rank = [](Grade g) { return std::string("ABCD").find(code(g)); };
  if (after == Grade::Unknown) return false;
  if (before == Grade::Unknown) return after == Grade::A;
  return rank(after) < rank(before);
}

std::optional<Key> smallest(const ProjectFacts& f, const RuleBook& rules, Day as_of) {
  const Grade before = assess(f, rules, as_of).grade;
  if (before == Grade::A) return std::nullopt;
  const auto acts = every_act(f, rules, as_of);
  std::optional<Key> best;
  const auto attempt = [&](const std::vector<Act>& tried) {
    if (!milder_by_hand(assess(apply(f, tried, rules, as_of), rules, as_of).grade, before)) return;
    if (!best || key_of(tried) < *best) best = key_of(tried);
  };
  for (const Act& a : acts) attempt({a});
  if (best) return best;
  for (std::size_t i = 0; i < acts.size(); ++i) {
    for (std::size_t j = i + 1; j < acts.size(); ++j) attempt({acts[i], acts[j]});
  }
  return best;
}

TEST(Counterfactual, EqualsBruteForceOnAThousandProjects) {
  Disorder random(20261123);
  int single = 0, pair = 0, nothing = 0;
  for (int i = 0; i < 1000; ++i) {
    const Day as_of = kToday + std::chrono::days{random.below(60)};
    const ProjectFacts f = random.project(as_of);
    const Counterfactual found = counterfactual(f, book(), as_of);
    const auto wanted = smallest(f, book(), as_of);
    if (!wanted) {
      ASSERT_TRUE(found.acts.empty()) << i;
      ++nothing;
      continue;
    }
    ASSERT_EQ(key_of(found.acts), *wanted) << i;
    const Assessment again = assess(apply(f, found.acts, book(), as_of), book(), as_of);
    EXPECT_EQ(found.after.grade, again.grade);
    EXPECT_EQ(found.after.score_milli, again.score_milli);
    ++(found.acts.size() == 1 ? single : pair);
  }
  EXPECT_GT(single, 100);
  EXPECT_GT(pair, 50);
  EXPECT_GT(nothing, 50);
}

TEST(Counterfactual, GradeANeedsNothing) {
  const Counterfactual c = counterfactual(in_order(), book(), kToday);
  EXPECT_TRUE(c.acts.empty());
  EXPECT_EQ(c.after.grade, Grade::A);
}

TEST(Counterfactual, HeadsUnpaidWithoutArrearsHaveNoRemedyInTheList) {
  ProjectFacts f = in_order();
  f.months[2].paid_heads = 10;
  const Counterfactual c = counterfactual(f, book(), kToday);
  EXPECT_TRUE(c.acts.empty());
  EXPECT_EQ(c.after.grade, Grade::D);
}

TEST(Counterfactual, TransferredLabourCostLiftsTheOwnersDefault) {
  ProjectFacts f = in_order();
  f.months[1].inflow_fen = f.months[2].inflow_fen = 0;  // September's pay date 10-15 is more than a month ago
  const Counterfactual c = counterfactual(f, book(), kToday);
  ASSERT_EQ(c.acts.size(), 1U);
  EXPECT_EQ(c.acts[0].kind, ActKind::TransferLabourCost);
  EXPECT_EQ(c.cost_fen, 120'000'000);
  EXPECT_EQ(c.after.grade, Grade::A);
}

TEST(Counterfactual, ClosedOrdersLiftTheOverdueOne) {
  ProjectFacts f = in_order();
  f.orders = {{day(2026, 10, 1), day(2026, 11, 1), {}}, {day(2026, 10, 1), day(2026, 11, 22), {}}};
  const Counterfactual c = counterfactual(f, book(), kToday);
  ASSERT_EQ(c.acts.size(), 1U);
  EXPECT_EQ(c.acts[0].kind, ActKind::CloseOrder);
  EXPECT_EQ(c.after.grade, Grade::A);
}

TEST(Counterfactual, NothingIsInventedAgainstContagionComplaintsOrMissingLicences) {
  std::vector<ProjectFacts> none(4, in_order());
  none[0].contractor_blacklisted = true;
  none[1].other_sites_owe_since = {day(2026, 1, 1), day(2026, 1, 1)};
  none[2].complaints = {{kToday, 10}};
  none[3].unlicensed = true;
  for (const ProjectFacts& f : none) EXPECT_TRUE(counterfactual(f, book(), kToday).acts.empty());
}

TEST(Counterfactual, AnAccountOpenedTodayIsAskedForNoEarlierMonth) {
  ProjectFacts f = in_order();
  f.dedicated_account = SafeguardState::No;
  for (MonthFacts& m : f.months) m.inflow_fen = m.balance_fen = std::nullopt;
  const Counterfactual c = counterfactual(f, book(), kToday);
  ASSERT_EQ(c.acts.size(), 1U);
  EXPECT_EQ(c.acts[0].kind, ActKind::OpenAccount);
  EXPECT_EQ(c.after.grade, Grade::A);
}

TEST(Counterfactual, UnknownCostRanksLast) {
  ProjectFacts f = in_order();
  f.contract_fen.reset();
  f.wage_deposit = SafeguardState::No;
  const Counterfactual c = counterfactual(f, book(), kToday);
  ASSERT_EQ(c.acts.size(), 1U);
  EXPECT_EQ(c.acts[0].kind, ActKind::LodgeDeposit);
  EXPECT_FALSE(c.cost_fen);
}

TEST(Counterfactual, OldestArrearsAloneArePaidWhenThatIsEnough) {
  ProjectFacts f = in_order();
  f.months[0].paid_fen = 59'000'000;  // pay date 09-15: red
  f.months[2].paid_fen = 59'999'999;  // yellow
  const Counterfactual c = counterfactual(f, book(), kToday);
  ASSERT_EQ(c.acts.size(), 1U);
  EXPECT_EQ(c.acts[0].last_month, month(2026, 8));
  EXPECT_EQ(c.cost_fen, 1'000'000);
  EXPECT_EQ(c.after.grade, Grade::B);
}

TEST(Counterfactual, DeliveredFeedHidesNoKnownArrears) {
  ProjectFacts f = in_order();
  f.months[0].paid_fen = 0;
  f.months[1].paid_fen.reset();
  const Act feed{ActKind::DeliverFeed, 0, 0, 0};
  const Assessment a = assess(apply(f, std::span(&feed, 1), book(), kToday), book(), kToday);
  EXPECT_EQ(a.arrears_fen, 60'000'000);
  EXPECT_FALSE(a.incomplete);
}

}  // namespace
}  // namespace anxin::test
