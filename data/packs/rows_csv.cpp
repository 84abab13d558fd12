#include "data/packs/rows_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "data/packs/value.hpp"
#include "geo/text.hpp"

namespace anxin::packs {
namespace {

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> out;
  for (;;) {
    const auto comma = line.find(',');
    out.emplace_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return out;
    line.remove_prefix(comma + 1);
  }
}

}  // namespace

Result<std::vector<CsvRow>> parse_rows(std::string_view text, const std::string& file,
                                       std::initializer_list<std::string_view> header) {
  if (text.size() > kLargestFile) {
    return std::unexpected(fault(file, 1, "file", "文件超过 16 MiB", "the file is larger than 16 MiB"));
  }
  if (!is_valid_utf8(text)) {
    return std::unexpected(fault(file, 1, "file", "不是合法的 UTF-8", "the file is not valid UTF-8"));
  }
  std::vector<CsvRow> rows;
  const std::vector<std::string> names(header.begin(), header.end());
  int number = 0;
  while (!text.empty()) {
    ++number;
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    CsvRow row{number, split(line)};
    if (number == 1) {
      if (row.cells != names) {
        const auto expected = fmt::format("{}", fmt::join(names, ","));
        return std::unexpected(fault(file, 1, "header", fmt::format("表头应为 {}", expected),
                                     fmt::format("the header should be {}", expected)));
      }
      continue;
    }
    if (row.cells.size() != names.size()) {
      return std::unexpected(
          fault(file, number, "row", fmt::format("应有 {} 格，实有 {} 格", names.size(), row.cells.size()),
                fmt::format("should have {} cells, not {}", names.size(), row.cells.size())));
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (row.cells[i].empty())
        return std::unexpected(fault(file, number, names[i], "不能为空", "may not be empty"));
      if (row.cells[i].find_first_of("\"\r\t") != std::string::npos) {
        return std::unexpected(fault(file, number, names[i], "不能含引号、回车或制表符",
                                     "may not hold a quote, a carriage return or a tab"));
      }
    }
    rows.push_back(std::move(row));
  }
  if (number == 0) return std::unexpected(fault(file, 1, "header", "文件为空", "the file is empty"));
  return rows;
}

}  // namespace anxin::packs
