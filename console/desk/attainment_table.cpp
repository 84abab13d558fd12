#include "console/desk/attainment_table.hpp"

namespace anxin {

Day first_day_of(AttainmentPeriod period, Day today) {
  switch (period) {
    case AttainmentPeriod::Today:
      return today;
    case AttainmentPeriod::Days7:
      return today - std::chrono::days(6);
    case AttainmentPeriod::Days30:
      return today - std::chrono::days(29);
    case AttainmentPeriod::Quarter:
      break;
  }
  const std::chrono::year_month_day day(today);
  const unsigned first = (unsigned(day.month()) - 1) / 3 * 3 + 1;
  return first_day(day.year() / std::chrono::month(first));
}

AttainmentTable attainment_table(const Operations& operations, const Pack& pack, AttainmentPeriod period,
                                 Instant now) {
  AttainmentTable table;
  table.period = period;
  table.from = first_day_of(period, day_of(now));
  const Instant from = start_of(table.from), to = now + std::chrono::seconds(1);
  const auto row = [&](const std::string& unit) {
    table.rows.push_back({unit, attainment(operations, pack.dispatch, from, to, unit, now)});
  };
  row({});
  for (const SupervisingUnit& unit : pack.supervising_units) row(unit.code);
  return table;
}

}  // namespace anxin
