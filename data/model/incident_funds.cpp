#include "data/model/incident_funds.hpp"

#include <algorithm>

namespace anxin {
namespace {

std::int32_t number(Day day) { return static_cast<std::int32_t>(day.time_since_epoch().count()); }

// Rows of the project that hold on the day: of each month the latest valid by then.
template <class Visit>
void for_months(const MonthColumns& months, Index project, Day as_of, const Visit& visit) {
  const std::uint32_t end = months.first[project + 1];
  for (std::uint32_t row = months.first[project]; row < end; ++row) {
    if (months.valid_from[row] > number(as_of)) continue;
    const bool replaced = row + 1 < end && months.month[row + 1] == months.month[row] &&
                          months.valid_from[row + 1] <= number(as_of);
    if (!replaced) visit(row);
  }
}

void add_months(Funds& funds, const MonthColumns& months, Index project, Day as_of) {
  Fen short_of = 0;
  bool known = false;
  for_months(months, project, as_of, [&](std::uint32_t row) {
    if (months.balance_fen[row] != kUnknownFen) funds.account_balance = months.balance_fen[row];
    if (months.due_fen[row] == kUnknownFen || months.inflow_fen[row] == kUnknownFen) return;
    short_of += months.due_fen[row] - months.inflow_fen[row];
    known = true;
  });
  if (known) funds.owner_unsettled = std::max<Fen>(0, short_of);
}

std::string name_of(const Registry& registry, Index enterprise) {
  return enterprise == kNone ? std::string() : std::string(registry.enterprise_name[enterprise]);
}

}  // namespace

Funds funds_of(const Registry& registry, const Operations& operations, const Incident& incident, Day as_of) {
  Funds funds;
  funds.emergency = operations.fund_balance(incident.supervising_unit);
  const Index project = incident.project.empty() ? kNone : registry.find_project(incident.project);
  if (project == kNone) return funds;
  if (registry.months) add_months(funds, *registry.months, project, as_of);
  const auto account = registry.project_safeguards.state_at(project, Safeguard::DedicatedAccount, as_of);
  if (account == SafeguardState::No) funds.account_balance = 0;
  const Index contractor = registry.general_contractor[project];
  if (contractor != kNone) {
    const auto state = registry.enterprise_safeguards.state_at(contractor, Safeguard::WageDeposit, as_of);
    if (state == SafeguardState::No) funds.deposit = 0;
    if (state == SafeguardState::Yes) {
      funds.deposit = registry.enterprise_safeguards.amount_at(contractor, Safeguard::WageDeposit, as_of);
    }
  }
  funds.owner = name_of(registry, registry.owner[project]);
  funds.general_contractor = name_of(registry, contractor);
  funds.subcontractor = name_of(registry, registry.subcontractor[project]);
  funds.subcontractor_illegal = registry.unlicensed[project] != 0;
  return funds;
}

}  // namespace anxin
