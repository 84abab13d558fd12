#include "console/panels/project_figures.hpp"

#include <algorithm>

namespace anxin {
namespace {

constexpr std::array<Safeguard, kRingSafeguards> kRing{
    Safeguard::RealName,    Safeguard::MonthlyPay,    Safeguard::DedicatedAccount, Safeguard::WageDeposit,
    Safeguard::BankPayroll, Safeguard::LabourOfficer, Safeguard::NoticeBoard};

const MonthFacts* find_month(const ProjectFacts& facts, int month) {
  const auto it = std::lower_bound(facts.months.begin(), facts.months.end(), month,
                                   [](const MonthFacts& m, int wanted) { return m.month < wanted; });
  return it != facts.months.end() && it->month == month ? &*it : nullptr;
}

bool is_due(const ProjectFacts& facts, int month, Day as_of) {
  return pay_date(month, facts.pay_day) < as_of;
}

RibbonCell cell_of(const ProjectFacts& facts, int month, Day as_of) {
  RibbonCell cell{month, PayState::NotExpected, 0};
  if (!facts.months.empty() && month < facts.months.front().month) return cell;
  const MonthFacts* m = find_month(facts, month);
  if (!is_due(facts, month, as_of)) {
    cell.state = PayState::NotDue;
  } else if (m == nullptr || !m->due_fen || !m->paid_fen) {
    cell.state = PayState::Unknown;
  } else if (*m->paid_fen >= *m->due_fen) {
    cell.state = PayState::Full;
  } else if (*m->paid_fen <= 0) {
    cell.state = PayState::Unpaid;
  } else {
    cell.state = PayState::Part;
    cell.paid_share =
        static_cast<float>(static_cast<double>(*m->paid_fen) / static_cast<double>(*m->due_fen));
  }
  return cell;
}

// Paid in full by the agreed pay day in every month of the window: no beats unknown, unknown beats yes.
SafeguardState monthly_pay(const std::array<RibbonCell, 12>& ribbon) {
  SafeguardState state = SafeguardState::NotApplicable;
  for (const RibbonCell& cell : ribbon) {
    if (cell.state == PayState::Part || cell.state == PayState::Unpaid) return SafeguardState::No;
    if (cell.state == PayState::Unknown) state = SafeguardState::Unknown;
    if (cell.state == PayState::Full && state == SafeguardState::NotApplicable) state = SafeguardState::Yes;
  }
  return state;
}

void add_funds(ProjectFigures& f, const ProjectFacts& facts, Day as_of) {
  Fen due = 0, paid = 0;
  bool known = true;
  for (const MonthFacts& m : facts.months) {
    if (!is_due(facts, m.month, as_of)) continue;
    if (f.first_due == 0) f.first_due = m.month;
    f.last_due = m.month;
    known = known && m.due_fen && m.paid_fen;
    due += m.due_fen.value_or(0);
    paid += m.paid_fen.value_or(0);
  }
  if (f.first_due == 0 || !known) return;
  f.due_fen = due;
  f.paid_fen = paid;
}

}  // namespace

std::optional<Day> newest_datum(const Registry& r, Index project, Day as_of) {
  if (r.months == nullptr || project + 1 >= r.months->first.size()) return std::nullopt;
  const std::int32_t limit = static_cast<std::int32_t>(as_of.time_since_epoch().count());
  std::optional<std::int32_t> newest;
  for (std::uint32_t row = r.months->first[project]; row < r.months->first[project + 1]; ++row) {
    const std::int32_t day = r.months->valid_from[row];
    if (day <= limit && (!newest || day > *newest)) newest = day;
  }
  if (!newest) return std::nullopt;
  return Day(std::chrono::days(*newest));
}

ProjectFigures figures_of(const Registry& r, Index project, const ProjectFacts& facts, Day as_of) {
  ProjectFigures f;
  const int now = month_index(month_of(as_of));
  for (int i = 0; i < 12; ++i) f.ribbon[static_cast<std::size_t>(i)] = cell_of(facts, now - 11 + i, as_of);
  const Index contractor = r.general_contractor[project];
  for (std::size_t i = 0; i < kRing.size(); ++i) {
    const Safeguard safeguard = kRing[i];
    SafeguardState state = SafeguardState::Unknown;
    if (safeguard == Safeguard::MonthlyPay) {
      state = monthly_pay(f.ribbon);
    } else if (safeguard == Safeguard::WageDeposit || safeguard == Safeguard::LabourOfficer) {
      if (contractor != kNone) state = r.enterprise_safeguards.state_at(contractor, safeguard, as_of);
    } else {
      state = r.project_safeguards.state_at(project, safeguard, as_of);
    }
    f.ring[i] = state;
    ++f.ring_counts[static_cast<std::size_t>(state)];
  }
  add_funds(f, facts, as_of);
  if (contractor != kNone)
    f.deposit_fen = r.enterprise_safeguards.amount_at(contractor, Safeguard::WageDeposit, as_of);
  if (r.months != nullptr && project + 1 < r.months->first.size()) {
    const std::int32_t limit = static_cast<std::int32_t>(as_of.time_since_epoch().count());
    int best = -1;
    for (std::uint32_t row = r.months->first[project]; row < r.months->first[project + 1]; ++row) {
      if (r.months->valid_from[row] > limit || r.months->balance_fen[row] == kUnknownFen ||
          r.months->month[row] < best)
        continue;
      best = r.months->month[row];
      f.balance_fen = r.months->balance_fen[row];
    }
  }
  return f;
}

}  // namespace anxin
