#include "geo/io/vector_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "geo/io/writers.hpp"

namespace anxin {

std::unexpected<Error> unwritable(const PendingFile& file, std::string_view why) {
  const std::string name = file.target().filename().string();
  return fail(ErrorCode::BadInput, fmt::format("无法写出文件“{}”：{}。", name, why),
              fmt::format("The file \"{}\" cannot be written: {}.", name, why));
}

CheckedText::CheckedText(PendingFile file) : file_(std::move(file)), out_(file_.path(), std::ios::binary) {}

Status CheckedText::put(std::string_view text) {
  errno = 0;
  out_ << text;
  if (!out_) return unwritable(file_, errno ? std::strerror(errno) : "disk full or not writable");
  return {};
}

Status CheckedText::publish() {
  errno = 0;
  out_.close();
  if (!out_) return unwritable(file_, errno ? std::strerror(errno) : "disk full or not writable");
  return file_.publish();
}

Result<std::unique_ptr<VectorWriter>> VectorWriter::create(const std::filesystem::path& file,
                                                           const OutLayer& layer) {
  constexpr std::array<std::string_view, 5> known{".gpkg", ".geojson", ".shp", ".csv", ".xlsx"};
  const std::string extension = file.extension().string();
  if (std::ranges::find(known, extension) == known.end())
    return fail(ErrorCode::Usage,
                fmt::format("不支持导出为“{}”，可用 .gpkg、.geojson、.shp、.csv、.xlsx。", extension),
                fmt::format("Cannot export to \"{}\"; use .gpkg, .geojson, .shp, .csv or .xlsx.", extension));
  if (layer.geometry == OutGeometry::None && (extension == ".geojson" || extension == ".shp"))
    return fail(
        ErrorCode::Usage, fmt::format("这张表没有位置，不能导出为“{}”，可用 .csv、.xlsx、.gpkg。", extension),
        fmt::format("This table has no places: \"{}\" cannot hold it; use .csv, .xlsx or .gpkg.", extension));
  auto pending = PendingFile::beside(file);
  if (!pending) return std::unexpected(pending.error());
  if (extension == ".csv") return make_csv_writer(std::move(*pending), layer);
  if (extension == ".xlsx") return make_xlsx_writer(std::move(*pending), layer);
  if (extension == ".geojson") return make_geojson_writer(std::move(*pending), layer);
  if (extension == ".shp") return make_shapefile_writer(std::move(*pending), layer);
  return make_geopackage_writer(std::move(*pending), layer);
}

}  // namespace anxin
