// The three builders: a row's values into the Batch. Each reads one row through the RowReader and adds to the
// batch only when no rejecting fault was found. For ingest.cpp. Thread: one.
#pragma once
#include <string>
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
  std::unordered_set<std::string> keys;  // of the rows accepted so far
};

void build_project(RowReader& row, BuildContext& context, Batch& batch);
void build_enterprise(RowReader& row, BuildContext& context, Batch& batch);
void build_month(RowReader& row, BuildContext& context, Batch& batch);

// What judge_crs asks of a row: the numbers as they are, the district claimed.
[[nodiscard]] std::optional<ClaimedPosition> claimed_position(RowReader& row, const CityIndex& city,
                                                              std::string_view name_cell);

}  // namespace anxin
