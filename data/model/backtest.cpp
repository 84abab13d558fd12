#include "data/model/backtest.hpp"

#include <algorithm>

namespace anxin {
namespace {

std::size_t incidents_of(const Registry& registry, std::size_t project, Day after, int horizon_days) {
  const IncidentColumns& c = registry.records.incidents;
  if (c.first.size() < project + 2) return 0;
  const auto from = static_cast<std::int32_t>(after.time_since_epoch().count());
  std::size_t found = 0;
  for (std::size_t row = c.first[project]; row < c.first[project + 1]; ++row) {
    if (c.reported[row] > from && c.reported[row] <= from + horizon_days) ++found;
  }
  return found;
}

}  // namespace

Backtest backtest(std::vector<Scored> rows, std::size_t k) {
  std::ranges::sort(rows, std::ranges::greater{}, &Scored::score_milli);
  Backtest out;
  out.projects = rows.size();
  out.followed = static_cast<std::size_t>(std::ranges::count(rows, true, &Scored::followed));
  out.k = std::min(k, rows.size());
  std::int64_t above = 0, hits_above = 0;  // before the present run of equal scores
  std::int64_t wins_twice = 0;             // pairs won count 2, ties 1
  const auto wanted = static_cast<std::int64_t>(out.k);
  for (auto begin = rows.begin(); begin != rows.end();) {
    const auto end =
        std::find_if(begin, rows.end(), [&](const Scored& s) { return s.score_milli != begin->score_milli; });
    const std::int64_t tied = end - begin;
    const std::int64_t hits = std::count_if(begin, end, [](const Scored& s) { return s.followed; });
    const std::int64_t misses_below =
        static_cast<std::int64_t>(rows.size() - out.followed) - (above - hits_above) - (tied - hits);
    wins_twice += hits * (2 * misses_below + (tied - hits));
    if (wanted > above && wanted <= above + tied) {
      out.precision_at_k = Fraction{hits_above * tied + hits * (wanted - above), tied * wanted};
    }
    above += tied;
    hits_above += hits;
    begin = end;
  }
  const auto positives = static_cast<std::int64_t>(out.followed),
             all = static_cast<std::int64_t>(rows.size());
  if (positives > 0 && positives < all) out.auc = Fraction{wins_twice, 2 * positives * (all - positives)};
  if (positives > 0 && out.precision_at_k) {
    out.lift = Fraction{out.precision_at_k->numerator * all, out.precision_at_k->denominator * positives};
  }
  return out;
}

std::vector<Scored> scored_projects(const Registry& registry, const RiskTable& risk, int horizon_days) {
  std::vector<Scored> rows;
  for (Index i = 0; i < registry.projects(); ++i) {
    if (registry.status_on(i, risk.as_of) != ProjectStatus::Active) continue;
    rows.push_back({risk.score_milli[i], incidents_of(registry, i, risk.as_of, horizon_days) > 0});
  }
  return rows;
}

std::size_t incidents_in(const Registry& registry, Day after, int horizon_days) {
  std::size_t sum = 0;
  for (Index i = 0; i < registry.projects(); ++i) {
    if (registry.status_on(i, after) == ProjectStatus::Active)
      sum += incidents_of(registry, i, after, horizon_days);
  }
  return sum;
}

}  // namespace anxin
