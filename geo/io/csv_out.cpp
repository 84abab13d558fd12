#include "geo/io/csv_out.hpp"

#include <array>

namespace anxin {
namespace {

constexpr std::array<std::string_view, 11> kFormulaStarts{"=",  "+",  "-",  "@",  "\t", "\r",
                                                          "\n", "＝", "＋", "－", "＠"};
constexpr std::array<std::string_view, 4> kSpaces{" ", "\u3000", "\u00A0", "\uFEFF"};

}  // namespace

std::string defused(std::string_view text) {
  std::string_view rest = text;
  for (bool skipped = true; skipped;) {
    skipped = false;
    for (const auto space : kSpaces) {
      if (!rest.starts_with(space)) continue;
      rest.remove_prefix(space.size());
      skipped = true;
    }
  }
  for (const auto start : kFormulaStarts)
    if (rest.starts_with(start)) return "'" + std::string(text);
  return std::string(text);
}

void append_csv_cell(std::string& line, std::string_view text) {
  const bool edge = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!edge && text.find_first_of(",;\"\t\r\n") == std::string_view::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

}  // namespace anxin
