#include "data/ingest/child_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>

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

// Whether the file itself has a crs member; GDAL answers WGS-84 either way.
bool states_crs(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string head(65'536, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  for (auto at = head.find("\"crs\""); at != std::string::npos; at = head.find("\"crs\"", at + 1)) {
    std::size_t i = at + 5;
    while (i < head.size() && std::isspace(static_cast<unsigned char>(head[i]))) ++i;
    if (i >= head.size() || head[i] != ':') continue;
    ++i;
    while (i < head.size() && std::isspace(static_cast<unsigned char>(head[i]))) ++i;
    if (i < head.size() && head[i] == '{') return true;
  }
  return false;
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
  const bool said = layer->crs && (layer->crs->kind != Crs::Kind::Wgs84 || states_crs(file));
  layer->name.clear();  // GDAL names it after the file
  return write_layer(*layer, said ? to_string(*layer->crs) : "", true, out);
}

}  // namespace anxin
