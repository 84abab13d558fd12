#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "data/ingest/spreadsheet.hpp"
#include "data/ingest/xml.hpp"

namespace anxin {
namespace {

constexpr const char* kContent = "content.xml";

std::uint32_t repeats(std::string_view text) {
  std::uint32_t n = 1;
  (void)std::from_chars(text.data(), text.data() + text.size(), n);
  return std::max<std::uint32_t>(n, 1);
}

// content.xml as events: every table's rows go to the TableWriter that `writer_of` names for it (nullptr: not
// read).
class ContentReader {
 public:
  using WriterOf = std::function<TableWriter*(std::size_t index, const std::string& name)>;
  explicit ContentReader(WriterOf writer_of) : writer_of_(std::move(writer_of)) {}

  Status read(const Archive& archive) {
    const auto* entry = archive.find(kContent);
    if (!entry)
      return fail(ErrorCode::BadInput, "文件缺少部件“content.xml”，不是完好的 ODS。",
                  "The part \"content.xml\" is missing; this is no sound ODS.");
    XmlHandlers handlers;
    handlers.start = [&](std::string_view tag, const Attributes& a) { start(tag, a); };
    handlers.end = [&](std::string_view tag) { end(tag); };
    handlers.text = [&](std::string_view text) {
      if (in_cell_ && paragraphs_ > 0 && notes_ == 0 && text_.size() <= kMaxCellBytes) text_ += text;
    };
    XmlReader xml(kContent, std::move(handlers));
    const auto unpacked = archive.unpack(*entry, [&](std::string_view piece) { return xml.feed(piece); });
    if (auto sound = xml.finish(); !sound) return sound;
    return unpacked;
  }

  [[nodiscard]] const std::vector<MergedArea>& merged() const { return merged_; }

 private:
  void start(std::string_view tag, const Attributes& a) {
    if (tag == "table:table") {
      writer_ = ++depth_ == 1 ? writer_of_(tables_++, std::string(a["table:name"])) : nullptr;
      line_ = 0;
    } else if (!writer_) {
      return;
    } else if (tag == "table:table-row") {
      row_repeats_ = repeats(a["table:number-rows-repeated"]);
      column_ = 0;
    } else if (tag == "table:table-cell" || tag == "table:covered-table-cell") {
      start_cell(a);
    } else if (tag == "office:annotation") {
      ++notes_;
    } else if (in_cell_ && notes_ == 0) {
      start_text(tag, a);
    }
  }

  void start_text(std::string_view tag, const Attributes& a) {
    if (tag == "text:p") {
      if (paragraphs_++ > 0) text_ += '\n';
    } else if (tag == "text:s") {
      text_.append(std::min<std::size_t>(repeats(a["text:c"]), kMaxCellBytes), ' ');
    } else if (tag == "text:tab" || tag == "text:line-break") {
      text_ += ' ';
    }
  }

  void start_cell(const Attributes& a) {
    in_cell_ = true;
    paragraphs_ = 0;
    text_.clear();
    cell_repeats_ = repeats(a["table:number-columns-repeated"]);
    type_ = a["office:value-type"];
    formula_ = a.has("table:formula");
    error_ = a["calcext:value-type"] == "error";
    value_ = a[type_ == "date"      ? "office:date-value"
               : type_ == "boolean" ? "office:boolean-value"
                                    : "office:value"];
    said_ = a["office:string-value"];
    const auto down = repeats(a["table:number-rows-spanned"]),
               across = repeats(a["table:number-columns-spanned"]);
    constexpr std::size_t kMostMerged = 1'000'000;
    if ((down > 1 || across > 1) && merged_.size() < kMostMerged)
      merged_.push_back({line_ + 1, line_ + down, column_, column_ + across - 1});
  }

  void end(std::string_view tag) {
    if (tag == "table:table" && --depth_ == 0) writer_ = nullptr;
    if (!writer_) return;
    if (tag == "office:annotation") --notes_;
    if (tag == "table:table-cell" || tag == "table:covered-table-cell") finish_cell();
    if (tag == "table:table-row") finish_row();
  }

  void finish_cell() {
    in_cell_ = false;
    GridCell cell;
    if (error_) {
      cell.kind = GridCell::Kind::ErrorValue;
      cell.text = text_.substr(0, 20);
    } else if (type_ == "date") {
      cell.text = value_.ends_with("T00:00:00") ? value_.substr(0, 10) : value_;
    } else if (type_ == "boolean") {
      cell.text = value_ == "true" ? "TRUE" : "FALSE";
    } else if (!value_.empty()) {
      cell.text = number_text(value_);
    } else {
      cell.text = said_.empty() ? text_ : said_;
      if (formula_ && type_.empty() && cell.text.empty()) cell.kind = GridCell::Kind::NoResult;
    }
    const bool blank = cell.text.empty() && cell.kind == GridCell::Kind::Value;
    for (std::uint32_t i = 0; !blank && i < cell_repeats_ && column_ + i <= kMaxColumns; ++i) {
      cells_.push_back(cell);
      cells_.back().column = column_ + i;
    }
    column_ += cell_repeats_;
  }

  void finish_row() {
    const bool blank = cells_.empty();
    for (std::uint32_t i = 0; !blank && i < row_repeats_; ++i)
      if (!writer_->row(line_ + i + 1, cells_)) {
        writer_ = nullptr;
        break;
      }
    cells_.clear();
    line_ += row_repeats_;
  }

  WriterOf writer_of_;
  TableWriter* writer_ = nullptr;
  std::vector<GridCell> cells_;
  std::vector<MergedArea> merged_;
  std::string text_, type_, value_, said_;
  std::size_t column_ = 0, tables_ = 0;
  std::uint32_t line_ = 0, row_repeats_ = 1, cell_repeats_ = 1;
  int depth_ = 0, notes_ = 0, paragraphs_ = 0;
  bool in_cell_ = false, formula_ = false, error_ = false;
};

}  // namespace

Status write_ods_sheet(const Archive& archive, const SheetHints& hints, SheetWriter& out) {
  std::vector<std::string> names;
  std::vector<std::unique_ptr<TableWriter>> looks;
  ContentReader look([&](std::size_t, const std::string& name) {
    names.push_back(name);
    return looks.emplace_back(std::make_unique<TableWriter>(hints, SheetHead{}, nullptr)).get();
  });
  if (auto read = look.read(archive); !read) return read;
  if (!out.layers(names)) return fail(ErrorCode::Internal, "父进程已退出。", "The parent has gone.");
  std::vector<std::size_t> scores;
  for (const auto& table : looks) {
    if (auto read = table->finish({}); !read) return read;
    scores.push_back(table->header_score());
  }
  const auto chosen = choose_sheet(names, scores, hints.layer);
  if (!chosen) return std::unexpected(chosen.error());
  SheetHead head;
  head.layer = names[*chosen];
  head.serial_days = SerialDays::From1900;
  TableWriter table(hints, std::move(head), &out);
  ContentReader reader(
      [&](std::size_t index, const std::string&) { return index == *chosen ? &table : nullptr; });
  if (auto read = reader.read(archive); !read) return read;
  return table.finish(reader.merged());
}

}  // namespace anxin
