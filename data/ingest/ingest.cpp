#include "data/ingest/ingest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/ingest/build.hpp"
#include "data/model/personal.hpp"
#include "data/ingest/sheet.hpp"
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
    return out_.kind == IntakeKind::Projects ? judge() : Status{};
  }

  void run(const OnIntakeProgress& progress) {
    BuildContext context{options_, city_, out_.crs ? out_.crs->crs : Crs{}, {}};
    RowReader row(map_, out_.header);
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
  Status judge() {
    RowReader row(map_, out_.header);
    std::vector<ClaimedPosition> claims;
    std::vector<std::string_view> cells;
    const std::size_t stride = std::max<std::size_t>(1, sheet_.rows() / kRowsWeighed);
    const auto name = static_cast<std::size_t>(map_.of(Field::Name));
    for (std::size_t i = 0; i < sheet_.rows(); i += stride) {
      if (sheet_.row(i, cells).shape != RowShape::Whole) continue;
      row.begin(cells);
      if (const auto claim = claimed_position(row, city_, cells[name])) claims.push_back(*claim);
    }
    CrsQuestion question{options_.crs, map_.declared_crs, fmt::format("表头“{}”", map_.declared_by)};
    if (!map_.declared_crs && !sheet_.head.declared_crs.empty()) {
      const auto declared = parse_crs(sheet_.head.declared_crs);
      if (declared) question.declared = *declared;
      question.declared_by = "文件的 crs ";
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
    }
    if (row.rejected()) return reject(line, *row.rejection(), cells);
    ++out_.accepted;
    for (const auto& note : row.remarks()) remark(line, note);
  }

  void reject(std::uint32_t line, const RowReader::Note& note, const std::vector<std::string_view>& cells) {
    ++out_.counts[static_cast<std::size_t>(note.fault)];
    RejectedRow rejected{line, note.fault, note.zh, note.en, {}};
    for (const auto cell : cells) rejected.cells.push_back(mask_personal(cell));
    out_.rejected.push_back(std::move(rejected));
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

}  // namespace

Result<Intake> take_sheet(IntakeKind kind, Sheet sheet, const IntakeOptions& options, const Pack& pack,
                          const OnIntakeProgress& progress) {
  Taking taking(kind, std::move(sheet), options, pack);
  if (auto ready = taking.prepare(); !ready) return std::unexpected(ready.error());
  taking.run(progress);
  return taking.take();
}

Result<Intake> read_intake(IntakeKind kind, const std::filesystem::path& file, const IntakeOptions& options,
                           const Pack& pack, const OnIntakeProgress& progress) {
  if (auto named = check_name(file); !named) return std::unexpected(named.error());
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    return fail(ErrorCode::BadInput, "这是文件夹，请指定一个文件。", "This is a directory; name a file.");
  const auto format = format_of(file);
  if (!format) return std::unexpected(format.error());
  const ChildRequest request{file, *format == FileFormat::Csv ? "csv" : "geojson", options.program,
                             options.limits};
  ByteProgress on_bytes;
  if (progress)
    on_bytes = [&](std::uint64_t done, std::uint64_t total) {
      if (total > 0)
        progress({static_cast<std::size_t>(kChildParts * std::min(done, total) / total), kParts});
    };
  auto sheet = read_in_child(request, on_bytes);
  if (!sheet) return std::unexpected(sheet.error());
  auto intake = take_sheet(kind, std::move(*sheet), options, pack, progress);
  if (intake) intake->source = mask_personal(file.filename().string());
  return intake;
}

}  // namespace anxin
