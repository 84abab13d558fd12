// The builders: a row's values into the Batch, or a wish for the desk. Each reads one row through the
// RowReader and adds to the batch only when no rejecting fault was found. For ingest.cpp. Thread: one.
#pragma once
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "data/ingest/city.hpp"
#include "data/ingest/crs_verdict.hpp"
#include "data/ingest/ingest.hpp"
#include "data/ingest/row_reader.hpp"

namespace anxin {

struct BuildContext {
  const IntakeOptions& options;
  const CityIndex& city;
  Crs crs;
  std::unordered_set<std::string> keys{};                 // of the rows accepted so far
  std::unordered_map<std::string, std::size_t> places{};  // in Batch::projects, of those whose parties change
};

void build_project(RowReader& row, BuildContext& context, Batch& batch);
void build_enterprise(RowReader& row, BuildContext& context, Batch& batch);
void build_month(RowReader& row, BuildContext& context, Batch& batch);
void build_safeguard(RowReader& row, BuildContext& context, Batch& batch);
void build_complaint(RowReader& row, BuildContext& context, Batch& batch);
void build_order(RowReader& row, BuildContext& context, Batch& batch);
void build_feed(RowReader& row, BuildContext& context, Batch& batch);

// Empty when the row is rejected.
[[nodiscard]] std::optional<ResponseUnit> build_response_unit(RowReader& row, BuildContext& context);
[[nodiscard]] std::optional<ReportIncident> build_incident(RowReader& row, BuildContext& context);

// What several builders read alike (build_place.cpp). The position by the verdict; a fault is noted, also for
// cells that are blank.
[[nodiscard]] std::optional<PlacedPosition> read_position(RowReader& row, const BuildContext& context);
// The supervising unit that the row declares, else that of the district; "" with a fault noted.
[[nodiscard]] std::string read_jurisdiction(RowReader& row, const BuildContext& context, int district);
// 2026-11-23 09:30 with the separators and serial days of days; without a time it is midnight.
[[nodiscard]] std::optional<Instant> read_moment(RowReader& row, Field field);

[[nodiscard]] std::string upper_code(std::string code);  // a credit code in capitals

// What judge_crs asks of a row: the numbers as they are, the district claimed.
[[nodiscard]] std::optional<ClaimedPosition> claimed_position(RowReader& row, const CityIndex& city,
                                                              std::string_view name_cell);

}  // namespace anxin
