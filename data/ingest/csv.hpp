// A strict streaming CSV reader (RFC 4180): one row at a time over a text already decoded to UTF-8. The
// delimiter (comma, semicolon or TAB) is read from the header; lines end with CR, LF or CRLF; blank rows are
// skipped. Not for spreadsheets, and not for meaning: cells are text (columns.hpp, values.hpp). Thread: one
// reader, one thread.
//
// The whole file is refused (BadInput, with the line) where the rows can no longer be told apart: a quote
// that never closes, text after a closing quote, a NUL, more than kMaxColumns columns, a cell longer than
// kMaxCellBytes. A row is marked (RowShape) where only it is wrong: fewer or more cells than the header, a
// quote inside an unquoted cell.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"

namespace anxin {

inline constexpr std::size_t kMaxColumns = 1'000;
inline constexpr std::size_t kMaxCellBytes = 65'536;

enum class RowShape : std::uint8_t { Whole, Short, Long, StrayQuote };

class CsvReader {
 public:
  // Reads the header. Refuses a text without one ("empty").
  static Result<CsvReader> open(std::string utf8);

  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  [[nodiscard]] char delimiter() const { return delimiter_; }

  // Moves to the next row; false at the end. Cells are valid until the next call.
  Result<bool> next();
  [[nodiscard]] std::span<const std::string_view> cells() const { return cells_; }
  [[nodiscard]] RowShape shape() const { return shape_; }
  [[nodiscard]] std::uint32_t line() const { return row_line_; }  // of the row's first character, from 1
  [[nodiscard]] std::size_t position() const { return at_; }      // bytes read
  [[nodiscard]] std::size_t size() const { return text_.size(); }

 private:
  explicit CsvReader(std::string utf8) : text_(std::move(utf8)) {}
  void detect_delimiter();
  Result<bool> record();
  Status quoted_cell();
  Status plain_cell();
  bool end_of_line();

  std::string text_;  // quoted cells are unescaped in place, which never grows them
  std::size_t at_ = 0;
  std::uint32_t line_ = 1, row_line_ = 1;
  char delimiter_ = ',';
  RowShape shape_ = RowShape::Whole;
  std::vector<std::string> header_;
  std::vector<std::string_view> cells_;
};

}  // namespace anxin
