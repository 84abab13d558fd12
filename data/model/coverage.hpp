// Coverage: of each of the ten safeguards, over whom it is counted, how many have it, have it not, need it
// not and are not known, as of a day: for the city, each supervising unit and each sector, and the state of
// every project. Pure: no clock, no I/O; any thread. Source: DOMAIN 4. Not for risk: data/model/assess.hpp.
// One pass, O(rows of safeguards + projects x window): 7,764 projects 2 ms, 200,000 with 1.4 M rows 59 ms
// (-O2). tests/model/twins/coverage.sql computes the same from the store's raw tables.
//
// Counted over (counted_over)
//   - projects: real_name, monthly_pay, dedicated_account, bank_payroll, notice_board, payment_guarantee,
//     process_settlement count the active projects. Suspended and finished ones are in no figure.
//   - enterprises: wage_deposit, labour_officer, officer_assessed count the general contractors of at least
//     one active project. A unit (a sector) counts an enterprise once, however many of its active projects
//     lie there; the city counts it once, however many units it works in. So the units of an enterprise
//     safeguard do not add up to the city, and must not be added. An active project without a known
//     contractor adds no enterprise: without_contractor says how many there are.
//   A project of no supervising unit is in the city and in the row after the last unit (unit index
//   unit_code.size()).
//
// State on day D
//   The latest row with valid_from <= D holds from that day on; no row: unknown. On a project an enterprise
//   safeguard is its general contractor's, unknown without one.
//   monthly_pay is never read from a row. It is computed over the window: the due months (assess.hpp: pay
//   date < D) from max(first known row's month, M - window_months + 1) to M, M the latest due month, for a
//   finished project no later than its last row. Of a month m with pay date p, by the row that holds on D:
//   - kept: due = 0; or paid >= due and (last_payroll <= p, or the row that held on p says paid >= that due)
//   - broken: due > 0 and paid < due; or paid >= due, last_payroll > p and not kept
//   - unknown: row missing; due, or with due > 0 paid, not known; or paid >= due and nothing says when
//   Yes: every month kept. No: one broken. Unknown: else. No agreed pay day: p is the last day of m + 1,
//   broken stands (it is late by any pay day), kept becomes unknown. Not applicable: nothing is due yet,
//   because the first row, or without rows the month of the start, is after M. No row otherwise: unknown.
//   Paid on p is in time; a day later is broken. M moves the day after p.
//
// A feed that fell silent
//   Bank feeds carry dedicated_account, bank_payroll, monthly_pay; real-name feeds carry real_name. The feed
//   that holds for the project on D is stale when its latest arrival up to the moment of asking lies more
//   than stale_after_s before it, or there was none; exactly stale_after_s is fresh. A stale feed turns that
//   project's yes into unknown (counted in CoverageCell::stale as well); no, not applicable and unknown stay:
//   bad news do not get old. A project without such a feed keeps what its rows say. The moment (moment_of):
//   `now` when D is today, else the last second of D.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "data/model/registry.hpp"

namespace anxin {

// What the plan leaves open, from the pack (pack.toml, [coverage]); both 示例，非北京市规定 [ex].
struct CoverageTerms {
  int window_months = 3;     // months that monthly_pay looks back on, 1 to 120
  int basic_permille = 950;  // 基本: at least this share
};

// One step of a target: by that day at least that share has the safeguard. From the pack.
struct TargetStep {
  Safeguard safeguard{};
  Day by{};
  int permille = 1000;
  bool basic = false;  // 基本: the plan names no number, permille is CoverageTerms::basic_permille
  friend bool operator==(const TargetStep&, const TargetStep&) = default;
};
// The step that a day works toward: the first whose day is not past, else the last. Null: no step. Steps
// ascend by day.
[[nodiscard]] const TargetStep* step_toward(const std::vector<TargetStep>& steps, Safeguard safeguard,
                                            Day as_of);

enum class CountedOver : std::uint8_t { Projects, Enterprises };
[[nodiscard]] CountedOver counted_over(Safeguard);
[[nodiscard]] std::string_view code(CountedOver),
    name_zh(CountedOver);  // projects 个项目, enterprises 家企业
[[nodiscard]] std::optional<FeedKind> carried_by(Safeguard);

struct CoverageCell {
  std::uint32_t yes = 0, no = 0, not_applicable = 0, unknown = 0;
  std::uint32_t stale = 0;  // of the unknown: yes by its rows, but the feed is stale
  [[nodiscard]] std::uint32_t denominator() const { return yes + no + unknown; }
  [[nodiscard]] std::optional<double> share() const;  // yes / denominator, 0-1; empty over nobody
  [[nodiscard]] std::uint32_t of(SafeguardState) const;
  void count(SafeguardState state, bool is_stale = false);
  // Tenths of a percentage point below the target, rounded up: what is missing is never made smaller than it
  // is. 0 at or above it; empty over nobody.
  [[nodiscard]] std::optional<std::int64_t> gap_tenths(int target_permille) const;
  friend bool operator==(const CoverageCell&, const CoverageCell&) = default;
};

template <class T>
using PerSafeguard = std::array<T, kSafeguards>;  // index: static_cast<size_t>(Safeguard)

// A column an entity: index by project, enterprise or unit of the Registry it was made from.
struct Coverage {
  Day as_of{};
  Instant moment{};  // at which feeds were judged
  std::uint64_t revision = 0;
  PerSafeguard<CoverageCell> city;
  PerSafeguard<std::vector<CoverageCell>> by_unit;  // units + 1; the last: of no unit
  PerSafeguard<std::array<CoverageCell, kSectors>> by_sector;
  PerSafeguard<std::vector<SafeguardState>> state;  // of every project, active or not; staleness applied
  std::vector<std::uint8_t> counted;                // project: 1 active, in the figures
  std::vector<std::uint8_t> stale_feeds;            // project: bit FeedKind, that feed is stale
  std::vector<std::uint8_t> contractor;             // enterprise: 1 general contractor of an active project
  std::uint32_t without_contractor = 0;             // active projects without a known one

  [[nodiscard]] const std::vector<SafeguardState>& of(Safeguard s) const {
    return state[static_cast<std::size_t>(s)];
  }
};

// The row of a project in `by_unit`: its unit, or the row after the last.
[[nodiscard]] std::size_t unit_slot(const Registry& registry, Index project);
[[nodiscard]] Instant moment_of(Day as_of, Instant now);
// One pass over safeguards and the last months. A registry whose months are not there yet: monthly_pay
// unknown.
[[nodiscard]] Coverage coverage_of(const Registry& registry, const CoverageTerms& terms, Day as_of,
                                   Instant now);
[[nodiscard]] SafeguardState monthly_pay(const Registry& registry, Index project, int window_months,
                                         Day as_of);

// Which part of the population a list is of; both empty: the city.
struct CoverageScope {
  std::optional<std::size_t> unit;  // unit_code.size(): of no unit
  std::optional<Sector> sector;
};
// Who stands behind a figure: projects, or enterprises where the safeguard is counted over them, ascending;
// exactly as many as the cell of that scope says. `registry` is the one the coverage was made from.
[[nodiscard]] std::vector<Index> behind(const Coverage& coverage, const Registry& registry,
                                        Safeguard safeguard, SafeguardState state,
                                        const CoverageScope& scope);

}  // namespace anxin
