#include "data/ingest/table_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace anxin {
namespace {

std::vector<std::string> texts_of(const std::vector<GridCell>& cells) {
  std::vector<std::string> out;
  for (const auto& cell : cells) {
    if (cell.column >= kMaxColumns) break;
    out.resize(cell.column + 1);
    out[cell.column] = cell.text;
  }
  return out;
}

}  // namespace

std::string cell_name(std::size_t column, std::uint32_t row) {
  std::string letters;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
  return fmt::format("{}{}", letters, row);
}

std::string number_text(std::string_view stored) {
  constexpr std::size_t kExact = 15;  // the digits that a spreadsheet keeps
  const bool digits =
      !stored.empty() && std::ranges::all_of(stored, [](char c) { return c >= '0' && c <= '9'; });
  if (digits && stored.size() <= kExact) return std::string(stored);
  double value = 0;
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  if (error != std::errc{} || end != stored.data() + stored.size()) return std::string(stored);
  return fmt::format("{:.15G}", value);
}

bool TableWriter::refuse(std::string zh, std::string en) {
  if (!refused_) refused_ = Error{ErrorCode::BadInput, std::move(zh), std::move(en)};
  return false;
}

bool TableWriter::row(std::uint32_t line, std::vector<GridCell> cells) {
  std::erase_if(cells, [](const GridCell& c) { return c.text.empty() && c.kind == GridCell::Kind::Value; });
  if (cells.empty()) return true;
  any_ = true;
  if (cells.back().column >= kMaxColumns)
    return refuse(fmt::format("第 {} 行超过 {} 列，这不是表格。", line, kMaxColumns),
                  fmt::format("Line {}: more than {} columns; this is no table.", line, kMaxColumns));
  if (settled_) return send({line, std::move(cells)});
  first_.push_back({line, std::move(cells)});
  return first_.size() < kHeaderRows || settle();
}

bool TableWriter::settle() {
  settled_ = true;
  std::size_t header = 0;
  for (std::size_t i = 0; i < first_.size(); ++i) {
    const std::size_t score = known_headers(hints_.kind, texts_of(first_[i].cells), hints_.headers);
    if (score <= score_) continue;
    score_ = score;
    header = i;
  }
  if (!out_ || first_.empty()) return false;
  header_line_ = first_[header].number;
  for (const auto& cell : first_[header].cells)
    if (!check_cell(first_[header], cell)) return false;
  head_.columns = texts_of(first_[header].cells);
  if (!out_->head(head_)) {
    gone_ = true;
    return false;
  }
  for (std::size_t i = header + 1; i < first_.size(); ++i)
    if (!send(first_[i])) return false;
  first_.clear();
  return true;
}

bool TableWriter::check_cell(const Line& line, const GridCell& cell) {
  const std::string where = cell_name(cell.column, line.number);
  if (cell.kind == GridCell::Kind::NoResult)
    return refuse(
        fmt::format("单元格 {} 是没有计算结果的公式；请在表格软件里打开、保存后再导入，或粘贴为数值。",
                    where),
        fmt::format(
            "The cell {} is a formula without its result; open and save the file in a spreadsheet program, "
            "or paste the values.",
            where));
  if (cell.kind == GridCell::Kind::ErrorValue)
    return refuse(
        fmt::format("单元格 {} 是错误值 {}，请更正后再导入。", where, cell.text),
        fmt::format("The cell {} holds the error {}; correct it and import again.", where, cell.text));
  if (cell.text.size() > kMaxCellBytes)
    return refuse(fmt::format("单元格 {} 的文字过长。", where),
                  fmt::format("The text of cell {} is too long.", where));
  return true;
}

bool TableWriter::send(const Line& line) {
  const std::size_t width = head_.columns.size();
  std::vector<std::string_view> cells(width);
  for (const auto& cell : line.cells) {
    if (!check_cell(line, cell)) return false;
    if (cell.column >= cells.size()) cells.resize(cell.column + 1);
    cells[cell.column] = cell.text;
    sent_bytes_ += cell.text.size();
  }
  if (++rows_ > kMaxRows)
    return refuse(fmt::format("超过 {} 行，请分成几个文件导入。", kMaxRows),
                  fmt::format("More than {} rows; import it in several files.", kMaxRows));
  sent_bytes_ += 4 * cells.size() + 9;
  if (sent_bytes_ > kMaxCellTotal)
    return refuse("表格内容过大，请分成几个文件导入。",
                  "The sheet holds too much; import it in several files.");
  const RowShape shape = cells.size() > width ? RowShape::Long : RowShape::Whole;
  gone_ = !out_->row(line.number, shape, cells);
  return !gone_;
}

Status TableWriter::finish(const std::vector<MergedArea>& merged) {
  if (!settled_ && !refused_) (void)settle();
  if (refused_) return std::unexpected(*refused_);
  if (!out_) return {};
  if (gone_) return fail(ErrorCode::Internal, "父进程已退出。", "The parent has gone.");
  if (!any_)
    return fail(ErrorCode::BadInput, "表格是空的，没有表头。", "The sheet is empty: it has no header.");
  for (const auto& area : merged) {
    if (area.row == area.last_row || area.last_row < header_line_ || area.column >= head_.columns.size())
      continue;
    const std::string where =
        cell_name(area.column, area.row) + ":" + cell_name(area.last_column, area.last_row);
    return fail(
        ErrorCode::BadInput,
        fmt::format("{} 是跨行的合并单元格，程序不猜其余各行的内容；请取消合并并逐行填写。", where),
        fmt::format("{} is merged over several rows and the others would be a guess; unmerge it and fill "
                    "every row.",
                    where));
  }
  return {};
}

Result<std::size_t> choose_sheet(const std::vector<std::string>& names,
                                 const std::vector<std::size_t>& scores, const std::string& wanted) {
  std::string listed;
  for (const auto& name : names) listed += (listed.empty() ? "" : ", ") + name;
  if (names.empty())
    return fail(ErrorCode::BadInput, "文件里没有可读的工作表。", "The file has no sheet that can be read.");
  if (wanted.empty()) return static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
  const auto found = std::ranges::find(names, wanted);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  return fail(ErrorCode::BadInput, fmt::format("文件里没有“{}”；有 {}。", wanted, listed),
              fmt::format("The file has no \"{}\"; it has {}.", wanted, listed));
}

}  // namespace anxin
