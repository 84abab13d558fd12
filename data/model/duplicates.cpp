#include <algorithm>
#include <cstdlib>

#include "data/model/levels.hpp"
#include "geo/geodesy.hpp"

namespace anxin {
namespace {

bool denied(const Incident& incident, const Incident& other) {
  return std::ranges::find(incident.not_duplicates, other.id) != incident.not_duplicates.end();
}

}  // namespace

const Incident* incident_of_case(const Operations& operations, const SourceReport& report,
                                 bool cancelled_too) {
  if (report.case_number.empty()) return nullptr;
  for (const auto& [id, incident] : *operations.incidents) {
    if (!cancelled_too && incident.state == IncidentState::Cancelled) continue;
    for (const SourceReport& known : incident.sources)
      if (known.source == report.source && known.case_number == report.case_number) return &incident;
  }
  return nullptr;
}

std::vector<DuplicateProposal> propose_duplicates(const Operations& operations, const DispatchPolicy& policy,
                                                  const Incident& incident) {
  std::vector<DuplicateProposal> found;
  for (const auto& [id, other] : *operations.incidents) {
    if (id == incident.id || !other.open() || denied(incident, other) || denied(other, incident)) continue;
    DuplicateProposal proposal{id, distance(incident.at, other.at).value(),
                               std::abs((incident.reported - other.reported).count()),
                               !incident.project.empty() && incident.project == other.project};
    const bool near =
        proposal.distance_m <= policy.duplicates.radius_m && proposal.apart_s <= policy.duplicates.within_s;
    if (proposal.same_project || near) found.push_back(std::move(proposal));
  }
  std::ranges::stable_sort(found, [](const DuplicateProposal& a, const DuplicateProposal& b) {
    return a.distance_m != b.distance_m ? a.distance_m < b.distance_m : a.apart_s < b.apart_s;
  });
  return found;
}

}  // namespace anxin
