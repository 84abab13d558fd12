#include "data/model/registry.hpp"

#include <algorithm>

namespace anxin {
namespace {

std::int32_t number(Day d) { return static_cast<std::int32_t>(d.time_since_epoch().count()); }

template <class T>
std::size_t held(const std::vector<T>& column) {
  return column.capacity() * sizeof(T);
}

std::size_t held(const Strings& s) { return s.bytes(); }

std::size_t held(const SafeguardColumns& c) {
  return held(c.first) + held(c.safeguard) + held(c.state) + held(c.valid_from) + held(c.amount_fen);
}

std::size_t held(const MonthColumns& c) {
  return held(c.first) + held(c.month) + held(c.valid_from) + held(c.attended) + held(c.paid_heads) +
         held(c.due_fen) + held(c.paid_fen) + held(c.inflow_fen) + held(c.balance_fen) + held(c.last_payroll);
}

// The row of `subject` and `s` that holds on `as_of`: the last with valid_from <= as_of; kNone without one.
std::size_t row_at(const SafeguardColumns& c, Index subject, Safeguard s, Day as_of) {
  if (subject >= c.first.size() - (c.first.empty() ? 0 : 1)) return kNone;
  std::size_t found = kNone;
  for (std::size_t i = c.first[subject]; i < c.first[subject + 1]; ++i) {
    if (c.safeguard[i] == s && c.valid_from[i] <= number(as_of)) found = i;
  }
  return found;
}

}  // namespace

SafeguardState SafeguardColumns::state_at(Index subject, Safeguard s, Day as_of) const {
  const std::size_t row = row_at(*this, subject, s, as_of);
  return row == kNone ? SafeguardState::Unknown : state[row];
}

std::optional<Day> SafeguardColumns::yes_since(Index subject, Safeguard s, Day as_of) const {
  std::optional<Day> since;
  if (subject >= first.size() - (first.empty() ? 0 : 1)) return since;
  for (std::size_t i = first[subject]; i < first[subject + 1]; ++i) {
    if (safeguard[i] != s || valid_from[i] > number(as_of)) continue;
    if (state[i] != SafeguardState::Yes) since.reset();
    if (state[i] == SafeguardState::Yes && !since) since = Day{std::chrono::days{valid_from[i]}};
  }
  return since;
}

std::optional<Fen> SafeguardColumns::amount_at(Index subject, Safeguard s, Day as_of) const {
  const std::size_t row = row_at(*this, subject, s, as_of);
  if (row == kNone || amount_fen[row] == kUnknownFen) return std::nullopt;
  return amount_fen[row];
}

void Registry::take(History&& history) {
  months = std::move(history.months);
  project_safeguards = std::move(history.project_safeguards);
  enterprise_safeguards = std::move(history.enterprise_safeguards);
  records = std::move(history.records);
}

ProjectStatus Registry::status_on(Index project, Day day) const {
  const ProjectStatus now = status[project];
  if (day >= status_day || now == ProjectStatus::Suspended) return now;
  const auto asked = static_cast<std::int32_t>(day.time_since_epoch().count());
  const bool started = start[project] == kUnknownDay || start[project] <= asked;
  if (now == ProjectStatus::Active) return started ? ProjectStatus::Active : ProjectStatus::Finished;
  const bool running =
      start[project] != kUnknownDay && started && finish[project] != kUnknownDay && asked < finish[project];
  return running ? ProjectStatus::Active : ProjectStatus::Finished;
}

Credit Registry::credit_of(Index project) const {
  const Index contractor = general_contractor[project];
  return contractor == kNone ? Credit::Unknown : enterprise_credit[contractor];
}

Index Registry::find_project(std::string_view wanted) const {
  std::size_t lower = 0, upper = id.size();
  while (lower < upper) {
    const std::size_t middle = lower + (upper - lower) / 2;
    if (id[middle] < wanted) {
      lower = middle + 1;
    } else {
      upper = middle;
    }
  }
  return lower < id.size() && id[lower] == wanted ? static_cast<Index>(lower) : kNone;
}

std::size_t Registry::bytes() const {
  std::size_t sum = sizeof *this + grid.bytes();
  for (const Strings* s :
       {&unit_code, &unit_name, &enterprise_uscc, &enterprise_name, &id, &name, &township}) {
    sum += held(*s);
  }
  sum += held(enterprise_credit) + held(unit) + held(district) + held(sector) + held(funding) + held(status);
  sum += held(unlicensed) + held(at) + held(xy) + held(start) + held(finish) + held(pay_day) +
         held(contract_fen);
  sum += held(owner) + held(general_contractor) + held(subcontractor);
  sum += held(project_safeguards) + held(enterprise_safeguards) + records.bytes();
  return months == nullptr ? sum : sum + held(*months);
}

}  // namespace anxin
