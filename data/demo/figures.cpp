// The figures of DOMAIN 5 counted from rows alone: the second opinion on calibrate.cpp.
#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "data/demo/demo.hpp"

namespace anxin {
namespace {

// Dedicated account rows by project, ascending valid_from.
using Accounts = std::unordered_map<std::string_view, std::vector<const SafeguardRow*>>;

SafeguardState account_at(const Accounts& accounts, std::string_view project, Day day) {
  const auto found = accounts.find(project);
  SafeguardState state = SafeguardState::Unknown;
  if (found == accounts.end()) return state;
  for (const SafeguardRow* row : found->second)
    if (row->valid_from <= day) state = row->state;
  return state;
}

}  // namespace

DemoFigures measured_figures(const Batch& batch, Day anchor) {
  Accounts accounts;
  for (const SafeguardRow& row : batch.safeguards)
    if (!row.of_enterprise && row.safeguard == Safeguard::DedicatedAccount)
      accounts[row.subject].push_back(&row);
  for (auto& [project, rows] : accounts) std::ranges::stable_sort(rows, {}, &SafeguardRow::valid_from);

  DemoFigures figures;
  for (const ProjectRow& project : batch.projects) {
    if (project.status != ProjectStatus::Active) continue;
    ++figures.active_projects;
    if (account_at(accounts, project.id, anchor) == SafeguardState::Yes) ++figures.dedicated_accounts;
  }

  std::vector<const ProjectMonthRow*> rows;
  for (const ProjectMonthRow& row : batch.months)
    if (row.valid_from <= anchor) rows.push_back(&row);
  std::ranges::sort(rows, [](const ProjectMonthRow* a, const ProjectMonthRow* b) {
    if (const int order = a->project.compare(b->project); order != 0) return order < 0;
    return std::pair{a->month, a->valid_from} < std::pair{b->month, b->valid_from};
  });
  const Day year_ago = add_months(anchor, -12);
  std::int64_t before = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ProjectMonthRow& row = *rows[i];
    const bool of_next = i + 1 < rows.size() && rows[i + 1]->project == row.project;
    if (of_next && rows[i + 1]->month == row.month) continue;  // a later version stands
    if (row.last_payroll && *row.last_payroll > year_ago && *row.last_payroll <= anchor && row.paid_fen &&
        account_at(accounts, row.project, *row.last_payroll) == SafeguardState::Yes)
      figures.paid_through_accounts_fen += *row.paid_fen;
    if (row.attended) {
      figures.registrations += registrations_in(*row.attended, before);
      before = *row.attended;
    }
    if (!of_next) before = 0;
  }
  return figures;
}

}  // namespace anxin
