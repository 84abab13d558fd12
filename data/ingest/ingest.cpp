#include "data/ingest/ingest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/ingest/build.hpp"
#include "data/ingest/sheet.hpp"
#include "data/model/personal.hpp"
#include "geo/io/vector_in.hpp"

namespace anxin {
namespace {

constexpr std::size_t kParts = 1000;  // of progress: the child 300, the rows 700
constexpr std::size_t kChildParts = 300;

// A row whose shape already rejects it.
std::optional<Fault> shape_fault(RowShape shape) {
  switch (shape) {
    case RowShape::Whole:
      return std::nullopt;
    case RowShape::Short:
      return Fault::ShortRow;
    case RowShape::Long:
      return Fault::LongRow;
    case RowShape::StrayQuote:
      return Fault::StrayQuote;
  }
  return std::nullopt;
}

class Taking {
 public:
  Taking(IntakeKind kind, Sheet sheet, const IntakeOptions& options, const Pack& pack)
      : sheet_(std::move(sheet)), options_(options), city_(pack) {
    out_.kind = kind;
    out_.encoding = sheet_.head.encoding;
    out_.delimiter = sheet_.head.delimiter;
    out_.layer = mask_personal(sheet_.head.layer);
    out_.header = sheet_.head.columns;
    out_.rows = sheet_.rows();
  }

  Status prepare() {
    auto map = map_columns(out_.kind, out_.header, options_.map, sheet_.head.has_geometry());
    if (!map) return std::unexpected(map.error());
    map_ = std::move(*map);
    for (const std::size_t column : map_.dropped) sheet_.drop_column(column);
    for (const std::size_t column : map_.unused)
      if (!out_.header[column].empty()) remark(0, make_note(Fault::ColumnIgnored, out_.header[column]));
    for (const std::size_t column : map_.unit_assumed)
      remark(0, make_note(Fault::UnitAssumed, out_.header[column]));
    keep_example();
    if (auto codes = check_codes(); !codes) return codes;
    const bool placed = map_.of(Field::Lon) != kNoColumn && map_.of(Field::Lat) != kNoColumn;
    return has_positions(out_.kind) && placed ? judge() : Status{};
  }

  void run(const OnIntakeProgress& progress) {
    BuildContext context{options_, city_, out_.crs ? out_.crs->crs : Crs{}};
    RowReader row(map_, out_.header, sheet_.head.serial_days);
    std::vector<std::string_view> cells;
    for (std::size_t i = 0; i < sheet_.rows(); ++i) {
      const auto [line, shape] = sheet_.row(i, cells);
      take_row(line, shape, cells, row, context);
      if (progress && (i % 5000 == 0 || i + 1 == sheet_.rows()))
        progress({kChildParts + (kParts - kChildParts) * (i + 1) / sheet_.rows(), kParts});
    }
  }

  Intake take() {
    for (auto& name : out_.header) name = mask_personal(name);
    return std::move(out_);
  }

 private:
  void keep_example() {
    out_.columns = map_;
    if (sheet_.rows() == 0) return;
    std::vector<std::string_view> cells;
    sheet_.row(0, cells);
    for (const auto cell : cells) out_.example.push_back(mask_personal(cell));
  }

  // In a workbook a code that became a number has lost its last digits in every row, shown or not: the file
  // is refused, not the rows.
  Status check_codes() {
    if (sheet_.head.serial_days == SerialDays::None) return {};
    std::vector<std::string_view> cells;
    std::string room;
    for (std::size_t i = 0; i < sheet_.rows(); ++i) {
      const auto line = sheet_.row(i, cells).line;
      for (const Field field : fields_of(out_.kind)) {
        const int column = map_.of(field);
        if (column == kNoColumn || !is_code(field) || static_cast<std::size_t>(column) >= cells.size())
          continue;
        const auto text = tidy(cells[static_cast<std::size_t>(column)], room);
        if (!is_scientific(text)) continue;
        const std::string header = mask_personal(out_.header[static_cast<std::size_t>(column)]);
        return fail(
            ErrorCode::BadInput,
            fmt::format(
                "“{}”列第 {} 行的编号变成了科学记数 {}，后几位已丢失；请把该列设为文本、重新填写后再导入。",
                header, line, mask_personal(text)),
            fmt::format("Column \"{}\", row {}: the code became {} in scientific notation and lost its last "
                        "digits; set the column to text (把该列设为文本), fill it in again and import it.",
                        header, line, mask_personal(text)));
      }
    }
    return {};
  }

  Status judge() {
    RowReader row(map_, out_.header, sheet_.head.serial_days);
    std::vector<ClaimedPosition> claims;
    std::vector<std::string_view> cells;
    const std::size_t stride = std::max<std::size_t>(1, sheet_.rows() / kRowsWeighed);
    const int name = map_.of(out_.kind == IntakeKind::Incidents ? Field::Place : Field::Name);
    for (std::size_t i = 0; i < sheet_.rows(); i += stride) {
      if (sheet_.row(i, cells).shape != RowShape::Whole) continue;
      row.begin(cells);
      if (const auto claim = claimed_position(
              row, city_, name == kNoColumn ? std::string_view{} : cells[static_cast<std::size_t>(name)]))
        claims.push_back(*claim);
    }
    CrsQuestion question{options_.crs, map_.declared_crs, fmt::format("表头“{}”", map_.declared_by),
                         fmt::format("the header \"{}\"", map_.declared_by)};
    if (!options_.crs && !map_.declared_crs && sheet_.head.declared_crs.starts_with(kUnnumbered))
      return fail(
          ErrorCode::BadInput,
          fmt::format("文件写的坐标系“{}”没有 EPSG 编号，无法确认；请用 --crs 指明。",
                      sheet_.head.declared_crs.substr(kUnnumbered.size())),
          fmt::format("The file states the coordinate system \"{}\", which has no EPSG code; name it with "
                      "--crs.",
                      sheet_.head.declared_crs.substr(kUnnumbered.size())));
    if (!map_.declared_crs && !sheet_.head.declared_crs.empty()) {
      const auto declared = parse_crs(sheet_.head.declared_crs);
      if (declared) question.declared = *declared;
      question.declared_by = "文件的 crs ";
      question.declared_by_en = "the file's crs";
    }
    auto verdict = judge_crs(claims, city_, question);
    if (!verdict) return std::unexpected(verdict.error());
    out_.crs = std::move(*verdict);
    return {};
  }

  Personal personal_in(const std::vector<std::string_view>& cells) const {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Personal found = find_personal(cells[i]);
      if (found == Personal::None) continue;
      const auto column = static_cast<int>(i);
      const bool position = column == map_.of(Field::Lon) || column == map_.of(Field::Lat);
      if (position && is_plain_degrees(cells[i])) continue;  // 39.13812345678 is no telephone
      return found;
    }
    return Personal::None;
  }

  static bool is_plain_degrees(std::string_view cell) {
    const auto point = cell.find('.');
    return point != std::string_view::npos && point >= 2 && point <= 3 && read_coordinate(cell).has_value();
  }

  void take_row(std::uint32_t line, RowShape shape, const std::vector<std::string_view>& cells,
                RowReader& row, BuildContext& context) {
    if (const Personal found = personal_in(cells); found != Personal::None) {
      auto note = make_note(Fault::PersonalData, name_zh(found));
      note.en = make_note(Fault::PersonalData, name_en(found)).en;
      return reject(line, note, cells);
    }
    if (const auto fault = shape_fault(shape)) return reject(line, make_note(*fault, ""), cells);
    row.begin(cells);
    switch (out_.kind) {
      case IntakeKind::Projects:
        build_project(row, context, out_.batch);
        break;
      case IntakeKind::Enterprises:
        build_enterprise(row, context, out_.batch);
        break;
      case IntakeKind::ProjectMonths:
        build_month(row, context, out_.batch);
        break;
      case IntakeKind::Safeguards:
        build_safeguard(row, context, out_.batch);
        break;
      case IntakeKind::Complaints:
        build_complaint(row, context, out_.batch);
        break;
      case IntakeKind::Orders:
        build_order(row, context, out_.batch);
        break;
      case IntakeKind::Feeds:
        build_feed(row, context, out_.batch);
        break;
      case IntakeKind::ResponseUnits:
        if (auto unit = build_response_unit(row, context))
          out_.units.push_back({std::move(*unit), origin(line, cells)});
        break;
      case IntakeKind::Incidents:
        if (auto report = build_incident(row, context))
          out_.incidents.push_back({std::move(*report), origin(line, cells)});
        break;
    }
    if (row.rejected()) return reject(line, *row.rejection(), cells);
    ++out_.accepted;
    for (const auto& note : row.remarks()) remark(line, note);
  }

  static RowOrigin origin(std::uint32_t line, const std::vector<std::string_view>& cells) {
    RowOrigin from{line, {}};
    for (const auto cell : cells) from.cells.push_back(mask_personal(cell));
    return from;
  }

  void reject(std::uint32_t line, const RowReader::Note& note, const std::vector<std::string_view>& cells) {
    ++out_.counts[static_cast<std::size_t>(note.fault)];
    out_.rejected.push_back({line, note.fault, note.zh, note.en, origin(line, cells).cells});
  }

  void remark(std::uint32_t line, const RowReader::Note& note) {
    ++out_.counts[static_cast<std::size_t>(note.fault)];
    if (out_.remarks.size() < kRemarksKept) out_.remarks.push_back({line, note.fault, note.zh, note.en});
  }

  Sheet sheet_;
  const IntakeOptions& options_;
  CityIndex city_;
  ColumnMap map_;
  Intake out_;
};

// A shell completes the folder of a geodatabase with a slash.
std::filesystem::path without_slash(const std::filesystem::path& file) {
  return file.has_filename() ? file : file.parent_path();
}

}  // namespace

std::string source_name(const std::filesystem::path& file) {
  return mask_personal(without_slash(file).filename().string());
}

Result<Intake> take_sheet(IntakeKind kind, Sheet sheet, const IntakeOptions& options, const Pack& pack,
                          const OnIntakeProgress& progress) {
  Taking taking(kind, std::move(sheet), options, pack);
  if (auto ready = taking.prepare(); !ready) return std::unexpected(ready.error());
  taking.run(progress);
  return taking.take();
}

Result<Sheet> read_sheet(std::optional<IntakeKind> kind, const std::filesystem::path& named,
                         const IntakeOptions& options, const OnIntakeProgress& progress) {
  const std::filesystem::path file = without_slash(named);
  if (auto ok = check_name(named); !ok) return std::unexpected(ok.error());
  std::error_code ignored;
  const auto format = format_of(file);
  if (std::filesystem::is_directory(file, ignored) && (!format || *format != FileFormat::Files))
    return fail(ErrorCode::BadInput, "这是文件夹，请指定一个文件。", "This is a directory; name a file.");
  if (!format) return std::unexpected(format.error());
  ChildRequest request{file,    std::string(code(*format)), options.program, options.limits, {},
                       nullptr, options.on_layers};
  request.hints.kind = kind ? code(*kind) : kAnyKind;
  request.hints.layer = options.layer;
  for (const auto& [header, field] : options.map) request.hints.headers += header + "\n";
  ByteProgress on_bytes;
  if (progress)
    on_bytes = [&](std::uint64_t done, std::uint64_t total) {
      if (total > 0)
        progress({static_cast<std::size_t>(kChildParts * std::min(done, total) / total), kParts});
    };
  return read_in_child(request, on_bytes);
}

Result<Intake> read_intake(IntakeKind kind, const std::filesystem::path& file, const IntakeOptions& options,
                           const Pack& pack, const OnIntakeProgress& progress) {
  auto sheet = read_sheet(kind, file, options, progress);
  if (!sheet) return std::unexpected(sheet.error());
  auto intake = take_sheet(kind, std::move(*sheet), options, pack, progress);
  if (intake) intake->source = source_name(file);
  return intake;
}

}  // namespace anxin
