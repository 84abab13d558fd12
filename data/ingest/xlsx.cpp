#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>

#include "data/ingest/spreadsheet.hpp"
#include "data/ingest/xml.hpp"

namespace anxin {
namespace {

std::unexpected<Error> missing(std::string_view part) {
  return fail(ErrorCode::BadInput, fmt::format("文件缺少部件“{}”，不是完好的 XLSX。", part),
              fmt::format("The part \"{}\" is missing; this is no sound XLSX.", part));
}

template <class N>
std::optional<N> whole_number(std::string_view text) {
  N n{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

// Reads one part to its end or until a handler stops it.
Status read_part(const Archive& archive, const Archive::Entry& entry, XmlReader& xml) {
  const auto unpacked = archive.unpack(entry, [&](std::string_view piece) { return xml.feed(piece); });
  if (auto sound = xml.finish(); !sound) return sound;
  return unpacked;
}

struct Relation {
  std::string target, type;
};

// Targets are relative to the folder of the part that has them.
std::string resolved(std::string_view folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string base(folder);
  while (target.starts_with("../") && !base.empty()) {
    target.remove_prefix(3);
    base.pop_back();
    base.erase(base.rfind('/') == std::string::npos ? 0 : base.rfind('/') + 1);
  }
  return base + std::string(target);
}

Result<std::map<std::string, Relation, std::less<>>> relations(const Archive& archive,
                                                               const std::string& part) {
  const auto slash = part.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
  const std::string name = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  std::map<std::string, Relation, std::less<>> out;
  const auto* entry = archive.find(name);
  if (!entry) return out;
  XmlHandlers handlers;
  handlers.start = [&](std::string_view tag, const Attributes& a) {
    if (local(tag) != "Relationship" || a["TargetMode"] == "External") return;
    out[std::string(a["Id"])] = {resolved(folder, a["Target"]), std::string(a["Type"])};
  };
  XmlReader xml(name, std::move(handlers));
  if (auto read = read_part(archive, *entry, xml); !read) return std::unexpected(read.error());
  return out;
}

struct Workbook {
  std::vector<std::string> names, parts;  // of the sheets: visible ones, or the one that --layer names
  std::vector<std::string> shared;
  std::vector<bool> day_style;  // by the cell's s=
  SerialDays epoch = SerialDays::From1900;
};

Status read_sheets(const Archive& archive, const std::string& part, const std::string& wanted,
                   Workbook& into) {
  const auto* entry = archive.find(part);
  if (!entry) return missing(part);
  const auto related = relations(archive, part);
  if (!related) return std::unexpected(related.error());
  XmlHandlers handlers;
  handlers.start = [&](std::string_view tag, const Attributes& a) {
    if (local(tag) == "workbookPr" && (a["date1904"] == "1" || a["date1904"] == "true"))
      into.epoch = SerialDays::From1904;
    if (local(tag) != "sheet") return;
    const auto relation = related->find(a.by_local("id"));
    const bool shown = a["state"].empty() || a["state"] == "visible" || a["name"] == wanted;
    if (relation == related->end() || !relation->second.type.ends_with("/worksheet") || !shown) return;
    into.names.emplace_back(a["name"]);
    into.parts.push_back(relation->second.target);
  };
  XmlReader xml(part, std::move(handlers));
  return read_part(archive, *entry, xml);
}

// Texts of cells stand once in a part of their own; readings of characters (rPh) are no part of them.
Status read_shared(const Archive& archive, const std::string& part, Workbook& into) {
  const auto* entry = archive.find(part);
  if (!entry) return {};
  bool in_text = false;
  int reading = 0;
  XmlHandlers handlers;
  handlers.start = [&](std::string_view tag, const Attributes&) {
    if (local(tag) == "si") into.shared.emplace_back();
    if (local(tag) == "rPh") ++reading;
    in_text = local(tag) == "t" && reading == 0;
  };
  handlers.end = [&](std::string_view tag) {
    if (local(tag) == "rPh") --reading;
    in_text = false;
  };
  handlers.text = [&](std::string_view text) {
    if (in_text && !into.shared.empty()) into.shared.back() += text;
  };
  XmlReader xml(part, std::move(handlers));
  return read_part(archive, *entry, xml);
}

// Formats that are not spelt out in the file (ECMA-376 18.8.30, with those of Chinese Excel).
bool built_in_days(int id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
         id == 57 || id == 58;
}

Status read_styles(const Archive& archive, const std::string& part, Workbook& into) {
  const auto* entry = archive.find(part);
  if (!entry) return {};
  std::map<int, bool> days;
  bool in_cells = false;
  XmlHandlers handlers;
  handlers.start = [&](std::string_view tag, const Attributes& a) {
    if (local(tag) == "numFmt") {
      if (const auto id = whole_number<int>(a["numFmtId"])) days[*id] = shows_days(a["formatCode"]);
    } else if (local(tag) == "cellXfs") {
      in_cells = true;
    } else if (in_cells && local(tag) == "xf") {
      const int id = whole_number<int>(a["numFmtId"]).value_or(0);
      const auto known = days.find(id);
      into.day_style.push_back(known != days.end() ? known->second : built_in_days(id));
    }
  };
  handlers.end = [&](std::string_view tag) { in_cells = in_cells && local(tag) != "cellXfs"; };
  XmlReader xml(part, std::move(handlers));
  return read_part(archive, *entry, xml);
}

struct Place {
  std::size_t column = 0;
  std::uint32_t row = 0;
};

std::optional<Place> place_of(std::string_view reference) {
  Place place;
  std::size_t i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && i < 7; ++i)
    place.column = place.column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
  const auto row = whole_number<std::uint32_t>(reference.substr(i));
  if (i == 0 || !row) return std::nullopt;
  --place.column;
  place.row = *row;
  return place;
}

// One worksheet part as events: rows to the TableWriter, merged areas kept.
class WorksheetReader {
 public:
  WorksheetReader(const Workbook& book, TableWriter& table) : book_(book), table_(table) {}

  Status read(const Archive& archive, const std::string& part) {
    const auto* entry = archive.find(part);
    if (!entry) return missing(part);
    XmlHandlers handlers;
    handlers.start = [&](std::string_view tag, const Attributes& a) { start(local(tag), a); };
    handlers.end = [&](std::string_view tag) { end(local(tag)); };
    handlers.text = [&](std::string_view text) {
      if (in_value_ && text_.size() <= kMaxCellBytes) text_ += text;
    };
    XmlReader xml(part, std::move(handlers));
    xml_ = &xml;
    auto read = read_part(archive, *entry, xml);
    xml_ = nullptr;
    if (!read) return read;
    return table_.finish(merged_);
  }

 private:
  void start(std::string_view tag, const Attributes& a) {
    if (tag == "row") {
      line_ = whole_number<std::uint32_t>(a["r"]).value_or(line_ + 1);
      next_column_ = 0;
      cells_.clear();
    } else if (tag == "c") {
      const auto place = place_of(a["r"]);
      cell_ = {};
      cell_.column = place ? place->column : next_column_;
      next_column_ = cell_.column + 1;
      type_ = a["t"];
      style_ = whole_number<std::size_t>(a["s"]).value_or(0);
      formula_ = valued_ = false;
      text_.clear();
    } else if (tag == "f") {
      formula_ = true;
    } else if (tag == "v" || (tag == "t" && type_ == "inlineStr")) {
      in_value_ = reading_ == 0;
      valued_ = true;
    } else if (tag == "rPh") {
      ++reading_;
    } else if (tag == "mergeCell") {
      merge(a["ref"]);
    }
  }

  void end(std::string_view tag) {
    if (tag == "v" || tag == "t") in_value_ = false;
    if (tag == "rPh") --reading_;
    if (tag == "c") finish_cell();
    if (tag != "row") return;
    std::ranges::stable_sort(cells_, {}, &GridCell::column);
    if (!table_.row(line_, std::move(cells_))) xml_->stop();
    cells_.clear();
  }

  void finish_cell() {
    const bool number = type_.empty() || type_ == "n";
    if (formula_ && (!valued_ || (number && text_.empty()))) {
      cell_.kind = GridCell::Kind::NoResult;
    } else if (type_ == "s") {
      const auto index = whole_number<std::size_t>(text_);
      const bool there = index && *index < book_.shared.size();
      if (!there) cell_.kind = GridCell::Kind::ErrorValue;
      cell_.text = there ? book_.shared[*index] : "#?";
    } else if (type_ == "e") {
      cell_.kind = GridCell::Kind::ErrorValue;
      cell_.text = text_.substr(0, 20);
    } else if (type_ == "b") {
      cell_.text = text_ == "1" ? "TRUE" : "FALSE";
    } else if (number) {
      cell_.text = number_cell();
    } else {
      cell_.text = text_;
    }
    if (cell_.column <= kMaxColumns) cells_.push_back(std::move(cell_));  // one too many is enough to refuse
  }

  std::string number_cell() const {
    double serial = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), serial);
    const bool days = style_ < book_.day_style.size() && book_.day_style[style_];
    if (days && error == std::errc{} && end == text_.data() + text_.size())
      if (auto day = serial_text(serial, book_.epoch); !day.empty()) return day;
    return number_text(text_);
  }

  void merge(std::string_view reference) {
    const auto colon = reference.find(':');
    if (colon == std::string_view::npos || merged_.size() >= kMostMerged) return;
    const auto from = place_of(reference.substr(0, colon)), to = place_of(reference.substr(colon + 1));
    if (from && to) merged_.push_back({from->row, to->row, from->column, to->column});
  }

  static constexpr std::size_t kMostMerged = 1'000'000;
  const Workbook& book_;
  TableWriter& table_;
  XmlReader* xml_ = nullptr;
  std::vector<GridCell> cells_;
  std::vector<MergedArea> merged_;
  GridCell cell_;
  std::string type_, text_;
  std::size_t style_ = 0, next_column_ = 0;
  std::uint32_t line_ = 0;
  int reading_ = 0;
  bool formula_ = false, valued_ = false, in_value_ = false;
};

Result<Workbook> read_workbook(const Archive& archive, const std::string& wanted) {
  std::string part = "xl/workbook.xml";
  const auto root = relations(archive, "");
  if (!root) return std::unexpected(root.error());
  for (const auto& [id, relation] : *root)
    if (relation.type.ends_with("/officeDocument")) part = relation.target;
  Workbook book;
  if (auto read = read_sheets(archive, part, wanted, book); !read) return std::unexpected(read.error());
  const auto related = relations(archive, part);
  if (!related) return std::unexpected(related.error());
  for (const auto& [id, relation] : *related) {
    Status read;
    if (relation.type.ends_with("/sharedStrings")) read = read_shared(archive, relation.target, book);
    if (relation.type.ends_with("/styles")) read = read_styles(archive, relation.target, book);
    if (!read) return std::unexpected(read.error());
  }
  return book;
}

}  // namespace

bool shows_days(std::string_view format) {
  bool minutes_or_months = false, clock = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == ';') break;  // what follows is for negative numbers
    if (c == '"') {
      const auto close = format.find('"', i + 1);
      if (close == std::string_view::npos) break;
      i = close;
    } else if (c == '[') {
      const auto close = format.find(']', i + 1);
      if (close == std::string_view::npos) break;
      if (const char unit = format[i + 1]; unit == 'h' || unit == 'm' || unit == 's') clock = true;  // [h]:mm
      i = close;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (format.substr(i).starts_with("General")) {
      i += 6;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      return true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      clock = true;
    } else if (c == 'm' || c == 'M') {
      minutes_or_months = true;
    }
  }
  return minutes_or_months && !clock;
}

std::string serial_text(double serial, SerialDays epoch) {
  using namespace std::chrono;
  constexpr double kLast = 2'958'465;  // 9999-12-31
  if (!(serial >= 0) || serial > kLast) return {};
  auto seconds_of_day = std::llround((serial - std::floor(serial)) * 86'400);
  auto day = static_cast<int>(std::floor(serial));
  if (seconds_of_day == 86'400) {
    seconds_of_day = 0;
    ++day;
  }
  if (epoch == SerialDays::From1900 && (day == 60 || day == 0)) return {};
  const sys_days first = epoch == SerialDays::From1904 ? sys_days{year{1904} / 1 / 1}
                         : day < 60                    ? sys_days{year{1899} / 12 / 31}
                                                       : sys_days{year{1899} / 12 / 30};
  const year_month_day date{first + days{day}};
  std::string out = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (seconds_of_day != 0)
    out += fmt::format(" {:02}:{:02}:{:02}", seconds_of_day / 3600, seconds_of_day / 60 % 60,
                       seconds_of_day % 60);
  return out;
}

Status write_xlsx_sheet(const Archive& archive, const SheetHints& hints, SheetWriter& out) {
  const auto book = read_workbook(archive, hints.layer);
  if (!book) return std::unexpected(book.error());
  if (!out.layers(book->names)) return fail(ErrorCode::Internal, "父进程已退出。", "The parent has gone.");
  std::vector<std::size_t> scores(book->names.size(), 0);
  if (book->names.size() > 1 && hints.layer.empty()) {
    for (std::size_t i = 0; i < book->names.size(); ++i) {
      TableWriter look(hints, {}, nullptr);
      if (auto read = WorksheetReader(*book, look).read(archive, book->parts[i]); !read) return read;
      scores[i] = look.header_score();
    }
  }
  const auto chosen = choose_sheet(book->names, scores, hints.layer);
  if (!chosen) return std::unexpected(chosen.error());
  SheetHead head;
  head.layer = book->names[*chosen];
  head.serial_days = book->epoch;
  TableWriter table(hints, std::move(head), &out);
  return WorksheetReader(*book, table).read(archive, book->parts[*chosen]);
}

}  // namespace anxin
