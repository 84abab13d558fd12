// One file of any IntakeKind taken in: parsed in the limited child process, its
// columns mapped, every value read exactly, people's numbers refused, positions brought to CGCS2000 and
// jurisdictions found. The result is a Batch for Store::commit (of units and incidents: wishes for the desk)
// and an account of every row: accepted, accepted with remarks, or rejected with its reason. Nothing is
// stored here. Thread: any (a job); the Pack must outlive the call.
//
// Errors (nothing taken): BadInput for a file that cannot be used or a datum that cannot be judged, Usage for
// wrong words of --map.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingest/child.hpp"
#include "data/ingest/columns.hpp"
#include "data/ingest/crs_verdict.hpp"
#include "data/ingest/faults.hpp"
#include "data/model/operation_command.hpp"
#include "data/model/rows.hpp"
#include "data/packs/pack.hpp"
#include "geo/error.hpp"
#include "geo/text.hpp"

namespace anxin {

struct IntakeOptions {
  HeaderMap map;           // --map, in order
  std::optional<Crs> crs;  // --crs; empty is auto
  std::string layer;       // --layer: the sheet or layer to read; empty: the one with the best header
  Day data_date{};         // valid_from of rows that carry no 数据日期: the day of --now
  // What the store already has; empty functions know nothing and ask nothing.
  std::function<bool(std::string_view)> knows_project, knows_enterprise;
  // A project as it stands in the store: what a row of enterprises that names a party of it changes.
  std::function<std::optional<ProjectRow>(std::string_view)> project;
  // The id of the one project of this name; empty: none or several.
  std::function<std::optional<std::string>(std::string_view)> project_named;
  // A response unit as it is known: what columns that the file does not have leave as they are.
  std::function<std::optional<ResponseUnit>(std::string_view)> response_unit;
  // Told once, from within the call, which sheets or layers there are to choose from; also when the chosen
  // one is then refused. Not called where the format has none.
  std::function<void(const std::vector<std::string>&)> on_layers;
  std::filesystem::path program = "/proc/self/exe";
  ChildLimits limits;
};

struct RejectedRow {
  std::uint32_t line = 0;  // of the row's first line; for GeoJSON the number of the feature
  Fault fault{};
  std::string zh, en;              // the reason, a sentence
  std::vector<std::string> cells;  // the row as it came, people's numbers masked
};

struct Remark {
  std::uint32_t line = 0;  // 0: the file as a whole
  Fault fault{};
  std::string zh, en;
};
inline constexpr std::size_t kRemarksKept = 1000;  // the counts are complete

// A row that becomes a wish: where it stands in the file, and its cells for the rejects file, should the desk
// refuse it. People's numbers masked.
struct RowOrigin {
  std::uint32_t line = 0;
  std::vector<std::string> cells;
};
struct UnitWish {
  ResponseUnit unit;
  RowOrigin from;
};
struct IncidentWish {
  ReportIncident report;  // `exercise` is the store's to say
  RowOrigin from;
};

struct Intake {
  IntakeKind kind{};
  std::string source;  // file name without path, people's numbers masked
  Encoding encoding = Encoding::Utf8;
  char delimiter = 0;  // 0: not a CSV
  std::string layer;   // the sheet or layer that was read; empty where the format has none
  std::vector<std::string> header;
  ColumnMap columns;  // of `header`
  std::vector<std::string>
      example;               // the first row's cells, people's numbers masked, what may not be kept empty
  std::size_t rows = 0;      // read, blank ones not counted
  std::size_t accepted = 0;  // rows whose values are in `batch`, `units` or `incidents`
  Batch batch;
  std::vector<UnitWish> units;                // ResponseUnits
  std::vector<IncidentWish> incidents;        // Incidents
  std::vector<RejectedRow> rejected;          // in the order of the file
  std::vector<Remark> remarks;                // the first kRemarksKept
  std::array<std::size_t, kFaults> counts{};  // how often each fault, rejecting or not
  std::optional<CrsVerdict> crs;              // kinds with positions, where the file has their columns
};

struct IntakeProgress {
  std::size_t done = 0,
              total = 0;  // parts of the whole work, in no particular unit: done / total is the share
};
using OnIntakeProgress = std::function<void(IntakeProgress)>;

[[nodiscard]] Result<Intake> read_intake(IntakeKind kind, const std::filesystem::path& file,
                                         const IntakeOptions& options, const Pack& pack,
                                         const OnIntakeProgress& progress = {});

// The first half alone: the cells of the file, read in the limited child. Without a kind the header row, the
// sheet and the layer are those that any kind's headers fit best.
[[nodiscard]] Result<Sheet> read_sheet(std::optional<IntakeKind> kind, const std::filesystem::path& file,
                                       const IntakeOptions& options, const OnIntakeProgress& progress = {});

// The same from a sheet that is already here: what the fuzzer drives, and the second half of read_intake
// (without the file's name).
[[nodiscard]] Result<Intake> take_sheet(IntakeKind kind, Sheet sheet, const IntakeOptions& options,
                                        const Pack& pack, const OnIntakeProgress& progress = {});

// The name of a file as it may be shown and kept: without its folders, people's numbers masked.
[[nodiscard]] std::string source_name(const std::filesystem::path& file);

// The rejected rows whole: the columns of the file, then 行号 and 原因. CSV, UTF-8 with BOM, formulas
// defused; written beside its name and renamed, so that it is whole or absent.
[[nodiscard]] Status write_rejects(const Intake& intake, const std::filesystem::path& file);
// Its text, for tests.
[[nodiscard]] std::string rejects_text(const Intake& intake);

}  // namespace anxin
