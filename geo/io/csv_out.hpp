// One row of CSV as Chinese offices open it: RFC 4180 with CR LF, UTF-8 with BOM (without it Excel reads
// GBK), and text that a spreadsheet would take for a formula made harmless. Pure; any thread. Not for
// reading: data/ingest has its own reader.
#pragma once
#include <string>
#include <string_view>

namespace anxin {

inline constexpr std::string_view kCsvBom = "\xEF\xBB\xBF";

// `text` with an apostrophe before it when its first character after spaces is one of = + - @, their
// full-width forms, TAB, CR or LF (TRUST: cells defused on CSV and XLSX export); else unchanged. For text
// only: a negative number in a column of numbers is not text.
[[nodiscard]] std::string defused(std::string_view text);

// In double quotes when it holds a comma, semicolon, quote, TAB, CR, LF or a space at either end; quotes
// doubled.
void append_csv_cell(std::string& line, std::string_view text);

}  // namespace anxin
