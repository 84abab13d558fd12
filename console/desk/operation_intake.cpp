#include "console/desk/operation_intake.hpp"

#include <algorithm>
#include <utility>

#include "data/model/levels.hpp"

namespace anxin {
namespace {

// A refusal by the rules, which rejects one row; not a store that could not be read.
bool is_refusal(const Error& error) {
  return error.code != ErrorCode::Store && error.code != ErrorCode::Internal;
}

void reject(Intake& intake, RowOrigin from, const Error& error) {
  ++intake.counts[static_cast<std::size_t>(Fault::Refused)];
  --intake.accepted;
  intake.rejected.push_back({from.line, Fault::Refused, error.zh, error.en, std::move(from.cells)});
}

Status weigh_units(Operator& desk, OperationIntake& out, const Operator::Who& who) {
  EnrollUnits wish;
  for (UnitWish& row : std::exchange(out.intake.units, {})) {
    const auto facts = desk.weigh(EnrollUnits{{row.unit}}, who);
    if (!facts && !is_refusal(facts.error())) return std::unexpected(facts.error());
    if (!facts) {
      reject(out.intake, std::move(row.from), facts.error());
      continue;
    }
    out.at.push_back(row.unit.base);
    if (facts->empty()) {
      ++out.unchanged;
      continue;
    }
    ++(desk.operations()->unit(row.unit.id) == nullptr ? out.added : out.changed);
    wish.units.push_back(std::move(row.unit));
  }
  out.command = std::move(wish);
  return {};
}

Status weigh_incidents(Operator& desk, OperationIntake& out, const Operator::Who& who) {
  ReportIncidents wish;
  for (IncidentWish& row : std::exchange(out.intake.incidents, {})) {
    row.report.exercise = desk.exercise();
    if (const Incident* known = incident_of_case(*desk.operations(), row.report.source, true)) {
      out.at.push_back(known->at);
      ++out.unchanged;
      continue;
    }
    const auto facts = desk.weigh(row.report, who);
    if (!facts && !is_refusal(facts.error())) return std::unexpected(facts.error());
    if (!facts) {
      reject(out.intake, std::move(row.from), facts.error());
      continue;
    }
    out.at.push_back(std::get<IncidentReported>(facts->front()).incident.at);
    ++out.added;
    wish.reports.push_back(std::move(row.report));
  }
  out.command = std::move(wish);
  return {};
}

}  // namespace

Result<OperationIntake> weigh_intake(Operator& desk, Intake intake, const Operator::Who& who) {
  OperationIntake out;
  out.intake = std::move(intake);
  const Status done = out.intake.kind == IntakeKind::Incidents ? weigh_incidents(desk, out, who)
                                                               : weigh_units(desk, out, who);
  if (!done) return std::unexpected(done.error());
  std::ranges::stable_sort(out.intake.rejected, {}, &RejectedRow::line);
  return out;
}

}  // namespace anxin
