// A small made-up city for the store's tests: two square districts, BDA without a boundary, and batches of
// rows from a seed.
#pragma once
#include <cstdint>
#include <string>

#include "data/store/store.hpp"

namespace anxin::test {

MultiPolygon box(double west, double south, double east, double north);
// Districts 110105 [116.0, 116.5] x [39.5, 40.0] and 110108 [116.5, 117.0] x [39.5, 40.0]; units: both and
// BDA.
StoreInfo sample_info();
std::string project_id(int n);  // P-110105-00017
std::string uscc_of(int n);     // 18 characters
ProjectRow project_row(int n, LonLat at);
// Every kind of record for the sample's projects 0 to `projects` - 1: complaints, orders, incidents, two
// feeds with arrivals, a blacklist of which one enterprise is unknown.
Batch sample_records(int projects);
ProjectMonthRow month_row(int project, int month_of_2018, std::int64_t due_fen, std::int64_t paid_fen);
// `projects` projects at seeded places inside both districts, a tenth as many enterprises, `months` months
// each, safeguards.
Batch sample_batch(int projects, int months, std::uint32_t seed);
Origin origin_at(std::int64_t second, const std::string& command_id, const std::string& kind = "projects");

}  // namespace anxin::test
