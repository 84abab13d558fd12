#include <algorithm>

#include "data/model/clocks.hpp"

namespace anxin {
namespace {

// How long a clock ran: until it was met; else until the offer or the incident was over, else until now.
std::int64_t ran_s(const Operations& operations, const Incident& incident, const Clock& clock, Instant now) {
  std::optional<Instant> until = clock.done;
  if (!until && clock.kind == ClockKind::Accept) {
    const Assignment* offer = operations.assignment(clock.assignment);
    if (offer != nullptr) until = offer->ended;
  }
  if (!until) until = incident.resolved ? incident.resolved : incident.ended;
  return (until.value_or(now) - clock.from).count();
}

// The nearest rank: the smallest value that at least `percent` of all do not exceed.
std::int64_t percentile(const std::vector<std::int64_t>& ascending, std::size_t percent) {
  const std::size_t rank = (ascending.size() * percent + 99) / 100;
  return ascending[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace

std::vector<Attainment> attainment(const Operations& operations, const DispatchPolicy& policy, Instant from,
                                   Instant to, const std::string& supervising_unit, Instant now) {
  std::array<Attainment, kClockKinds> rows{};
  std::array<std::vector<std::int64_t>, kClockKinds> values;
  for (const auto& [id, incident] : *operations.incidents) {
    if (incident.reported < from || incident.reported >= to) continue;
    if (!supervising_unit.empty() && incident.supervising_unit != supervising_unit) continue;
    for (const Clock& clock : clocks_of(operations, policy.clocks, policy, incident, now)) {
      const bool late = clock.state == ClockState::Breached || clock.state == ClockState::MetLate;
      if (!late && clock.state != ClockState::Met) continue;
      const auto kind = static_cast<std::size_t>(clock.kind);
      rows[kind].breached += late ? 1 : 0;
      rows[kind].limit_s = std::max(rows[kind].limit_s, clock.limit_s());
      values[kind].push_back(ran_s(operations, incident, clock, now));
    }
  }
  std::vector<Attainment> found;
  for (std::size_t kind = 0; kind < rows.size(); ++kind) {
    if (values[kind].empty()) continue;
    std::ranges::sort(values[kind]);
    rows[kind].kind = static_cast<ClockKind>(kind);
    rows[kind].counted = values[kind].size();
    rows[kind].p90_s = percentile(values[kind], 90);
    rows[kind].p95_s = percentile(values[kind], 95);
    found.push_back(rows[kind]);
  }
  return found;
}

}  // namespace anxin
