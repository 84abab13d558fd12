#include "console/panels/cache.hpp"

#include <algorithm>

namespace anxin {
namespace {

constexpr std::size_t kPriorityRows = 60;

// Gravest first: D, C, B.
void collect(const Registry& r, const RiskTable& risk, const Summary& s, std::size_t unit, Grade grade,
             std::vector<Index>& out) {
  std::vector<Index> found;
  for (std::size_t i = 0; i < risk.grade.size(); ++i) {
    if (risk.grade[i] != grade || s.mask[i] == 0) continue;
    if (unit < r.unit_code.size() && r.unit[i] != unit) continue;
    found.push_back(static_cast<Index>(i));
  }
  const std::size_t take = std::min(found.size(), kPriorityRows - out.size());
  const auto worse = [&](Index a, Index b) {
    return risk.score_milli[a] != risk.score_milli[b] ? risk.score_milli[a] > risk.score_milli[b] : a < b;
  };
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(take), found.end(), worse);
  out.insert(out.end(), found.begin(), found.begin() + static_cast<std::ptrdiff_t>(take));
}

std::size_t find_unit(const Registry& r, const std::string& code) {
  for (std::size_t u = 0; u < r.unit_code.size(); ++u) {
    if (r.unit_code[u] == code) return u;
  }
  return r.unit_code.size();
}

void grow(MapXY& lower, MapXY& upper, bool& any, MapXY at) {
  lower = any ? MapXY::of_metres(std::min(lower.x(), at.x()), std::min(lower.y(), at.y())) : at;
  upper = any ? MapXY::of_metres(std::max(upper.x(), at.x()), std::max(upper.y(), at.y())) : at;
  any = true;
}

}  // namespace

PanelCache& cache_of(PanelContext& ctx) {
  if (ctx.state.cache == nullptr) ctx.state.cache = std::make_shared<PanelCache>();
  return *ctx.state.cache;
}

const std::vector<Index>& priority_list(const Frame& frame, PanelContext& ctx) {
  PanelCache& cache = cache_of(ctx);
  const Summary* summary = frame.summary.get();
  const RiskTable* risk = frame.world.risk.get();
  const Registry* registry = frame.world.registry.get();
  if (cache.priority_of == summary && cache.priority_risk == risk &&
      cache.priority_unit == ctx.view.selected_unit) {
    return cache.priority;
  }
  cache.priority_of = summary;
  cache.priority_risk = risk;
  cache.priority_unit = ctx.view.selected_unit;
  cache.priority.clear();
  if (summary == nullptr || risk == nullptr || registry == nullptr) return cache.priority;
  if (risk->grade.size() != registry->projects() || summary->mask.size() != registry->projects())
    return cache.priority;
  const std::size_t unit = find_unit(*registry, ctx.view.selected_unit);
  for (const Grade grade : {Grade::D, Grade::C, Grade::B}) {
    if (cache.priority.size() < kPriorityRows)
      collect(*registry, *risk, *summary, unit, grade, cache.priority);
  }
  return cache.priority;
}

bool unit_extent(const Frame& frame, PanelContext& ctx, const std::string& unit_code, MapXY& lower,
                 MapXY& upper) {
  if (unit_code.empty()) return false;
  PanelCache& cache = cache_of(ctx);
  const Registry* registry = frame.world.registry.get();
  if (cache.extent_of != registry || cache.extent_unit != unit_code) {
    cache.extent_of = registry;
    cache.extent_unit = unit_code;
    bool any = false;
    for (const BaseMap::Area& area : ctx.base.areas) {
      if (area.code != unit_code) continue;
      for (const auto& ring : area.rings) {
        for (const MapXY at : ring) grow(cache.extent_lower, cache.extent_upper, any, at);
      }
    }
    if (!any && registry != nullptr) {
      const std::size_t unit = find_unit(*registry, unit_code);
      for (std::size_t i = 0; i < registry->projects(); ++i) {
        if (registry->unit[i] == unit) grow(cache.extent_lower, cache.extent_upper, any, registry->xy[i]);
      }
    }
    cache.extent_known = any;
  }
  lower = cache.extent_lower;
  upper = cache.extent_upper;
  return cache.extent_known;
}

}  // namespace anxin
