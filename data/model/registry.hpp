// The slow, large data as an immutable columnar snapshot: every supervising unit, enterprise, project,
// project-month, safeguard and record (data/model/records.hpp), for all valid times, as known at one moment.
// Built by data/store, shared as shared_ptr<const>, read on any thread. Indices are positions in the columns;
// they hold only within one Registry.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/records.hpp"
#include "geo/grid_index.hpp"

namespace anxin {

// Project-months in the order (project, month, valid_from); rows of project i are [first[i], first[i + 1]).
struct MonthColumns {
  std::vector<std::uint32_t> first;      // projects + 1
  std::vector<std::int16_t> month;       // month_index - kMonthBase
  std::vector<std::int32_t> valid_from;  // days since epoch
  std::vector<std::int32_t> attended, paid_heads;
  std::vector<Fen> due_fen, paid_fen, inflow_fen, balance_fen;
  std::vector<std::int32_t> last_payroll;   // days since epoch
  static constexpr int kMonthBase = 24000;  // 2000-01
  [[nodiscard]] std::size_t size() const { return month.size(); }
};

// Safeguard states in the order (subject, safeguard, valid_from); rows of subject i are [first[i], first[i +
// 1]).
struct SafeguardColumns {
  std::vector<std::uint32_t> first;
  std::vector<Safeguard> safeguard;
  std::vector<SafeguardState> state;
  std::vector<std::int32_t> valid_from;
  std::vector<Fen> amount_fen;
  [[nodiscard]] SafeguardState state_at(Index subject, Safeguard s, Day as_of) const;  // Unknown when no row
  // The day since which it is "yes" without a break, when it is on `as_of`.
  [[nodiscard]] std::optional<Day> yes_since(Index subject, Safeguard s, Day as_of) const;
  [[nodiscard]] std::optional<Fen> amount_at(Index subject, Safeguard s, Day as_of) const;
};

// What rules and coverage need beside the projects, loaded after the map's first frame.
struct History {
  std::shared_ptr<const MonthColumns> months;
  SafeguardColumns project_safeguards, enterprise_safeguards;
  Records records;
};

struct Registry {
  std::uint64_t revision = 0;  // of the journal at load
  bool simulated = false;
  std::optional<Instant> anchor;  // a simulated store's clock starts here
  Day status_day{};               // from this day on `status` holds: of the newest known batch

  Strings unit_code, unit_name;  // 17 supervising units, in the pack's order
  Strings enterprise_uscc, enterprise_name;
  std::vector<Credit> enterprise_credit;

  Strings id, name, township;
  std::vector<std::uint8_t> unit;      // index into unit_code; 255 none
  std::vector<std::uint8_t> district;  // index into unit_code of the polygon's district; 255 none
  std::vector<Sector> sector;
  std::vector<Funding> funding;
  std::vector<ProjectStatus> status;
  std::vector<std::uint8_t> unlicensed;
  std::vector<LonLat> at;
  std::vector<MapXY> xy;                    // EPSG:4548
  std::vector<std::int32_t> start, finish;  // days since epoch or kUnknownDay
  std::vector<std::uint8_t> pay_day;        // 1-31, 0 unknown
  std::vector<Fen> contract_fen;
  std::vector<Index> owner, general_contractor, subcontractor;  // into enterprise_*, kNone

  SafeguardColumns project_safeguards, enterprise_safeguards;
  Records records;                             // complaints, orders, incidents, blacklist, feeds
  std::shared_ptr<const MonthColumns> months;  // null until streamed in
  GridIndex grid;                              // over xy

  void take(History&& history);  // before the registry is shared
  [[nodiscard]] std::size_t projects() const { return id.size(); }
  // The status as it was on a day: from status_day on as the row says; before it a site that was finished or
  // is active now was active from its start until its finish, and in no figure before (Finished). Suspended:
  // as the row says.
  [[nodiscard]] ProjectStatus status_on(Index project, Day day) const;
  [[nodiscard]] Credit credit_of(Index project) const;  // of the general contractor, Unknown without one
  [[nodiscard]] Index find_project(std::string_view id) const;  // binary search (ids ascending); kNone
  [[nodiscard]] std::size_t bytes() const;                      // memory held, months included
};

}  // namespace anxin
