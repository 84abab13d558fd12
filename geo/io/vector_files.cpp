// Formats of several files, or of a database, read from memory: GDAL never opens a name that a stranger
// chose.
#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <memory>

#include "geo/io/gdal_scope.hpp"
#include "geo/io/layer_in.hpp"
#include "geo/io/vector_in.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

struct Kind {
  VectorFormat format;
  const char* driver;
  std::string_view name, main;  // main: what GDAL is asked to open, under kFolder
  std::array<const char*, 2> open_options;
};
constexpr std::array kKinds{
    Kind{VectorFormat::GeoPackage, "GPKG", "GeoPackage", "in.gpkg", {nullptr, nullptr}},
    Kind{VectorFormat::Shapefile, "ESRI Shapefile", "Shapefile", "in.shp", {"ENCODING=", nullptr}},
    Kind{VectorFormat::FileGdb, "OpenFileGDB", "File Geodatabase", "in.gdb", {nullptr, nullptr}},
    Kind{VectorFormat::Kml, "LIBKML", "KML", "in.kml", {nullptr, nullptr}}};
constexpr std::string_view kFolder = "/vsimem/anxin_intake/";

std::unexpected<Error> refuse(std::string zh, std::string en) {
  return fail(ErrorCode::BadInput, std::move(zh), std::move(en));
}

// ".shp" of 工地.SHP, the last of several dots.
std::string ending(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string{} : lower_ascii(name.substr(dot));
}

// Files in GDAL's memory for as long as the object lives; the bytes stay ours.
class InMemory {
 public:
  explicit InMemory(std::vector<MemoryFile> files) : files_(std::move(files)) {}
  ~InMemory() {
    for (const auto& path : paths_) VSIUnlink(path.c_str());
  }
  InMemory(const InMemory&) = delete;
  InMemory& operator=(const InMemory&) = delete;

  void put(MemoryFile& file, std::string path) {
    VSILFILE* made = VSIFileFromMemBuffer(path.c_str(), reinterpret_cast<GByte*>(file.bytes.data()),
                                          file.bytes.size(), FALSE);
    if (made) VSIFCloseL(made);
    paths_.push_back(std::move(path));
  }
  [[nodiscard]] std::vector<MemoryFile>& files() { return files_; }
  [[nodiscard]] MemoryFile* with_ending(std::string_view end) {
    const auto found = std::ranges::find_if(files_, [&](const auto& f) { return ending(f.name) == end; });
    return found == files_.end() ? nullptr : &*found;
  }

 private:
  std::vector<MemoryFile> files_;
  std::vector<std::string> paths_;
};

Status place_shapefile(InMemory& memory) {
  for (const std::string_view need : {".shp", ".shx", ".dbf"})
    if (!memory.with_ending(need))
      return refuse(
          fmt::format("Shapefile 不完整：缺少 {}；请把同名的 .shp、.shx、.dbf、.prj 放在一起再导入。", need),
          fmt::format("Half a Shapefile: its {} is missing; keep .shp, .shx, .dbf and .prj together.", need));
  for (const std::string_view part : {".shp", ".shx", ".dbf", ".prj"})
    if (auto* file = memory.with_ending(part)) memory.put(*file, fmt::format("{}in{}", kFolder, part));
  return {};
}

void place(InMemory& memory, const Kind& kind) {
  // A geodatabase is a folder, and its driver asks for one.
  if (kind.format == VectorFormat::FileGdb) VSIMkdirRecursive(fmt::format("{}in.gdb", kFolder).c_str(), 0700);
  for (auto& file : memory.files()) {
    const auto slash = file.name.rfind('/');
    const std::string base = slash == std::string::npos ? file.name : file.name.substr(slash + 1);
    memory.put(file, kind.format == VectorFormat::FileGdb ? fmt::format("{}in.gdb/{}", kFolder, base)
                                                          : fmt::format("{}{}", kFolder, kind.main));
    if (kind.format != VectorFormat::FileGdb) break;
  }
}

// Field names of a DBF hold ten bytes; a UTF-8 character may have been cut in the middle.
std::string without_cut_character(std::string text) {
  for (std::size_t cut = 1; cut <= 3 && !is_valid_utf8(text) && cut < text.size(); ++cut)
    if (const auto shorter = std::string_view(text).substr(0, text.size() - cut); is_valid_utf8(shorter))
      return std::string(shorter);
  return text;
}

enum class DbfText : std::uint8_t { Unsaid, Utf8, Gb18030, Other };

DbfText said_by(const MemoryFile* cpg) {
  if (!cpg) return DbfText::Unsaid;
  std::string word = lower_ascii(cpg->bytes.substr(0, 32));
  std::erase_if(word, [](char c) { return (c < 'a' || c > 'z') && (c < '0' || c > '9'); });
  if (word == "utf8" || word == "65001") return DbfText::Utf8;
  for (const auto* known : {"gbk", "936", "cp936", "gb2312", "gb18030", "ansi936", "54936"})
    if (word == known) return DbfText::Gb18030;
  return word.empty() ? DbfText::Unsaid : DbfText::Other;
}

// Every text of the layer from the file's bytes to UTF-8, all by one encoding.
Status decode_texts(VectorLayer& layer, DbfText said, const std::string& file) {
  const auto unreadable_text = [&] {
    return refuse(
        fmt::format("“{}”的文字既不是 UTF-8 也不是 GB18030，或与 .cpg 所写不符。", file),
        fmt::format("The texts of \"{}\" are neither UTF-8 nor GB18030, or not what its .cpg says.", file));
  };
  if (said == DbfText::Other) return unreadable_text();
  const auto each = [&](auto&& take) {
    for (auto& name : layer.fields)
      if (!take(name, true)) return false;
    for (auto& feature : layer.features)
      for (auto& value : feature.values)
        if (value && !take(*value, false)) return false;
    return true;
  };
  const bool utf8 = said != DbfText::Gb18030 && each([](std::string& text, bool name) {
                      return is_valid_utf8(name ? without_cut_character(text) : text);
                    });
  if (said == DbfText::Utf8 && !utf8) return unreadable_text();
  const bool done = each([&](std::string& text, bool name) {
    if (utf8) {
      if (name) text = without_cut_character(std::move(text));
      return true;
    }
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return true;
    // `decode` would take what happens to be UTF-8 for it; two Chinese bytes before it settle the question.
    auto decoded = decode("\xD6\xD0" + text);
    if (!decoded || decoded->encoding != Encoding::Gb18030) return false;
    text = decoded->utf8.substr(std::string_view("中").size());
    return true;
  });
  return done ? Status{} : Status(unreadable_text());
}

// A GeoPackage geometry carries a reference system of its own beside the layer's.
Status check_one_system(GDALDataset& dataset, OGRLayer& layer) {
  const std::string_view column = layer.GetGeometryColumn();
  if (column.empty()) return {};
  const auto quoted = [](std::string_view name) {
    std::string out = "\"";
    for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
  };
  const std::string sql =
      fmt::format("SELECT COUNT(DISTINCT ST_SRID({})) FROM {}", quoted(column), quoted(layer.GetName()));
  OGRLayer* answer = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
  if (!answer) return {};
  int systems = 0;
  if (const auto row = OGRFeatureUniquePtr(answer->GetNextFeature())) systems = row->GetFieldAsInteger(0);
  dataset.ReleaseResultSet(answer);
  if (systems <= 1) return {};
  return refuse("同一图层里混有几种坐标系，无法确定位置；请统一坐标系后再导入。",
                "One layer mixes several coordinate systems; bring it into one and import it again.");
}

Result<OGRLayer*> choose(GDALDataset& dataset, const LayerChoice& choice) {
  OGRLayer* best = nullptr;
  std::size_t best_score = 0;
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(dataset.GetLayerCount()));
  for (int i = 0; i < dataset.GetLayerCount(); ++i) names.emplace_back(dataset.GetLayer(i)->GetName());
  if (choice.offered) choice.offered(names);
  for (int i = 0; i < dataset.GetLayerCount(); ++i) {
    OGRLayer* layer = dataset.GetLayer(i);
    if (!choice.wanted.empty()) {
      if (choice.wanted == layer->GetName()) return layer;
      continue;
    }
    std::vector<std::string> fields;
    fields.reserve(static_cast<std::size_t>(layer->GetLayerDefn()->GetFieldCount()));
    for (int f = 0; f < layer->GetLayerDefn()->GetFieldCount(); ++f)
      fields.emplace_back(layer->GetLayerDefn()->GetFieldDefn(f)->GetNameRef());
    const std::size_t score = choice.score ? choice.score(fields) : 0;
    if (best && score <= best_score) continue;
    best = layer;
    best_score = score;
  }
  if (best) return best;
  return refuse(
      fmt::format("文件里没有图层“{}”；有 {}。", choice.wanted, fmt::join(names, ", ")),
      fmt::format("The file has no layer \"{}\"; it has {}.", choice.wanted, fmt::join(names, ", ")));
}

Status check_doctype(const MemoryFile& file) {
  std::string plain;
  for (const char c : file.bytes)
    if (c != '\0') plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (plain.find("<!DOCTYPE") == std::string::npos && plain.find("<!ENTITY") == std::string::npos) return {};
  return refuse(
      "KML 里有 DOCTYPE 或 ENTITY 声明，可能引用外部内容，已拒绝；没有导入任何内容。",
      "The KML declares a DOCTYPE or an ENTITY, which may pull in other content; it was refused and "
      "nothing was imported.");
}

}  // namespace

Result<VectorLayer> read_vector_files(std::vector<MemoryFile> files, VectorFormat format,
                                      const LayerChoice& choice, const VectorLimits& limits) {
  const auto kind = std::ranges::find(kKinds, format, &Kind::format);
  if (kind == kKinds.end() || files.empty()) return refuse("没有可读的文件。", "There is no file to read.");
  const std::string shown = files.front().name;
  InMemory memory(std::move(files));
  if (format == VectorFormat::Kml)
    if (auto plain = check_doctype(memory.files().front()); !plain) return std::unexpected(plain.error());
  if (format == VectorFormat::Shapefile) {
    if (auto placed = place_shapefile(memory); !placed) return std::unexpected(placed.error());
  } else {
    place(memory, *kind);
  }
  GdalScope gdal;
  const char* const drivers[] = {kind->driver, nullptr};
  const std::string main = fmt::format("{}{}", kFolder, kind->main);
  const std::unique_ptr<GDALDataset, CloseDataset> dataset(GDALDataset::FromHandle(
      GDALOpenEx(main.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers,
                 kind->open_options.data(), nullptr)));
  if (!dataset || dataset->GetLayerCount() == 0)
    return unreadable(shown, kind->name, gdal.fault().empty() ? "no layer" : gdal.fault());
  const auto layer = choose(*dataset, choice);
  if (!layer) return std::unexpected(layer.error());
  if (format == VectorFormat::GeoPackage)
    if (auto one = check_one_system(*dataset, **layer); !one) return std::unexpected(one.error());
  auto out = read_layer(**layer, {shown, kind->name, limits, format != VectorFormat::Shapefile}, gdal);
  if (out && format == VectorFormat::Shapefile)
    if (auto decoded = decode_texts(*out, said_by(memory.with_ending(".cpg")), shown); !decoded)
      return std::unexpected(decoded.error());
  return out;
}

}  // namespace anxin
