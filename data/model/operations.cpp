#include "data/model/operations.hpp"

#include <algorithm>

namespace anxin {
namespace {

template <class Table>
const typename Table::mapped_type* find(const std::shared_ptr<const Table>& table, const std::string& id) {
  const auto it = table->find(id);
  return it == table->end() ? nullptr : &it->second;
}

}  // namespace

Operations::Operations()
    : units(std::make_shared<std::map<std::string, ResponseUnit>>()),
      incidents(std::make_shared<std::map<std::string, Incident>>()),
      assignments(std::make_shared<std::map<std::string, Assignment>>()),
      closures(std::make_shared<std::map<std::string, Closure>>()),
      fund(std::make_shared<std::vector<FundEntry>>()) {}

const ResponseUnit* Operations::unit(const std::string& id) const { return find(units, id); }
const Incident* Operations::incident(const std::string& id) const { return find(incidents, id); }
const Assignment* Operations::assignment(const std::string& id) const { return find(assignments, id); }

std::vector<const Assignment*> Operations::assignments_of(const std::string& incident_id) const {
  const std::string prefix = incident_id + "/";
  std::vector<const Assignment*> found;
  for (auto it = assignments->lower_bound(prefix); it != assignments->end() && it->first.starts_with(prefix);
       ++it)
    found.push_back(&it->second);
  // /2 before /10: by number, which is by length and then by letters.
  std::ranges::stable_sort(found, [](const Assignment* a, const Assignment* b) {
    return a->id.size() != b->id.size() ? a->id.size() < b->id.size() : a->id < b->id;
  });
  return found;
}

const Assignment* Operations::engagement_of(const std::string& unit_id) const {
  for (const auto& [id, assignment] : *assignments)
    if (assignment.unit == unit_id && assignment.live()) return &assignment;
  return nullptr;
}

bool Operations::available(const ResponseUnit& unit, Instant now) const {
  return unit.state == UnitReadiness::Ready && on_duty(unit, now) && engagement_of(unit.id) == nullptr;
}

Fen Operations::fund_balance(const std::string& supervising_unit) const {
  Fen balance = 0;
  for (const FundEntry& entry : *fund) {
    if (entry.supervising_unit != supervising_unit) continue;
    balance += entry.move == FundMove::Drawn ? -entry.fen : entry.fen;
  }
  return balance;
}

bool on_duty(const ResponseUnit& unit, Instant now) {
  if (unit.shifts.empty()) return true;
  const Day day = day_of(now);
  const auto minute = std::chrono::duration_cast<std::chrono::minutes>(now - start_of(day)).count();
  const unsigned today = std::chrono::weekday{day}.iso_encoding() - 1, yesterday = (today + 6) % 7;
  return std::ranges::any_of(unit.shifts, [&](const DutyShift& shift) {
    const auto begins = [&](unsigned weekday) { return ((shift.weekdays >> weekday) & 1U) != 0; };
    const bool overnight = shift.to_minute <= shift.from_minute;
    if (begins(today) && minute >= shift.from_minute && (overnight || minute < shift.to_minute)) return true;
    return overnight && begins(yesterday) && minute < shift.to_minute;
  });
}

UnitPlace place_of(const ResponseUnit& unit, Instant now, std::int64_t stale_after_s) {
  if (!unit.position || !unit.position_at) return {unit.base, true, std::nullopt};
  const std::int64_t age = (now - *unit.position_at).count();
  if (age > stale_after_s) return {unit.base, true, age};
  return {*unit.position, false, age};
}

}  // namespace anxin
