// A set of projects gathered on the map: the wish (a ring, and what was added or taken out by hand) and what
// it comes to among the projects on the map, with its totals. Pure; linear in the projects near the ring: a
// job. The ring is on the map plane (EPSG:4548), closed by itself; a point on its border may count as inside
// or outside, but of two rings that share the border exactly one holds it. Not for jurisdiction
// (data/packs/pack.hpp), where borders count.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/model/assess.hpp"
#include "data/model/registry.hpp"

namespace anxin {

struct SetWish {
  std::vector<MapXY> ring;                  // fewer than three: none
  std::vector<std::string> added, removed;  // project ids
  [[nodiscard]] bool empty() const { return ring.size() < 3 && added.empty(); }
  friend bool operator==(const SetWish&, const SetWish&) = default;
};

struct SelectionSet {
  SetWish wish;                 // what it answers
  std::vector<Index> projects;  // gravest first, unknown before low, then by score, then by id
  std::array<std::uint32_t, kGrades> by_grade{};
  Fen arrears_fen = 0;
  std::uint64_t revision = 0;  // of the Registry
  [[nodiscard]] bool has(Index project) const { return project < is_in.size() && is_in[project] != 0; }
  std::vector<std::uint8_t> is_in;  // one a project
};

// Is the point inside, by the even-odd rule? A ring that crosses itself has holes where it covers twice.
[[nodiscard]] bool ring_holds(std::span<const MapXY> ring, MapXY at);

// `shown`: 1 for the projects on the map (Summary::mask); empty: all. What was added by hand counts whether
// shown or not; ids that are not in the registry are left out. Without a risk table every grade is unknown.
[[nodiscard]] SelectionSet select_set(const Registry& registry, const RiskTable* risk,
                                      std::span<const std::uint8_t> shown, const SetWish& wish);

// Puts the project in if it is out, else out: what Ctrl and click do. `is_in`: whether the set holds it now.
void toggle_member(SetWish& wish, std::string_view id, bool is_in);

}  // namespace anxin
