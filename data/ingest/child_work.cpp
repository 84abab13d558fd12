#include "data/ingest/child_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "data/ingest/geojson_crs.hpp"
#include "geo/io/vector_in.hpp"

namespace anxin {
namespace {

std::unexpected<Error> report(SheetWriter& out, Error error) {
  out.error(error);
  return std::unexpected(std::move(error));
}

std::unexpected<Error> gone() { return fail(ErrorCode::Internal, "父进程已退出。", "The parent has gone."); }

// A spreadsheet saved under a .csv name is common enough to deserve its own sentence.
bool is_spreadsheet(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");
}

std::string degrees_text(double value) {
  return fmt::format("{}", value);
}  // the shortest text that reads back the same

CrsMembers crs_members(const std::filesystem::path& file) {
  CrsMembers members;
  std::ifstream in(file, std::ios::binary);
  std::string piece(1u << 20, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
    members.feed(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
  return members;
}

}  // namespace

Status write_layer(const VectorLayer& layer, std::string declared_crs, bool always_geometry,
                   SheetWriter& out) {
  const bool geometry = always_geometry || std::ranges::any_of(layer.features, [](const VectorFeature& f) {
                          return f.point || !f.wkb.empty();
                        });
  SheetHead head;
  head.declared_crs = std::move(declared_crs);
  head.layer = layer.name;
  head.columns = layer.fields;
  if (geometry) {
    head.columns.emplace_back(kGeometryX);
    head.columns.emplace_back(kGeometryY);
  }
  if (head.columns.size() > kMaxColumns)
    return report(out, {ErrorCode::BadInput, fmt::format("属性超过 {} 个。", kMaxColumns),
                        fmt::format("More than {} properties.", kMaxColumns)});
  if (!out.head(head)) return gone();
  std::vector<std::string_view> cells(head.columns.size());
  for (const auto& feature : layer.features) {
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
      cells[i] = feature.values[i] ? std::string_view(*feature.values[i]) : std::string_view{};
      if (cells[i].size() > kMaxCellBytes)
        return report(out, {ErrorCode::BadInput, fmt::format("第 {} 个要素有过长的属性值。", feature.number),
                            fmt::format("Feature {} has a property that is too long.", feature.number)});
    }
    const std::string x =
        feature.point ? degrees_text(feature.point->x) : std::string(feature.wkb.empty() ? "" : kNotAPoint);
    const std::string y = feature.point ? degrees_text(feature.point->y) : x;
    if (geometry) {
      cells[cells.size() - 2] = x;
      cells[cells.size() - 1] = y;
    }
    if (!out.row(static_cast<std::uint32_t>(feature.number), RowShape::Whole, cells)) return gone();
  }
  return out.finish() ? Status{} : gone();
}

Status write_csv_sheet(std::string bytes, SheetWriter& out) {
  if (is_spreadsheet(bytes))
    return report(out, {ErrorCode::BadInput, "这是电子表格文件，不是 CSV；请在表格软件里另存为 CSV UTF-8。",
                        "This is a spreadsheet, not CSV; save it as CSV UTF-8."});
  auto decoded = decode(bytes);
  if (!decoded) return report(out, decoded.error());
  std::string().swap(bytes);
  const Encoding encoding = decoded->encoding;
  auto reader = CsvReader::open(std::move(decoded->utf8));
  if (!reader) return report(out, reader.error());
  SheetHead head;
  head.encoding = encoding;
  head.delimiter = reader->delimiter();
  head.columns = reader->header();
  if (!out.head(head)) return gone();
  constexpr std::size_t kProgressEvery = 20'000;
  std::size_t rows = 0;
  while (true) {
    auto more = reader->next();
    if (!more) return report(out, more.error());
    if (!*more) break;
    if (++rows > kMaxRows)
      return report(out, {ErrorCode::BadInput, fmt::format("超过 {} 行，请分成几个文件导入。", kMaxRows),
                          fmt::format("More than {} rows; import it in several files.", kMaxRows)});
    if (!out.row(reader->line(), reader->shape(), reader->cells())) return gone();
    if (rows % kProgressEvery == 0 && !out.progress(reader->position(), reader->size())) return gone();
  }
  return out.finish() ? Status{} : gone();
}

Status write_geojson_sheet(const std::filesystem::path& file, SheetWriter& out) {
  auto layer = read_vector(file);
  if (!layer) return report(out, layer.error());
  const CrsMembers members = crs_members(file);
  if (members.differ())
    return report(
        out, {ErrorCode::BadInput, "文件里写了几种不同的坐标系（crs），无法确定位置；请统一坐标系后再导入。",
              "The file states several different coordinate systems (crs); bring it into one and "
              "import it again."});
  // GDAL answers WGS-84 with and without the member.
  const bool said = layer->crs && (layer->crs->kind != Crs::Kind::Wgs84 || members.stated());
  layer->name.clear();  // GDAL names it after the file
  return write_layer(*layer, said ? to_string(*layer->crs) : "", true, out);
}

}  // namespace anxin
