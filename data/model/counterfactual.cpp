// The smallest act, or pair of acts, after which the engine itself gives a milder grade: every one of the
// closed list is tried.
#include <algorithm>
#include <climits>
#include <tuple>

#include "data/model/verdict.hpp"

namespace anxin {
namespace {

void pay(ProjectFacts& facts, const Act& act, Day as_of) {
  for (MonthFacts& m : facts.months) {
    if (m.month < act.first_month || m.month > act.last_month || gap(m).value_or(0) == 0) continue;
    m.paid_fen = m.due_fen;
    if (m.attended) m.paid_heads = m.attended;
    m.last_payroll = as_of;
    m.valid_from = as_of;
  }
}

void deliver_month(MonthFacts& m, std::optional<int> pay_day, Day as_of) {
  if (!m.due_fen || !m.paid_fen) {
    m.due_fen = m.due_fen ? m.due_fen : m.paid_fen.value_or(0);
    m.paid_fen = m.due_fen;
    if (!m.last_payroll) m.last_payroll = pay_date(m.month, pay_day);
    m.valid_from = as_of;
  }
  if (!m.inflow_fen) m.inflow_fen = m.due_fen;
  if (!m.balance_fen) m.balance_fen = m.due_fen;
  if (!m.attended) m.attended = m.paid_heads.value_or(0);
  if (!m.paid_heads) m.paid_heads = m.attended;
}

void deliver(ProjectFacts& facts, Day as_of) {
  const int last = expected_until(facts, facts.months, as_of),
            first = facts.months.empty() ? last : facts.months.front().month;
  for (int month = first; month <= last; ++month) {
    auto at = std::ranges::lower_bound(facts.months, month, {}, &MonthFacts::month);
    if (at == facts.months.end() || at->month != month) {
      MonthFacts missing;
      missing.month = month;
      at = facts.months.insert(at, missing);
    }
    deliver_month(*at, facts.pay_day, as_of);
  }
  for (SafeguardState* state : {&facts.dedicated_account, &facts.wage_deposit, &facts.notice_board}) {
    if (*state == SafeguardState::Unknown) *state = SafeguardState::Yes;
  }
  if (!facts.pay_day) facts.pay_day = 31;
  facts.contractor_known = true;
}

// What TransferLabourCost would transfer to which month, oldest first.
struct Transfer {
  int month;
  Fen amount;
};
std::vector<Transfer> transfers(const ProjectFacts& facts, const RuleBook& rules, Day as_of) {
  std::vector<Transfer> out;
  const Payroll payroll = read_payroll(facts, facts.months, as_of);
  if (facts.dedicated_account != SafeguardState::Yes || !payroll.something_due) return out;
  const Untransferred run = untransferred(facts, payroll);
  Fen sum = 0;
  for (auto month = run.months.rbegin(); month != run.months.rend(); ++month) {
    const auto row = std::ranges::find(facts.months, *month, &MonthFacts::month);
    out.push_back({*month, *row->due_fen});
    sum += *row->due_fen;
  }
  const MonthFacts* row = payroll.latest;
  if (row == nullptr || !row->due_fen || !row->paid_fen || !row->balance_fen ||
      had_account(facts, pay_date(row->month, facts.pay_day)) != true)
    return out;
  const Fen needed = (*row->due_fen * rules.w13_cover_permille + 999) / 1000;
  const Fen rest = needed - *row->paid_fen - *row->balance_fen - sum;
  if (rest > 0) out.push_back({row->month, rest});
  return out;
}

void transfer(ProjectFacts& facts, const RuleBook& rules, Day as_of) {
  const std::vector<Transfer> all = transfers(facts, rules, as_of);
  const int last = expected_until(facts, facts.months, as_of);
  for (MonthFacts& m : facts.months) {
    for (const Transfer& t : all) {
      if (t.month != m.month && m.month != last) continue;
      if (t.month == m.month) m.inflow_fen = m.inflow_fen.value_or(0) + t.amount;
      if (m.month == last && m.balance_fen) *m.balance_fen += t.amount;
      m.valid_from = as_of;
    }
  }
}

void close_orders(ProjectFacts& facts, Day as_of) {
  for (OrderFacts& order : facts.orders) {
    if (is_overdue(order, as_of)) order.closed = as_of;
  }
}

void apply_one(ProjectFacts& facts, const Act& act, const RuleBook& rules, Day as_of) {
  switch (act.kind) {
    case ActKind::PayArrears:
      return pay(facts, act, as_of);
    case ActKind::TransferLabourCost:
      return transfer(facts, rules, as_of);
    case ActKind::CloseOrder:
      return close_orders(facts, as_of);
    case ActKind::OpenAccount:
      facts.dedicated_account = SafeguardState::Yes;
      facts.account_since = as_of;
      return;
    case ActKind::LodgeDeposit:
      facts.wage_deposit = SafeguardState::Yes;
      return;
    case ActKind::HangBoard:
      facts.notice_board = SafeguardState::Yes;
      return;
    case ActKind::DeliverFeed:
      return deliver(facts, as_of);
  }
}

void add_payments(const ProjectFacts& facts, Day as_of, std::vector<Act>& out) {
  const int last_due = expected_until(facts, facts.months, as_of);
  for (std::size_t i = 0; i < facts.months.size(); ++i) {
    if (gap(facts.months[i]).value_or(0) == 0) continue;
    Fen cost = 0;
    for (std::size_t j = i; j < facts.months.size() && facts.months[j].month <= last_due; ++j) {
      const Fen owed = gap(facts.months[j]).value_or(0);
      cost += owed;
      if (owed > 0) out.push_back({ActKind::PayArrears, facts.months[i].month, facts.months[j].month, cost});
    }
  }
}

// Whole thousandths first, so that no contract sum overflows; rounded up.
std::optional<Fen> deposit_cost(const ProjectFacts& facts, const RuleBook& rules) {
  if (!facts.contract_fen) return std::nullopt;
  const Fen whole = *facts.contract_fen / 1000, rest = *facts.contract_fen % 1000;
  return whole * rules.deposit_permille + (rest * rules.deposit_permille + 999) / 1000;
}

std::vector<Act> single_acts(const ProjectFacts& facts, const RuleBook& rules, Day as_of, bool incomplete) {
  std::vector<Act> acts;
  add_payments(facts, as_of, acts);
  Fen transferred = 0;
  for (const Transfer& t : transfers(facts, rules, as_of)) transferred += t.amount;
  if (transferred > 0) acts.push_back({ActKind::TransferLabourCost, 0, 0, transferred});
  if (facts.status == ProjectStatus::Active) {
    if (facts.dedicated_account == SafeguardState::No) acts.push_back({ActKind::OpenAccount, 0, 0, 0});
    if (facts.wage_deposit == SafeguardState::No)
      acts.push_back({ActKind::LodgeDeposit, 0, 0, deposit_cost(facts, rules)});
  }
  if (std::ranges::any_of(facts.orders, [&](const OrderFacts& o) { return is_overdue(o, as_of); }))
    acts.push_back({ActKind::CloseOrder, 0, 0, 0});
  if (facts.status == ProjectStatus::Active) {
    if (facts.notice_board == SafeguardState::No) acts.push_back({ActKind::HangBoard, 0, 0, 0});
  }
  if (incomplete) acts.push_back({ActKind::DeliverFeed, 0, 0, 0});
  return acts;
}

std::optional<Fen> cost_of(std::span<const Act> acts) {
  Fen sum = 0;
  for (const Act& act : acts) {
    if (!act.cost_fen) return std::nullopt;
    sum += *act.cost_fen;
  }
  return sum;
}

bool is_smaller(const Counterfactual& x, const Counterfactual& y) {
  const auto size = [](const Counterfactual& c) {
    return std::tuple(!c.cost_fen, c.cost_fen.value_or(0), c.acts.size());
  };
  if (size(x) != size(y)) return size(x) < size(y);
  const auto order = [](const Act& a) { return std::tuple(a.kind, a.first_month, a.last_month); };
  return std::ranges::lexicographical_compare(x.acts, y.acts, {}, order, order);
}

// Keeps the candidate when the engine finds it milder and it is smaller than the best so far.
void consider(const ProjectFacts& facts, const RuleBook& rules, Day as_of, Grade before,
              std::vector<Act> acts, std::optional<Counterfactual>& best) {
  Counterfactual candidate;
  candidate.cost_fen = cost_of(acts);
  candidate.acts = std::move(acts);
  if (best && !is_smaller(candidate, *best)) return;
  candidate.after = assess(apply(facts, candidate.acts, rules, as_of), rules, as_of);
  if (is_milder(candidate.after.grade, before)) best = std::move(candidate);
}

// Could two payments that leave something between them unpaid help where paying all does not? Only when
// paying all would fire no rule and still lack data (Unknown): else the rules that still fire after it fire
// after any part of it as well.
bool payments_pair_up(const ProjectFacts& facts, const RuleBook& rules, Day as_of,
                      std::span<const Act> acts) {
  const Act all{ActKind::PayArrears, INT_MIN, INT_MAX, {}};
  if (acts.empty() || acts.front().kind != ActKind::PayArrears) return false;
  return assess(apply(facts, std::span(&all, 1), rules, as_of), rules, as_of).grade == Grade::Unknown;
}

void consider_pairs(const ProjectFacts& facts, const RuleBook& rules, Day as_of, Grade before,
                    std::span<const Act> acts, std::optional<Counterfactual>& best) {
  const bool two_payments = payments_pair_up(facts, rules, as_of, acts);
  for (std::size_t i = 0; i < acts.size(); ++i) {
    for (std::size_t j = i + 1; j < acts.size(); ++j) {
      // Ranges that meet are one range, and that was tried alone.
      if (acts[j].kind == ActKind::PayArrears && (!two_payments || acts[j].first_month <= acts[i].last_month))
        continue;
      consider(facts, rules, as_of, before, {acts[i], acts[j]}, best);
    }
  }
}

}  // namespace

ProjectFacts apply(ProjectFacts facts, std::span<const Act> acts, const RuleBook& rules, Day as_of) {
  for (const Act& act : acts) apply_one(facts, act, rules, as_of);
  return facts;
}

Counterfactual counterfactual(const ProjectFacts& facts, const RuleBook& rules, Day as_of) {
  Assessment now = assess(facts, rules, as_of);
  std::optional<Counterfactual> best;
  const Grade before = now.grade;
  if (before != Grade::A) {
    const std::vector<Act> acts = single_acts(facts, rules, as_of, now.incomplete);
    for (const Act& act : acts) consider(facts, rules, as_of, before, {act}, best);
    if (!best) consider_pairs(facts, rules, as_of, before, acts, best);
  }
  if (best) return std::move(*best);
  Counterfactual nothing;
  nothing.after = std::move(now);
  return nothing;
}

}  // namespace anxin
