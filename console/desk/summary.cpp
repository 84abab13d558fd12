#include "console/desk/summary.hpp"

#include <limits>

namespace anxin {
namespace {

bool passes(const Registry& r, const Filters& f, std::size_t i) {
  const auto bit = [](auto e) { return 1u << static_cast<unsigned>(e); };
  return (f.sectors & bit(r.sector[i])) != 0 && (f.fundings & bit(r.funding[i])) != 0 &&
         (f.credits & bit(r.credit_of(static_cast<Index>(i)))) != 0;
}

const RiskTable* usable(const RiskTable* t, std::size_t n) {
  return t != nullptr && t->grade.size() == n ? t : nullptr;
}

}  // namespace

Summary summarise(const Registry& registry, const RiskTable* risk, const RiskTable* risk_day,
                  const RiskTable* risk_week, const Filters& filters, Day as_of) {
  const std::size_t n = registry.projects();
  risk = usable(risk, n);
  risk_day = usable(risk_day, n);
  risk_week = usable(risk_week, n);
  Summary s;
  s.mask.assign(n, 0);
  s.units.resize(registry.unit_code.size());
  s.week_known = risk != nullptr && risk_week != nullptr;
  s.day_known = risk != nullptr && risk_day != nullptr;
  for (Index i = 0; i < n; ++i) {
    if (registry.status_on(i, as_of) != ProjectStatus::Active) continue;
    ++s.total;
    if (!passes(registry, filters, i)) continue;
    const Grade grade = risk != nullptr ? risk->grade[i] : Grade::Unknown;
    const auto severe = [i](const RiskTable* t) { return t->grade[i] == Grade::D ? 1 : 0; };
    const int week = s.week_known ? severe(risk) - severe(risk_week) : 0;
    if (s.day_known) s.severe_change_day += severe(risk) - severe(risk_day);
    const auto count = [&](UnitSummary& u) {
      ++u.projects;
      ++u.by_grade[static_cast<std::size_t>(grade)];
      if (risk != nullptr) u.arrears_fen += risk->arrears_fen[i];
      u.severe_change_week += week;
    };
    count(s.city);
    if (registry.unit[i] < s.units.size()) count(s.units[registry.unit[i]]);
    if (filters.grade_hidden[static_cast<std::size_t>(grade)]) continue;
    s.mask[i] = 1;
  }
  s.shown = s.city.projects;
  for (const auto& u : s.units) {
    s.severe_share.push_back(u.projects == 0
                                 ? std::numeric_limits<double>::quiet_NaN()
                                 : double(u.by_grade[static_cast<std::size_t>(Grade::D)]) / u.projects);
  }
  return s;
}

std::size_t severe_active(const Registry& registry, const RiskTable& risk) {
  std::size_t count = 0;
  for (Index i = 0; i < registry.projects(); ++i) {
    count += risk.grade[i] == Grade::D && registry.status_on(i, risk.as_of) == ProjectStatus::Active ? 1 : 0;
  }
  return count;
}

}  // namespace anxin
