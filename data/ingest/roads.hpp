// A road network that an office sends (OpenStreetMap PBF or XML, or a line layer with a class and a one-way
// column), read in the limited child process and brought back as stretches of road. What comes back is
// doubted like any sheet: classes, directions and positions are checked. Not stored here: the caller builds a
// RoadGraph. Thread: any (a job).
#pragma once
#include <filesystem>
#include <string>

#include "data/ingest/child.hpp"
#include "geo/io/roads_in.hpp"

namespace anxin {

struct RoadIntakeOptions {
  std::optional<Crs> crs;  // of a layer that states none, or that states it wrongly; OSM files are WGS-84
  std::string layer;       // the layer to read; empty: the one with the best columns
  std::filesystem::path program = "/proc/self/exe";
  ChildLimits limits;
};

// Errors: BadInput for a file that cannot be used.
[[nodiscard]] Result<RoadsRead> read_roads(const std::filesystem::path& file,
                                           const RoadIntakeOptions& options,
                                           const ByteProgress& progress = {});

// The two sides of the pipe, for the child and for tests: a row a road, its line as text of 1e-7 degrees.
[[nodiscard]] bool is_road_work(std::string_view work);   // roads-pbf ...
[[nodiscard]] bool needs_threads(std::string_view work);  // libosmium starts its own
Status write_roads_sheet(std::string_view work, const std::filesystem::path& name, std::string bytes,
                         const std::string& layer, std::string_view crs, SheetWriter& out);
[[nodiscard]] Result<RoadsRead> roads_of_sheet(const Sheet& sheet);

}  // namespace anxin
