#include "data/ingest/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace anxin {
namespace {

std::unexpected<Error> at_line(std::uint32_t line, std::string_view zh, std::string_view en) {
  return fail(ErrorCode::BadInput, fmt::format("第 {} 行：{}。", line, zh),
              fmt::format("Line {}: {}.", line, en));
}

bool all_blank(std::span<const std::string_view> cells) {
  return std::ranges::all_of(
      cells, [](std::string_view c) { return c.find_first_not_of(" \t") == std::string_view::npos; });
}

}  // namespace

Result<CsvReader> CsvReader::open(std::string utf8) {
  CsvReader reader(std::move(utf8));
  reader.detect_delimiter();
  do {
    auto more = reader.record();
    if (!more) return std::unexpected(more.error());
    if (!*more)
      return fail(ErrorCode::BadInput, "文件是空的，没有表头。", "The file is empty: it has no header.");
  } while (all_blank(reader.cells_));
  if (reader.shape_ == RowShape::StrayQuote)
    return at_line(reader.row_line_, "表头里有多余的引号", "the header has a stray quote");
  reader.header_.assign(reader.cells_.begin(), reader.cells_.end());
  return reader;
}

// The most frequent of , ; TAB outside quotes in the first line that has any character.
void CsvReader::detect_delimiter() {
  std::array<std::size_t, 3> count{};
  constexpr std::string_view kCandidates = ",;\t";
  bool quoted = false, seen = false;
  for (const char c : std::string_view(text_).substr(0, 1 << 20)) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) {
      if (seen) break;
      continue;
    }
    seen = true;
    const std::size_t i = kCandidates.find(c);
    if (!quoted && i != std::string_view::npos) ++count[i];
  }
  delimiter_ = kCandidates[static_cast<std::size_t>(std::ranges::max_element(count) - count.begin())];
}

Result<bool> CsvReader::next() {
  do {
    auto more = record();
    if (!more || !*more) return more;
  } while (all_blank(cells_));
  if (shape_ != RowShape::Whole) return true;
  if (cells_.size() < header_.size()) shape_ = RowShape::Short;
  if (cells_.size() > header_.size()) {
    if (!all_blank(std::span(cells_).subspan(header_.size())))
      shape_ = RowShape::Long;
    else
      cells_.resize(header_.size());
  }
  return true;
}

bool CsvReader::end_of_line() {
  if (at_ >= text_.size()) return true;
  if (text_[at_] != '\r' && text_[at_] != '\n') return false;
  at_ += text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
  ++line_;
  return true;
}

Result<bool> CsvReader::record() {
  cells_.clear();
  shape_ = RowShape::Whole;
  row_line_ = line_;
  if (at_ >= text_.size()) return false;
  while (true) {
    if (cells_.size() == kMaxColumns)
      return at_line(row_line_, fmt::format("列数超过 {} 列，不像一张表", kMaxColumns),
                     fmt::format("more than {} columns; this is no table", kMaxColumns));
    auto cell = at_ < text_.size() && text_[at_] == '"' ? quoted_cell() : plain_cell();
    if (!cell) return std::unexpected(cell.error());
    if (at_ < text_.size() && text_[at_] == delimiter_) {
      ++at_;
      continue;
    }
    if (end_of_line()) return true;
  }
}

Status CsvReader::plain_cell() {
  const std::size_t begin = at_;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == delimiter_ || c == '\n' || c == '\r') break;
    if (c == '"') shape_ = RowShape::StrayQuote;
    if (c == 0)
      return at_line(line_, "文件里有空字符（NUL），不是文本表格",
                     "the file has a NUL; it is not a text table");
  }
  if (at_ - begin > kMaxCellBytes)
    return at_line(line_, "单元格过长，不像一张表", "a cell is too long; this is no table");
  cells_.push_back(std::string_view(text_).substr(begin, at_ - begin));
  return {};
}

Status CsvReader::quoted_cell() {
  const std::uint32_t opened = line_;
  const std::size_t begin = ++at_;
  std::size_t to = begin;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '"') {
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '"')
        ++at_;
      else
        break;
    } else if (c == '\n' || (c == '\r' && (at_ + 1 >= text_.size() || text_[at_ + 1] != '\n'))) {
      ++line_;
    } else if (c == 0) {
      return at_line(line_, "文件里有空字符（NUL），不是文本表格",
                     "the file has a NUL; it is not a text table");
    }
    text_[to++] = text_[at_];
    if (to - begin > kMaxCellBytes)
      return at_line(opened, "单元格过长，很可能引号不成对",
                     "a cell is too long; its quote is probably never closed");
  }
  if (at_ >= text_.size())
    return at_line(opened, "引号没有成对，直到文件末尾也没有闭合", "a quote opens here and is never closed");
  ++at_;
  const bool ends =
      at_ >= text_.size() || text_[at_] == delimiter_ || text_[at_] == '\n' || text_[at_] == '\r';
  if (!ends)
    return at_line(
        line_, fmt::format("引号没有成对（在第 {} 行打开），闭合后还有文字", opened),
        fmt::format("unbalanced quotes: one opened on line {} is followed by text after it closes", opened));
  cells_.push_back(std::string_view(text_).substr(begin, to - begin));
  return {};
}

}  // namespace anxin
