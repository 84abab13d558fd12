// What is known of one project on a day, and its months read once.
#include <algorithm>

#include "data/model/verdict.hpp"

namespace anxin {
namespace {

Day day_at(std::int32_t number) { return Day{std::chrono::days{number}}; }

std::optional<std::int32_t> heads(std::int32_t n) {
  return n == kUnknownHeads ? std::nullopt : std::optional(n);
}
std::optional<Fen> money(Fen n) { return n == kUnknownFen ? std::nullopt : std::optional(n); }

// Age of arrears whose pay date is `from`, in tenths of a month, truncated.
int age_in_tenths(Day from, Day as_of) {
  int whole = month_index(month_of(as_of)) - month_index(month_of(from));
  if (add_months(from, whole) > as_of) --whole;
  const Day lower = add_months(from, whole), upper = add_months(from, whole + 1);
  return whole * 10 + static_cast<int>((as_of - lower).count() * 10 / (upper - lower).count());
}

}  // namespace

MonthFacts month_at_row(const MonthColumns& c, std::size_t row) {
  MonthFacts m;
  m.month = c.month[row] + MonthColumns::kMonthBase;
  m.attended = heads(c.attended[row]);
  m.paid_heads = heads(c.paid_heads[row]);
  m.due_fen = money(c.due_fen[row]);
  m.paid_fen = money(c.paid_fen[row]);
  m.inflow_fen = money(c.inflow_fen[row]);
  m.balance_fen = money(c.balance_fen[row]);
  if (c.last_payroll[row] != kUnknownDay) m.last_payroll = day_at(c.last_payroll[row]);
  m.valid_from = day_at(c.valid_from[row]);
  return m;
}

Day pay_date(int month, std::optional<int> pay_day) {
  const Month next = anxin::month_at(month + 1);
  return std::min(first_day(next) + std::chrono::days{pay_day.value_or(31) - 1}, last_day(next));
}

int latest_due_month(std::optional<int> pay_day, Day as_of) {
  const int current = month_index(month_of(as_of));
  return pay_date(current - 1, pay_day) < as_of ? current - 1 : current - 2;
}

std::optional<Fen> gap(const MonthFacts& m) {
  if (m.due_fen == Fen{0}) return 0;
  if (!m.due_fen || !m.paid_fen) return std::nullopt;
  return std::max<Fen>(0, *m.due_fen - *m.paid_fen);
}

int expected_until(const ProjectFacts& facts, std::span<const MonthFacts> months, Day as_of) {
  const int due = latest_due_month(facts.pay_day, as_of);
  if (facts.status != ProjectStatus::Finished || months.empty()) return due;
  return std::min(due, months.back().month);
}

Payroll read_payroll(const ProjectFacts& facts, std::span<const MonthFacts> months, Day as_of) {
  Payroll p;
  p.months = months;
  p.latest_due = expected_until(facts, months, as_of);
  if (months.empty()) return p;
  p.any_row = true;
  p.first = months.front().month;
  p.something_due = p.first <= p.latest_due;
  int rows = 0;
  for (const MonthFacts& m : months) {
    if (m.last_payroll && *m.last_payroll <= as_of) {
      p.last_payroll = std::max(p.last_payroll.value_or(*m.last_payroll), *m.last_payroll);
    }
    if (m.month > p.latest_due) continue;
    ++rows;
    if (m.month == p.latest_due) p.latest = &m;
    if (m.month == p.latest_due - 1) p.previous = &m;
    if (m.due_fen.value_or(0) > 0) {
      p.due_sum_fen += *m.due_fen;
      ++p.due_count;
    }
    const std::optional<Fen> owed = gap(m);
    if (!owed) p.gap_unknown = true;
    if (owed.value_or(0) == 0) continue;
    if (p.oldest_arrears == nullptr) p.oldest_arrears = &m;
    p.newest_arrears_row =
        p.arrears_months == 0 ? m.valid_from : std::max(p.newest_arrears_row, m.valid_from);
    ++p.arrears_months;
    p.arrears_fen += *owed;
  }
  if (p.something_due && rows < p.latest_due - p.first + 1) p.gap_unknown = true;
  if (p.oldest_arrears != nullptr) {
    p.oldest_pay_date = pay_date(p.oldest_arrears->month, facts.pay_day);
    p.age_tenths = age_in_tenths(p.oldest_pay_date, as_of);
  }
  return p;
}

std::optional<bool> had_account(const ProjectFacts& facts, Day day) {
  if (facts.dedicated_account == SafeguardState::Unknown) return std::nullopt;
  return facts.dedicated_account == SafeguardState::Yes &&
         (!facts.account_since || *facts.account_since <= day);
}

bool is_overdue(const OrderFacts& order, Day as_of) {
  return order.issued <= as_of && order.due < as_of && (!order.closed || *order.closed > as_of);
}

Untransferred untransferred(const ProjectFacts& facts, const Payroll& payroll) {
  Untransferred run;
  int month = payroll.latest_due;
  for (auto row = payroll.months.rbegin(); month >= payroll.first; --month) {
    if (had_account(facts, pay_date(month, facts.pay_day)) != true) break;
    while (row != payroll.months.rend() && row->month > month) ++row;
    if (row == payroll.months.rend() || row->month != month || !row->due_fen) {
      run.unknown = true;
      break;
    }
    if (*row->due_fen == 0) continue;
    if (!row->inflow_fen) run.unknown = true;
    if (row->inflow_fen != Fen{0}) break;
    run.months.push_back(month);
  }
  return run;
}

void read_months(const Registry& registry, Index project, Day as_of, std::vector<MonthFacts>& out) {
  out.clear();
  if (registry.months == nullptr || registry.months->first.size() < std::size_t{project} + 2) return;
  const MonthColumns& columns = *registry.months;
  const auto today = static_cast<std::int32_t>(as_of.time_since_epoch().count());
  for (std::size_t row = columns.first[project]; row < columns.first[project + 1]; ++row) {
    if (columns.valid_from[row] > today) continue;
    MonthFacts m = month_at_row(columns, row);
    if (!out.empty() && out.back().month == m.month) {
      out.back() = m;
    } else {
      out.push_back(m);
    }
  }
}

void read_wages(const Registry& registry, Index project, Day as_of, ProjectFacts& out) {
  out.status = registry.status_on(project, as_of);
  out.pay_day.reset();
  if (registry.pay_day[project] != 0) out.pay_day = registry.pay_day[project];
  read_months(registry, project, as_of, out.months);
}

namespace {

// Rows of the project in a table of records; none where the columns were never filled.
template <class Columns, class Take>
void each_record(const Columns& columns, Index project, Take take) {
  if (columns.first.size() < std::size_t{project} + 2) return;
  for (std::size_t row = columns.first[project]; row < columns.first[project + 1]; ++row) take(row);
}

void read_records(const Registry& registry, Index project, Day as_of, ProjectFacts& out) {
  const Records& records = registry.records;
  out.orders_kept = records.orders.size() > 0;
  out.complaints_kept = records.complaints.size() > 0;
  out.blacklist_kept = records.blacklist.kept;
  out.orders.clear();
  each_record(records.orders, project, [&](std::size_t row) {
    const OrderColumns& c = records.orders;
    out.orders.push_back({day_at(c.issued[row]), day_at(c.due[row]), {}});
    if (c.closed[row] != kUnknownDay) out.orders.back().closed = day_at(c.closed[row]);
  });
  out.complaints.clear();
  each_record(records.complaints, project, [&](std::size_t row) {
    out.complaints.push_back({day_at(records.complaints.received[row]), records.complaints.persons[row]});
  });
  const Index contractor = registry.general_contractor[project];
  out.contractor_known = contractor != kNone;
  out.contractor_blacklisted = contractor != kNone && records.blacklist.is_listed(contractor, as_of);
}

}  // namespace

void read_facts(const Registry& registry, Index project, Day as_of, ProjectFacts& out) {
  read_wages(registry, project, as_of, out);
  out.contract_fen = money(registry.contract_fen[project]);
  out.unlicensed = project < registry.unlicensed.size() && registry.unlicensed[project] != 0;
  out.dedicated_account = registry.project_safeguards.state_at(project, Safeguard::DedicatedAccount, as_of);
  out.account_since = registry.project_safeguards.yes_since(project, Safeguard::DedicatedAccount, as_of);
  out.notice_board = registry.project_safeguards.state_at(project, Safeguard::NoticeBoard, as_of);
  const Index contractor = registry.general_contractor[project];
  out.wage_deposit = contractor == kNone
                         ? SafeguardState::Unknown
                         : registry.enterprise_safeguards.state_at(contractor, Safeguard::WageDeposit, as_of);
  read_records(registry, project, as_of, out);
}

ProjectFacts facts_of(const Registry& registry, Index project, Day as_of) {
  ProjectFacts facts;
  const Index contractor = registry.general_contractor[project];
  for (Index other = 0; contractor != kNone && other < registry.projects(); ++other) {
    if (other == project || registry.general_contractor[other] != contractor) continue;
    ProjectFacts site;
    read_facts(registry, other, as_of, site);
    const Payroll payroll = read_payroll(site, site.months, as_of);
    if (payroll.oldest_arrears != nullptr) facts.other_sites_owe_since.push_back(payroll.oldest_pay_date);
  }
  read_facts(registry, project, as_of, facts);
  read_months(registry, project, add_months(as_of, -1), facts.months_before);
  return facts;
}

}  // namespace anxin
