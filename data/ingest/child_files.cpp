// The formats that are archives, databases or several files: scanned, taken apart in memory, handed on.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "data/ingest/child_work.hpp"
#include "data/ingest/input_files.hpp"
#include "data/ingest/spreadsheet.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

Result<Archive> scanned(std::string_view bytes) {
  auto archive = Archive::open(bytes);
  if (!archive) return archive;
  if (auto sound = archive->scan(); !sound) return std::unexpected(sound.error());
  return archive;
}

// "folder/name" without its ending, in lower case.
std::string stem(std::string_view name) {
  const std::string plain = lower_ascii(name);
  return plain.substr(0, plain.rfind('.'));
}

// The folder a/b.gdb of a/b.gdb/x.gdbtable; empty when the entry is in none.
std::string geodatabase_of(std::string_view name) {
  const std::string plain = lower_ascii(name);
  const auto at = plain.find(".gdb/");
  return at == std::string::npos ? std::string{} : plain.substr(0, at + 4);
}

struct Found {
  std::vector<MemoryFile> files;
  VectorFormat format = VectorFormat::Shapefile;
  std::string name;  // of the dataset where the archive holds several: --layer named it, and no layer in it
};

struct Datasets {
  std::vector<std::string> paths, names;  // names: of files and folders, without ending
  bool half = false;                      // parts of a Shapefile
};

Datasets datasets_in(const Archive& archive) {
  Datasets out;
  for (const auto& entry : archive.entries()) {
    if (entry.name.starts_with("__MACOSX/")) continue;
    const std::string plain = lower_ascii(entry.name);
    const std::string folder = geodatabase_of(plain);
    const bool alone = plain.ends_with(".shp") || (plain.ends_with(".kml") && folder.empty());
    out.half = out.half || plain.ends_with(".shx") || plain.ends_with(".dbf");
    const std::string path = !folder.empty() ? folder : alone ? plain : std::string{};
    if (path.empty() || std::ranges::find(out.paths, path) != out.paths.end()) continue;
    out.paths.push_back(path);
    const std::string whole = entry.name.substr(0, path.size());
    const auto slash = whole.rfind('/'), dot = whole.rfind('.');
    const std::size_t from = slash == std::string::npos ? 0 : slash + 1;
    out.names.push_back(whole.substr(from, dot - from));
  }
  return out;
}

// Which of them is read: the only one, or the one that --layer names.
Result<std::size_t> choose_dataset(const Datasets& found, const std::string& wanted) {
  for (std::size_t i = 0; i < found.names.size() && !wanted.empty(); ++i)
    if (lower_ascii(found.names[i]) == lower_ascii(wanted)) return i;
  if (found.paths.size() == 1) return std::size_t{0};
  if (found.paths.empty() && found.half)
    return fail(ErrorCode::BadInput,
                "Shapefile 不完整：缺少 .shp；请把同名的 .shp、.shx、.dbf、.prj 放在一起再导入。",
                "Half a Shapefile: its .shp is missing; keep .shp, .shx, .dbf and .prj together.");
  if (found.paths.empty())
    return fail(ErrorCode::BadInput, "压缩包里没有 Shapefile、地理数据库或 KML。",
                "The archive holds no Shapefile, geodatabase or KML.");
  return fail(ErrorCode::BadInput,
              fmt::format("压缩包里有不止一套数据：{}；请选定一套（命令行用 --layer），或分开压缩。",
                          fmt::join(found.names, "、")),
              fmt::format("The archive holds more than one dataset: {}; choose one (--layer on the command "
                          "line) or pack them apart.",
                          fmt::join(found.names, ", ")));
}

// Told the names of what may be chosen.
using Offer = std::function<void(std::span<const std::string>)>;

Result<Found> take_from(const Archive& archive, const std::string& wanted, const Offer& offer) {
  const Datasets datasets = datasets_in(archive);
  if (datasets.names.size() > 1) offer(datasets.names);
  const auto chosen = choose_dataset(datasets, wanted);
  if (!chosen) return std::unexpected(chosen.error());
  const std::string& dataset = datasets.paths[*chosen];
  Found out;
  if (dataset.ends_with(".gdb")) out.format = VectorFormat::FileGdb;
  if (dataset.ends_with(".kml")) out.format = VectorFormat::Kml;
  if (datasets.names.size() > 1) out.name = datasets.names[*chosen];
  for (const auto& entry : archive.entries()) {
    const std::string plain = lower_ascii(entry.name);
    const bool part = out.format == VectorFormat::FileGdb ? geodatabase_of(plain) == dataset
                      : out.format == VectorFormat::Kml   ? plain == dataset
                                                          : stem(plain) == stem(dataset);
    if (!part || entry.name.starts_with("__MACOSX/")) continue;
    auto bytes = archive.whole(entry);
    if (!bytes) return std::unexpected(bytes.error());
    out.files.push_back({entry.name, std::move(*bytes)});
  }
  return out;
}

Result<Found> found_in(std::string_view work, const std::string& name, std::string bytes,
                       const std::string& wanted, const Offer& offer) {
  if (work == "gpkg") return Found{{{name, std::move(bytes)}}, VectorFormat::GeoPackage, {}};
  if (work == "kml") return Found{{{name, std::move(bytes)}}, VectorFormat::Kml, {}};
  if (!is_bundle(bytes)) {
    const auto archive = scanned(bytes);
    return archive ? take_from(*archive, wanted, offer) : Result<Found>(std::unexpected(archive.error()));
  }
  auto files = files_of_bundle(bytes);
  if (!files) return std::unexpected(files.error());
  const bool shapefile = lower_ascii(name).ends_with(".shp");
  return Found{std::move(*files), shapefile ? VectorFormat::Shapefile : VectorFormat::FileGdb, {}};
}

// What a layer says of its coordinates. A KML is WGS-84 by its standard, which here proves as little as for
// GeoJSON; a system without an EPSG code is passed on by name, marked.
std::string declared_by(const VectorLayer& layer, VectorFormat format) {
  if (format == VectorFormat::Kml) return {};
  if (layer.crs) return to_string(*layer.crs);
  return layer.unnumbered_crs.empty() ? std::string{}
                                      : fmt::format("{}{}", kUnnumbered, layer.unnumbered_crs);
}

// What LIBKML answers for every placemark, written there or not.
void drop_idle_fields(VectorLayer& layer) {
  constexpr std::array<std::string_view, 12> kOfEvery{"Name",       "description",  "timestamp",  "begin",
                                                      "end",        "altitudeMode", "tessellate", "extrude",
                                                      "visibility", "drawOrder",    "icon",       "snippet"};
  for (std::size_t i = layer.fields.size(); i-- > 0;) {
    const auto idle = [i](const VectorFeature& f) {
      return !f.values[i] || f.values[i]->empty() || f.values[i] == "-1" || f.values[i] == "0";
    };
    if (std::ranges::find(kOfEvery, layer.fields[i]) == kOfEvery.end() ||
        !std::ranges::all_of(layer.features, idle))
      continue;
    layer.fields.erase(layer.fields.begin() + static_cast<std::ptrdiff_t>(i));
    for (auto& f : layer.features) f.values.erase(f.values.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

Status write_vector_sheet(std::string_view work, const std::string& name, std::string bytes,
                          const SheetHints& hints, SheetWriter& out) {
  const Offer offer = [&](std::span<const std::string> names) { out.layers(names); };
  auto found = found_in(work, name, std::move(bytes), hints.layer, offer);
  if (!found) return std::unexpected(found.error());
  LayerChoice choice;
  // A Shapefile is one layer, named after the file; of several datasets the one wanted was settled above.
  const bool settled = found->format == VectorFormat::Shapefile || !found->name.empty();
  if (!settled) {
    choice.wanted = hints.layer;
    choice.offered = offer;
  }
  choice.score = [&](std::span<const std::string> fields) {
    return known_headers(hints.kind, fields, hints.headers);
  };
  const auto format = found->format;
  for (auto& file : found->files)
    if (file.name.empty()) file.name = name;
  auto layer = read_vector_files(std::move(found->files), format, choice);
  if (!layer) return std::unexpected(layer.error());
  if (format == VectorFormat::Kml) drop_idle_fields(*layer);
  if (format == VectorFormat::Shapefile) {
    layer->name.clear();
    for (auto& field : layer->fields) field = completed_header(hints.kind, field);  // cut to ten bytes
  }
  if (!found->name.empty()) layer->name = found->name;
  return write_layer(*layer, declared_by(*layer, format), false, out);
}

Status write_workbook_sheet(std::string_view work, std::string_view bytes, const SheetHints& hints,
                            SheetWriter& out) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    return fail(
        ErrorCode::BadInput, "文件有密码，或是改了名的旧版 .xls；请解除密码，另存为 .xlsx 后再导入。",
        "The file has a password or is an old .xls by another name; save it as .xlsx without a password.");
  const auto archive = scanned(bytes);
  if (!archive) return std::unexpected(archive.error());
  auto written =
      work == "xlsx" ? write_xlsx_sheet(*archive, hints, out) : write_ods_sheet(*archive, hints, out);
  if (written && !out.finish()) return fail(ErrorCode::Internal, "父进程已退出。", "The parent has gone.");
  return written;
}

}  // namespace

Result<VectorLayer> read_layer_of(std::string_view work, const std::string& name, std::string bytes,
                                  const LayerChoice& choice) {
  auto found = found_in(work, name, std::move(bytes), choice.wanted, [](std::span<const std::string>) {});
  if (!found) return std::unexpected(found.error());
  LayerChoice chosen = choice;
  // As above: of several datasets the one wanted was settled already.
  if (found->format == VectorFormat::Shapefile || !found->name.empty()) chosen.wanted.clear();
  for (auto& file : found->files)
    if (file.name.empty()) file.name = name;
  return read_vector_files(std::move(found->files), found->format, chosen);
}

bool is_work(std::string_view work) {
  constexpr std::array<std::string_view, 7> kWorks{"csv", "geojson", "xlsx", "ods", "gpkg", "kml", "files"};
  return std::ranges::find(kWorks, work) != kWorks.end();
}

Status write_sheet(std::string_view work, const std::filesystem::path& name, std::string bytes,
                   const SheetHints& hints, SheetWriter& out) {
  if (work == "csv") return write_csv_sheet(std::move(bytes), out);
  const bool workbook = work == "xlsx" || work == "ods";
  auto written = workbook ? write_workbook_sheet(work, bytes, hints, out)
                          : write_vector_sheet(work, name.filename().string(), std::move(bytes), hints, out);
  if (!written) out.error(written.error());
  return written;
}

}  // namespace anxin
