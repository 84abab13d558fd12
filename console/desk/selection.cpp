#include "console/desk/selection.hpp"

#include <algorithm>

namespace anxin {
namespace {

GridIndex::Box bounds_of(std::span<const MapXY> ring) {
  GridIndex::Box b{ring[0].x(), ring[0].y(), ring[0].x(), ring[0].y()};
  for (const MapXY p : ring) {
    b.x0 = std::min(b.x0, p.x()), b.y0 = std::min(b.y0, p.y());
    b.x1 = std::max(b.x1, p.x()), b.y1 = std::max(b.y1, p.y());
  }
  return b;
}

int rank_of(Grade g) {  // what needs a look first
  constexpr std::array<int, kGrades> kRank{4, 2, 1, 0, 3};
  return kRank[static_cast<std::size_t>(g)];
}

}  // namespace

bool ring_holds(std::span<const MapXY> ring, MapXY at) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const MapXY a = ring[i], b = ring[j];
    if ((a.y() > at.y()) == (b.y() > at.y())) continue;
    const double cross = a.x() + (at.y() - a.y()) / (b.y() - a.y()) * (b.x() - a.x());
    if (at.x() < cross) inside = !inside;
  }
  return inside;
}

SelectionSet select_set(const Registry& registry, const RiskTable* risk, std::span<const std::uint8_t> shown,
                        const SetWish& wish) {
  SelectionSet set;
  const std::size_t n = registry.projects();
  set.wish = wish;
  set.revision = registry.revision;
  set.is_in.assign(n, 0);
  if (risk != nullptr && risk->grade.size() != n) risk = nullptr;
  if (wish.ring.size() >= 3) {
    std::vector<std::uint32_t> near;
    registry.grid.in_box(bounds_of(wish.ring), near);
    for (const std::uint32_t i : near) {
      const bool on_map = shown.size() != n || shown[i] != 0;
      if (on_map && ring_holds(wish.ring, registry.xy[i])) set.is_in[i] = 1;
    }
  }
  const auto mark = [&](const std::vector<std::string>& ids, std::uint8_t in) {
    for (const std::string& id : ids) {
      if (const Index i = registry.find_project(id); i != kNone) set.is_in[i] = in;
    }
  };
  mark(wish.added, 1);
  mark(wish.removed, 0);
  const auto grade = [&](Index i) { return risk != nullptr ? risk->grade[i] : Grade::Unknown; };
  for (Index i = 0; i < n; ++i) {
    if (set.is_in[i] == 0) continue;
    set.projects.push_back(i);
    ++set.by_grade[static_cast<std::size_t>(grade(i))];
    if (risk != nullptr) set.arrears_fen += risk->arrears_fen[i];
  }
  std::ranges::stable_sort(set.projects, [&](Index a, Index b) {
    if (grade(a) != grade(b)) return rank_of(grade(a)) < rank_of(grade(b));
    return risk != nullptr && risk->score_milli[a] > risk->score_milli[b];
  });
  return set;
}

void toggle_member(SetWish& wish, std::string_view id, bool is_in) {
  auto& from = is_in ? wish.added : wish.removed;
  std::erase(from, id);
  auto& to = is_in ? wish.removed : wish.added;
  if (std::ranges::find(to, id) == to.end()) to.emplace_back(id);
}

}  // namespace anxin
