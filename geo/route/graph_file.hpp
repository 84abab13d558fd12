// A RoadGraph as a file beside the store: magic, version, sizes, the tables, and checksums over header and
// tables (CRC-32). Read whole and checked before use: a damaged, foreign, cut or newer file is refused in one
// sentence, and none can make a search read outside its tables. Little-endian; the same graph gives the same
// bytes. Not a format for others: export to GeoPackage is. Thread: any.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "geo/route/graph.hpp"

namespace anxin {

// X.anxin -> X.anxin.roads: where a store's graph stands.
[[nodiscard]] std::filesystem::path graph_file_of(const std::filesystem::path& store);

// Whole or not at all: written beside the target, made durable, renamed over it. Errors: BadInput (no such
// folder, read-only, full).
[[nodiscard]] Status save_graph(const RoadGraph& graph, const std::filesystem::path& file);
// NotFound when there is no such file; BadInput when it is not ours, newer, or damaged.
[[nodiscard]] Result<RoadGraph> load_graph(const std::filesystem::path& file);

// The same over bytes, for tests and the fuzzer.
[[nodiscard]] std::string graph_bytes(const RoadGraph& graph);
[[nodiscard]] Result<RoadGraph> graph_of_bytes(std::string_view bytes);
// Makes the checksums of `bytes` right, so that a fuzzer gets past them; false when they are too short.
bool repair_graph_checksums(std::string& bytes);

}  // namespace anxin
