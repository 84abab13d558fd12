// The separate, limited process in which other people's files are parsed: the program itself run again with a
// hidden first word, with bounds on memory, CPU, file size and open files, and a system-call filter (seccomp)
// that lets it read and nothing else: a network call or another program kills it; opening for
// writing and starting a process fail. What it sends back is not trusted (sheet.hpp). A crash, an exhausted
// bound or a forbidden call ends as one sentence and never harms the caller.
//
// Thread: any; each call owns its process. Not under a bound of address space in sanitizer builds (they
// reserve terabytes); there, as everywhere, the parent also watches the resident memory of the child and
// kills it above the bound.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "data/ingest/sheet.hpp"
#include "geo/error.hpp"

namespace anxin {

struct ChildLimits {
  std::uint64_t file_bytes = 512u << 20;  // larger files are refused before the child starts
  std::uint64_t memory_bytes = std::uint64_t{3} << 30;
  std::chrono::seconds cpu{120};
  std::chrono::seconds wall{300};
  bool threads =
      false;  // the library that reads starts threads of its own (still no process); the child decides
};

// Files: several that belong together, or an archive of them (Shapefile, geodatabase, KML).
enum class FileFormat : std::uint8_t { Csv, GeoJson, Xlsx, Ods, GeoPackage, Kml, Files };
[[nodiscard]] std::string_view code(FileFormat);  // the child's word for it: csv, xlsx, files ...
// By extension. Anything else is refused with what to do instead.
[[nodiscard]] Result<FileFormat> format_of(const std::filesystem::path& file);

using ByteProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

inline constexpr std::string_view kAnyKind = "any";  // the kind is not known yet

struct ChildRequest {
  std::filesystem::path file;
  std::string work = "csv";  // code(FileFormat): the second word of the child's command line
  std::filesystem::path program = "/proc/self/exe";  // whose main calls run_if_intake_child first
  ChildLimits limits;
  struct Hints {
    std::string kind = "projects";  // code(IntakeKind), or kAnyKind
    std::string layer;              // the sheet or layer to read; empty: the best
    std::string headers;            // of --map, one a line
  } hints;
  std::uint64_t* peak_bytes = nullptr;  // receives the child's largest resident memory
  // The sheets or layers to choose from, once they are known; a refusal may follow.
  std::function<void(const std::vector<std::string>&)> on_layers = {};
};

// The file as a sheet of text cells. Refuses names with /vsi or ://, what is missing, no ordinary file, empty
// or too large.
[[nodiscard]] Result<Sheet> read_in_child(const ChildRequest& request, const ByteProgress& progress = {});

// What main() calls before anything else: when the command line is that of an intake child, does its work and
// returns the exit code; else nothing.
[[nodiscard]] std::optional<int> run_if_intake_child(int argc, char** argv);
inline constexpr std::string_view kIntakeChildWord = "--intake-child";

// Puts this process under the bounds and the filter, for good. For the child, and for tests that plant faults
// behind it.
[[nodiscard]] bool enter_sandbox(const ChildLimits& limits);

}  // namespace anxin
