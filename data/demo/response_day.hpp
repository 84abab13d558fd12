// What happened on the simulated city's anchor day up to the anchor: a handful of gatherings at projects that
// owe wages, each carried as far as a command centre would have carried it by then, so that every state of an
// incident is there once. Wishes with their moments, in order: whoever carries them out through decide, each
// at its moment and by its seat, gets the same chain of facts (they were tried on that way while being made).
// Deterministic from pack, seed, units, sites and roads. Pure, no clock; not a forecast of anything.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data/model/assess.hpp"
#include "data/model/decide.hpp"
#include "data/packs/pack.hpp"

namespace anxin {

// A project that owes wages at the anchor.
struct DemoSite {
  std::string project;
  ProjectPlace place;
  std::int32_t unpaid_heads = 0;
  Fen arrears_fen = 0;
};
// Those of a city: active projects with arrears at `risk.as_of`; unpaid heads are those of the month in which
// most went without their full wages. `registry` with its months.
[[nodiscard]] std::vector<DemoSite> demo_sites(const Registry& registry, const RiskTable& risk);
using DemoSites = std::function<std::vector<DemoSite>()>;

struct DemoTravel {
  std::int64_t seconds = 0;
  double metres = 0;
};
// By road from a unit to a site; empty: no way.
using DemoRoads = std::function<std::optional<DemoTravel>(LonLat from, LonLat to)>;
// Where no road network is at hand: the straight line made longer by a third, at 28 km/h. An estimate, and
// only for simulated assignments; never for advice to an operator.
[[nodiscard]] std::optional<DemoTravel> estimated_travel(LonLat from, LonLat to);

struct DemoMoment {
  Instant at{};
  std::string seat;
  OperationCommand command;
};

// `enrolled`: of demo_operations, as the store keeps them. Empty when there is no site. An error when decide
// refuses a wish: a fault of this file or of the pack.
[[nodiscard]] Result<std::vector<DemoMoment>> demo_day(const Pack& pack, std::uint64_t seed, Instant anchor,
                                                       const std::vector<OperationChange>& enrolled,
                                                       const DemoSites& sites, const DemoRoads& roads);

}  // namespace anxin
