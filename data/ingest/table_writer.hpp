// The rows of one sheet of a workbook on their way out of the child: finds the header among the first ten
// rows that hold anything, skips what stands above it (titles, units of measure), pads short rows, and
// refuses what would be read otherwise than the clerk sees it: a formula without its result, an error value,
// cells merged downwards. For xlsx.cpp and ods.cpp. Thread: one. Errors: BadInput naming the cell.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingest/columns.hpp"
#include "data/ingest/sheet.hpp"

namespace anxin {

// What the child is told about the meaning of a file; only to find the sheet and the header row.
struct SheetHints {
  std::optional<IntakeKind> kind = IntakeKind::Projects;  // empty: not known, any kind's headers count
  std::string layer;                                      // --layer; empty: the sheet with the best header
  std::vector<std::string> headers;                       // that --map names
};

inline constexpr std::size_t kHeaderRows = 10;
inline constexpr std::uint64_t kMaxCellTotal = 512u << 20;  // shared texts could repeat without end

struct GridCell {
  enum class Kind : std::uint8_t { Value, NoResult, ErrorValue };
  std::size_t column = 0;
  std::string text;
  Kind kind = Kind::Value;
};

// From and to inclusive; rows from 1, columns from 0.
struct MergedArea {
  std::uint32_t row = 0, last_row = 0;
  std::size_t column = 0, last_column = 0;
};

class TableWriter {
 public:
  // Without `out` only the header is looked for: row() answers false once it is known.
  TableWriter(const SheetHints& hints, SheetHead head, SheetWriter* out)
      : hints_(hints), head_(std::move(head)), out_(out) {}
  // Cells in ascending order of columns, blank ones left out. False: no more rows are wanted.
  bool row(std::uint32_t line, std::vector<GridCell> cells);
  [[nodiscard]] Status finish(const std::vector<MergedArea>& merged);
  [[nodiscard]] std::size_t header_score() const { return score_; }
  [[nodiscard]] bool any() const { return any_; }

 private:
  struct Line {
    std::uint32_t number;
    std::vector<GridCell> cells;
  };
  bool settle();
  bool send(const Line& line);
  bool refuse(std::string zh, std::string en);
  bool check_cell(const Line& line, const GridCell& cell);
  const SheetHints& hints_;
  SheetHead head_;
  SheetWriter* out_;
  std::vector<Line> first_;  // until the header is known
  std::size_t score_ = 0, rows_ = 0;
  std::uint64_t sent_bytes_ = 0;
  std::uint32_t header_line_ = 0;
  bool any_ = false, settled_ = false, gone_ = false;
  std::optional<Error> refused_;
};

// "C7" for column 2, row 7.
[[nodiscard]] std::string cell_name(std::size_t column, std::uint32_t row);
// A number cell as its sheet shows it: 15 significant digits, whole numbers above that in scientific
// notation.
[[nodiscard]] std::string number_text(std::string_view stored);

// The sheet to read of several with these header scores: the named one, else the best. BadInput: no such
// name.
[[nodiscard]] Result<std::size_t> choose_sheet(const std::vector<std::string>& names,
                                               const std::vector<std::size_t>& scores,
                                               const std::string& wanted);

}  // namespace anxin
