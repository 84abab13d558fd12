#include "console/desk/incident_detail.hpp"

#include "data/model/incident_funds.hpp"
#include "data/model/operation_sentences.hpp"
#include "data/model/registry.hpp"

namespace anxin {
namespace {

void add_history(IncidentDetail& detail, std::span<const OperationRecord> journal, const Operations& known) {
  for (auto record = journal.rbegin(); record != journal.rend(); ++record) {
    for (auto change = record->changes.rbegin(); change != record->changes.rend(); ++change) {
      if (incident_of(*change, known) != detail.incident) continue;
      detail.history.push_back({record->at, record->seat, describe_change(*change, known, false)});
      detail.history_en.push_back({record->at, record->seat, describe_change(*change, known, true)});
    }
  }
}

}  // namespace

IncidentDetail detail_of(const Pack& pack, const Registry* registry, const Operations& operations,
                         std::span<const OperationRecord> journal, const Incident& incident, Instant now) {
  const DispatchPolicy& policy = pack.dispatch;
  IncidentDetail detail;
  detail.revision = operations.revision;
  detail.incident = incident.id;
  detail.clocks = clocks_of(operations, policy.clocks, policy, incident, now);
  Funds funds;
  if (registry != nullptr) funds = funds_of(*registry, operations, incident, day_of(now));
  detail.waterfall = waterfall_of(policy, incident.claimed_fen, funds, day_of(now));
  detail.liability = liability_of(funds);
  detail.duplicates = propose_duplicates(operations, policy, incident);
  add_history(detail, journal, operations);
  return detail;
}

}  // namespace anxin
